/** The same conditions as a form: chosen in a list that is searched by typing, several at once. */
import { useLingui } from "@lingui/react/macro";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button";
import { Picker } from "../../parts/picker";
import {
  type Condition,
  isSame,
  OPERATORS,
  type SearchQuery,
  withCondition,
  writeCondition,
} from "../../search";
import type { Choices } from "./use_choices";

interface FilterPickerProps {
  query: SearchQuery;
  onChange: (query: SearchQuery) => void;
  choices: Choices;
}

export function FilterPicker({ query, onChange, choices }: FilterPickerProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const offered = OPERATORS.flatMap((name) =>
    choices.values[name].map(({ value, text, mark }) => {
      const condition: Condition = { name, value, isExcluded: false };
      return { condition, text, mark, id: writeCondition(condition) };
    }),
  );
  const choose = (id: string) => {
    const condition = offered.find((one) => one.id === id)?.condition;
    if (!condition) {
      return;
    }
    const others = query.conditions.filter((one) => !isSame(one, condition));
    const conditions =
      others.length < query.conditions.length ? others : withCondition(query.conditions, condition);
    onChange({ ...query, conditions });
  };
  return (
    <>
      <Button icon={ListFilter} onPress={() => setOpen(true)}>{t`Filter`}</Button>
      <Picker
        title={t`Filter`}
        placeholder={t`A label, a channel, a colleague, a day`}
        sections={OPERATORS.map((name) => ({
          id: name,
          title: choices.titles[name],
          options: offered
            .filter(({ condition }) => condition.name === name)
            .map(({ id, text, mark }) => ({ id, text, mark, alias: choices.titles[name] })),
        })).filter(({ options }) => options.length > 0)}
        chosen={new Set(query.conditions.map(writeCondition))}
        onChoose={choose}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
