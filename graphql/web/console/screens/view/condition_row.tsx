/** One line of a filter: what of a chat, is or is not, and which values. */
import { useLingui } from "@lingui/react/macro";
import { Trash2 } from "lucide-react";
import { IconButton } from "../../parts/icon_button";
import { Select } from "../../parts/select";
import styles from "./condition_row.module.css";
import { ConditionValue } from "./condition_value";
import { type Condition, FIELDS, type FieldName, firstValue } from "./conditions";
import { FIELD_WORDS, type Fields } from "./use_fields";

interface ConditionRowProps {
  condition: Condition;
  fields: Fields;
  isDisabled: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

export function ConditionRow({
  condition,
  fields,
  isDisabled,
  onChange,
  onRemove,
}: ConditionRowProps) {
  const { t, i18n } = useLingui();
  const { field, isNot } = condition;
  const name = i18n._(FIELD_WORDS[field]);
  const offered = (Object.keys(FIELD_WORDS) as FieldName[]).filter(
    (one) => one === field || FIELDS[one] !== "pair" || fields.choicesOf(one).length > 0,
  );
  return (
    <li className={styles.row} aria-label={name}>
      <Select
        label={t`What of a chat`}
        isLabelHidden
        placeholder={t`What of a chat`}
        value={field}
        isDisabled={isDisabled}
        options={offered.map((id) => ({ id, text: i18n._(FIELD_WORDS[id]) }))}
        onChange={(id) => {
          const next = id as FieldName;
          onChange({ field: next, value: firstValue(next), isNot: false });
        }}
      />
      {FIELDS[field] === "yes" ? null : (
        <Select
          label={t`Is or is not`}
          isLabelHidden
          placeholder={t`is`}
          value={isNot ? "not" : "is"}
          isDisabled={isDisabled}
          options={[
            { id: "is", text: t`is` },
            { id: "not", text: t`is not` },
          ]}
          onChange={(id) => onChange({ ...condition, isNot: id === "not" })}
        />
      )}
      <div className={styles.value}>
        <ConditionValue
          name={name}
          condition={condition}
          choices={fields.choicesOf(field)}
          isDisabled={isDisabled}
          onChange={(value) => onChange({ ...condition, value })}
        />
      </div>
      {isDisabled ? null : (
        <IconButton icon={Trash2} label={t`Remove the condition ${name}`} onPress={onRemove} />
      )}
    </li>
  );
}
