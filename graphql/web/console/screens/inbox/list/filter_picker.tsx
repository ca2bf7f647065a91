/** All filters in one list that is searched by typing; several hold at once. */
import { useLingui } from "@lingui/react/macro";
import { CalendarDays } from "lucide-react";
import { Icon } from "../../../parts/icon";
import { Picker } from "../../../parts/picker";
import { useNow } from "../../../parts/use_now";
import { FILTERS, type FilterName, withFilter } from "../place";
import { useInbox } from "../use_inbox";
import { useFilterChoices } from "./use_filter_choices";

interface FilterPickerProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Days back from today, both included. */
const PERIODS = [0, 6, 29, 89] as const;

export function FilterPicker({ isOpen, onClose }: FilterPickerProps) {
  const { t } = useLingui();
  const { place, go } = useInbox();
  const filters = useFilterChoices();
  const today = useNow((now) => dayOf(now, 0));
  const texts = [t`Today`, t`The last 7 days`, t`The last 30 days`, t`The last 90 days`];
  const periods = PERIODS.map((days, place) => ({
    id: `from:${dayOf(Date.parse(today), days)}`,
    text: texts[place] ?? "",
    mark: <Icon of={CalendarDays} />,
  }));
  const chosen = new Set(
    FILTERS.flatMap((name) => (place.filters[name] ?? []).map((value) => `${name}:${value}`)),
  );
  const choose = (option: string) => {
    const at = option.indexOf(":");
    const [name, value] = [option.slice(0, at) as FilterName, option.slice(at + 1)];
    const values = place.filters[name] ?? [];
    const next = values.includes(value)
      ? values.filter((one) => one !== value)
      : name === "from"
        ? [value]
        : [...values, value];
    go({ filters: withFilter(place, name, next).filters }, true);
  };
  return (
    <Picker
      title={t`Filter`}
      placeholder={t`Filter by label, team, operator …`}
      sections={[
        ...filters
          .filter(({ values }) => values.length > 0)
          .map(({ name, title, values }) => ({
            id: name,
            title,
            options: values.map(({ id, ...value }) => ({
              ...value,
              id: `${name}:${id}`,
              alias: title,
            })),
          })),
        { id: "period", title: t`Last message`, options: periods },
      ]}
      chosen={chosen}
      onChoose={choose}
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}

/** The day so many days before, by the reader's clock. */
function dayOf(now: number, before: number): string {
  const date = new Date(now);
  date.setDate(date.getDate() - before);
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}
