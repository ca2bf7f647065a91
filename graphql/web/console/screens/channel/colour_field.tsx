/** A colour: some that can be read on, any other by hand, and a warning where white and black are hard to read on it. */
import { useLingui } from "@lingui/react/macro";
import { contrast } from "../../../tokens/contrast";
import { inkOn, READABLE } from "../../../tokens/ink";
import { Banner } from "../../parts/banner";
import { TextField } from "../../parts/text_field";
import styles from "./colour_field.module.css";
import { ACCENTS, isColour, USUAL } from "./web_settings";

interface ColourFieldProps {
  value: string;
  error: string | undefined;
  isDisabled?: boolean;
  onChange: (colour: string) => void;
}

export function ColourField({ value, error, isDisabled = false, onChange }: ColourFieldProps) {
  const { t, i18n } = useLingui();
  const isOne = isColour(value);
  const chosen = isOne ? contrast(value, USUAL.onAccent) : READABLE;
  const best = isOne ? contrast(value, inkOn(value, USUAL.onAccent)) : READABLE;
  const ratio = i18n.number(chosen, { maximumFractionDigits: 1 });
  return (
    <div className={styles.colour}>
      <fieldset className={styles.colours}>
        <legend className={styles.legend}>{t`Colours that can be read on`}</legend>
        <div className={styles.row}>
          {ACCENTS.map((accent) => (
            <button
              key={accent}
              type="button"
              className={styles.swatch}
              style={{ backgroundColor: accent }}
              aria-label={accent}
              aria-pressed={accent === value.toUpperCase()}
              disabled={isDisabled}
              onClick={() => onChange(accent)}
            />
          ))}
          <input
            type="color"
            className={styles.any}
            aria-label={t`Another colour`}
            disabled={isDisabled}
            value={isOne ? value.toLowerCase() : USUAL.accent.toLowerCase()}
            onChange={({ target }) => onChange(target.value.toUpperCase())}
          />
        </div>
      </fieldset>
      <TextField
        label={t`Your colour`}
        maxLength={7}
        isDisabled={isDisabled}
        value={value}
        error={isOne ? error : t`Write it as #2B5FD9.`}
        onChange={onChange}
      />
      {chosen < READABLE ? (
        <Banner tone="waiting">
          {best >= READABLE
            ? t`White on it has a contrast of ${ratio}, less than 4.5: the chat writes in black there.`
            : t`White on it has a contrast of ${ratio}, and black is no better: choose a lighter or a darker one.`}
        </Banner>
      ) : null}
    </div>
  );
}
