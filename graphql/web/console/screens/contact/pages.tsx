/** The visits of the web chat: with what, from where, and which pages were looked at. */
import { useLingui } from "@lingui/react/macro";
import { Globe } from "lucide-react";
import type { ContactVisitsQuery } from "../../../client/operator/graphql";
import { Empty } from "../../parts/empty";
import { Time } from "../../parts/time";
import styles from "./pages.module.css";

export type ShownVisit = ContactVisitsQuery["visits"]["nodes"][number];

export function Pages({ visits }: { visits: readonly ShownVisit[] }) {
  const { t } = useLingui();
  if (visits.length === 0) {
    return (
      <Empty
        icon={Globe}
        text={t`No visits of the last 30 days: they came by another channel, or did not agree to be recorded.`}
      />
    );
  }
  return visits.map(({ id, begunAt, browser, os, city, country, referrer, pages }) => (
    <section key={id} className={styles.visit}>
      <h3 className={styles.title}>
        <Time at={begunAt} isFull />
      </h3>
      <p className={styles.facts}>
        {[browser, os, [city, country].filter(Boolean).join(", ")].filter(Boolean).join(" · ")}
        {city || country ? <span className={styles.approximate}> ({t`approximate`})</span> : null}
        {referrer ? (
          <span>
            {" "}
            · {t`from`} <bdi>{referrer}</bdi>
          </span>
        ) : null}
      </p>
      <ol className={styles.pages}>
        {pages.map(({ at, title, url }) => (
          <li key={at} className={styles.page}>
            <span className={styles.texts}>
              {title ? <bdi className={styles.name}>{title}</bdi> : null}
              <bdi className={styles.url}>{url}</bdi>
            </span>
            <Time at={at} />
          </li>
        ))}
      </ol>
    </section>
  ));
}
