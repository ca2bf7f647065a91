/** One thing that a macro does, in its place among the others. */
import { useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { IconButton } from "../../parts/icon_button";
import { Select } from "../../parts/select";
import styles from "./act_row.module.css";
import { ACTS, type Act, type ActName, isBare } from "./acts";
import { ACT_WORDS, type ActChoice } from "./use_act_choices";

interface ActRowProps {
  act: Act;
  choices: readonly ActChoice[];
  isDisabled: boolean;
  onChange: (act: Act) => void;
  onRemove: () => void;
  /** Left out at the ends. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

export function ActRow({
  act,
  choices,
  isDisabled,
  onChange,
  onRemove,
  onUp,
  onDown,
}: ActRowProps) {
  const { t, i18n } = useLingui();
  const name = i18n._(ACT_WORDS[act.name]);
  // One that is switched off or out of sight is still what the macro says.
  const isKnown = act.value === "" || choices.some(({ id }) => id === act.value);
  const options = isKnown
    ? choices
    : [...choices, { id: act.value, text: t`not offered any more` }];
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.what}>
        <Select
          label={t`What it does`}
          isLabelHidden
          placeholder={t`What it does`}
          value={act.name}
          isDisabled={isDisabled}
          options={ACTS.map((id) => ({ id, text: i18n._(ACT_WORDS[id]) }))}
          onChange={(id) => onChange({ name: id as ActName, value: "" })}
        />
      </div>
      <div className={styles.value}>
        {isBare(act.name) ? null : (
          <Select
            label={name}
            isLabelHidden
            placeholder={t`Choose`}
            value={act.value === "" ? null : act.value}
            isDisabled={isDisabled}
            options={options}
            onChange={(value) => onChange({ ...act, value })}
          />
        )}
      </div>
      {isDisabled ? null : (
        <span className={styles.acts}>
          <IconButton
            icon={ArrowUp}
            label={t`Earlier`}
            isDisabled={!onUp}
            onPress={() => onUp?.()}
          />
          <IconButton
            icon={ArrowDown}
            label={t`Later`}
            isDisabled={!onDown}
            onPress={() => onDown?.()}
          />
          <IconButton icon={Trash2} label={t`Remove: ${name}`} onPress={onRemove} />
        </span>
      )}
    </li>
  );
}
