/** The page that the customer is on, as it changes; with what they look at it, from where, and what time it is there. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { useToldVisit } from "../../../live/use_told_visit";
import { Time } from "../../../parts/time";
import { useNow } from "../../../parts/use_now";
import styles from "./panel.module.css";
import { PANEL_VISIT } from "./panel_documents";

export function OnThePage({ contactId }: { contactId: string }) {
  const { t, i18n } = useLingui();
  const [{ data }] = useQuery({
    query: PANEL_VISIT,
    variables: { contactId },
    requestPolicy: "cache-and-network",
  });
  const told = useToldVisit(contactId);
  const visit = told ?? data?.visits.nodes[0];
  const zone = visit?.timeZone;
  const time = useNow((now) =>
    zone ? i18n.date(new Date(now), { timeStyle: "short", timeZone: zone }) : "",
  );
  if (!visit) {
    return null;
  }
  const { url, title, seenAt, browser, os, city, country } = visit;
  const place = city ?? country;
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{t`On the page`}</h3>
      <div className={styles.line}>
        <bdi className={styles.text} title={url}>
          {title ?? url}
        </bdi>
        <Time at={seenAt} />
      </div>
      <p className={styles.quiet}>{[browser, os].filter(Boolean).join(" · ")}</p>
      {place ? (
        <p className={styles.quiet}>
          <bdi>{place}</bdi> ({t`approximate`})
        </p>
      ) : null}
      {time ? <p className={styles.quiet}>{t`${time} there`}</p> : null}
    </section>
  );
}
