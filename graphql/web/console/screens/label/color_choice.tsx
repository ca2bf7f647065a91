/** The twelve colours of labels, each with its name: those whose contrast is checked in both themes. */
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { LabelColor } from "../../../client/operator/graphql";
import { Icon } from "../../parts/icon";
import styles from "./color_choice.module.css";

export const COLORS = {
  GRAY: msg`Grey`,
  RED: msg`Red`,
  ORANGE: msg`Orange`,
  YELLOW: msg`Yellow`,
  LIME: msg`Lime`,
  GREEN: msg`Green`,
  TEAL: msg`Teal`,
  CYAN: msg`Cyan`,
  BLUE: msg`Blue`,
  INDIGO: msg`Indigo`,
  PURPLE: msg`Purple`,
  PINK: msg`Pink`,
} as const satisfies Record<LabelColor, unknown>;

interface ColorChoiceProps {
  value: LabelColor;
  isDisabled: boolean;
  onChange: (color: LabelColor) => void;
}

export function ColorChoice({ value, isDisabled, onChange }: ColorChoiceProps) {
  const { t, i18n } = useLingui();
  return (
    <RadioGroup
      className={styles.choice}
      orientation="horizontal"
      value={value}
      isDisabled={isDisabled}
      onChange={(color) => onChange(color as LabelColor)}
    >
      <Label className={styles.label}>
        {t`Colour`} <span className={styles.name}>{i18n._(COLORS[value])}</span>
      </Label>
      <div className={styles.colors}>
        {(Object.keys(COLORS) as LabelColor[]).map((color) => (
          <Radio
            key={color}
            value={color}
            className={styles.color}
            aria-label={i18n._(COLORS[color])}
          >
            <span className={styles.dot} data-tone={color}>
              {color === value ? <Icon of={Check} size="small" /> : null}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
