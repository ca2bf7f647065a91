/** The filters that hold, each with a cross. */
import { useLingui } from "@lingui/react/macro";
import { Chip } from "../../../parts/chip";
import { FILTERS, withFilter } from "../place";
import { useInbox } from "../use_inbox";
import styles from "./filter_chips.module.css";
import { useFilterChoices } from "./use_filter_choices";

export function FilterChips() {
  const { t, i18n } = useLingui();
  const { place, go } = useInbox();
  const filters = useFilterChoices();
  const day = (value: string) => i18n.date(`${value}T12:00`, { day: "numeric", month: "short" });
  const chips = FILTERS.flatMap((name) =>
    (place.filters[name] ?? []).map((value) => {
      const found = filters.find((one) => one.name === name);
      const called = found?.values.find(({ id }) => id === value)?.text ?? value;
      const text =
        name === "from"
          ? t`since ${day(value)}`
          : name === "to"
            ? t`until ${day(value)}`
            : `${found?.title}: ${called}`;
      return { name, value, text };
    }),
  );
  if (chips.length === 0) {
    return null;
  }
  return (
    <fieldset className={styles.chips} aria-label={t`Filters`}>
      {chips.map(({ name, value, text }) => (
        <Chip
          key={`${name} ${value}`}
          text={text}
          tone="accent"
          onRemove={() => {
            const left = (place.filters[name] ?? []).filter((one) => one !== value);
            go({ filters: withFilter(place, name, left).filters });
          }}
          removeLabel={t`Remove the filter ${text}`}
        />
      ))}
      <button type="button" className={styles.clear} onClick={() => go({ filters: {} })}>
        {t`Remove all`}
      </button>
    </fieldset>
  );
}
