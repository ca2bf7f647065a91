/** What the contact has said about being recorded on the pages with the web chat. */
import { useLingui } from "@lingui/react/macro";
import { ShieldCheck, ShieldX } from "lucide-react";
import { Chip } from "../../parts/chip";
import { Empty } from "../../parts/empty";
import { Time } from "../../parts/time";
import styles from "./consents.module.css";
import type { ShownVisit } from "./pages";

export function Consents({ visits }: { visits: readonly ShownVisit[] }) {
  const { t, i18n } = useLingui();
  const seen = new Set<string>();
  const told = visits.flatMap(({ id, channel, consent }) => {
    const key = `${channel?.id} ${consent?.at}`;
    if (!consent || seen.has(key)) {
      return [];
    }
    seen.add(key);
    return [{ id, channel, consent }];
  });
  if (told.length === 0) {
    return (
      <Empty
        icon={ShieldCheck}
        text={t`They were not asked, or said nothing in the last 30 days.`}
      />
    );
  }
  const languages = new Intl.DisplayNames(i18n.locale, { type: "language" });
  return (
    <ul className={styles.list}>
      {told.map(({ id, channel, consent }) => (
        <li key={id} className={styles.consent}>
          {consent.isGiven ? (
            <Chip text={t`Agreed`} icon={ShieldCheck} tone="ok" />
          ) : (
            <Chip text={t`Took it back`} icon={ShieldX} tone="danger" />
          )}
          <span className={styles.text}>
            <bdi>{channel?.name}</bdi> · {t`text`} <bdi>{consent.textVersion}</bdi>
            {consent.locale ? ` · ${languages.of(consent.locale)}` : null}
          </span>
          <Time at={consent.at} isFull />
        </li>
      ))}
    </ul>
  );
}
