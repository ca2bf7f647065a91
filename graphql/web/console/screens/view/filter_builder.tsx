/** What a view's chats are like, as lines that all hold, or of which any does. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus } from "lucide-react";
import { Button } from "../../parts/button";
import { Select } from "../../parts/select";
import { ConditionRow } from "./condition_row";
import type { Conditions } from "./conditions";
import styles from "./filter_builder.module.css";
import type { Fields } from "./use_fields";

interface FilterBuilderProps {
  value: Conditions;
  fields: Fields;
  isDisabled: boolean;
  error: string | undefined;
  onChange: (value: Conditions) => void;
}

const MOST = 29;

export function FilterBuilder({ value, fields, isDisabled, error, onChange }: FilterBuilderProps) {
  const { t } = useLingui();
  const { mode, list } = value;
  return (
    <fieldset className={styles.builder} aria-label={t`Conditions`}>
      <div className={styles.head}>
        <span className={styles.title}>
          <Trans>Chats that are like</Trans>
        </span>
        {list.length > 1 ? (
          <Select
            label={t`How the conditions hold`}
            isLabelHidden
            placeholder={t`all of these`}
            value={mode}
            isDisabled={isDisabled}
            options={[
              { id: "all", text: t`all of these` },
              { id: "any", text: t`any of these` },
            ]}
            onChange={(id) => onChange({ ...value, mode: id === "any" ? "any" : "all" })}
          />
        ) : null}
      </div>
      {list.length === 0 ? (
        <p className={styles.none}>
          <Trans>No condition: every chat that its reader may see.</Trans>
        </p>
      ) : (
        <ul className={styles.rows}>
          {list.map((condition, place) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may say the same
              key={`${condition.field} ${place}`}
              condition={condition}
              fields={fields}
              isDisabled={isDisabled}
              onChange={(next) => onChange({ ...value, list: list.with(place, next) })}
              onRemove={() => onChange({ ...value, list: list.toSpliced(place, 1) })}
            />
          ))}
        </ul>
      )}
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
      {isDisabled || list.length >= MOST ? null : (
        <span>
          <Button
            icon={Plus}
            onPress={() =>
              onChange({ ...value, list: [...list, { field: "status", value: [], isNot: false }] })
            }
          >
            <Trans>Add a condition</Trans>
          </Button>
        </span>
      )}
    </fieldset>
  );
}
