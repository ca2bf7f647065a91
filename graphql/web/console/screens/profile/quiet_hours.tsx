/** When nothing sounds and only what is urgent is pushed. */
import { useLingui } from "@lingui/react/macro";
import type { PreferencesUpdateInput } from "../../../client/operator/graphql";
import { Select } from "../../parts/select";
import { Switch } from "../../parts/switch";
import type { Preferences } from "../../shell";
import styles from "./screen_choices.module.css";

/** Between two choices, in minutes. */
const STEP = 30;
/** What most nights are. */
const USUAL = { quietFromMinute: 22 * 60, quietToMinute: 7 * 60 };

interface QuietHoursProps {
  preferences: Preferences;
  onChange: (hours: PreferencesUpdateInput) => void;
}

export function QuietHours({ preferences, onChange }: QuietHoursProps) {
  const { t, i18n } = useLingui();
  const { quietFromMinute: from, quietToMinute: to, quietTimeZone: zone } = preferences;
  const isOn = typeof from === "number" && typeof to === "number" && Boolean(zone);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = new Intl.DateTimeFormat(i18n.locale, { timeStyle: "short", timeZone: "UTC" });
  const options = Array.from({ length: (24 * 60) / STEP }, (_, place) => ({
    id: String(place * STEP),
    text: clock.format(place * STEP * 60_000),
  }));
  return (
    <>
      <Switch
        label={t`Quiet hours`}
        help={
          zone && zone !== own
            ? t`By the time of ${zone}. What is urgent is pushed all the same.`
            : t`No sounds, and nothing is pushed but what is urgent.`
        }
        isSelected={isOn}
        onChange={(isWanted) =>
          onChange(
            isWanted
              ? { ...USUAL, quietTimeZone: own }
              : { quietFromMinute: null, quietToMinute: null, quietTimeZone: null },
          )
        }
      />
      {isOn ? (
        <div className={styles.beside}>
          <Select
            label={t`From`}
            placeholder={t`From`}
            value={String(from)}
            options={options}
            onChange={(minute) => onChange({ quietFromMinute: Number(minute) })}
          />
          <Select
            label={t`To`}
            placeholder={t`To`}
            value={String(to)}
            options={options}
            onChange={(minute) => onChange({ quietToMinute: Number(minute) })}
          />
        </div>
      ) : null}
    </>
  );
}
