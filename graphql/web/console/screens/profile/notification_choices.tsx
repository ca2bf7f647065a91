/** What an operator is told of, and how: at once on all devices (F79). */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { NotificationKind } from "../../../client/operator/graphql";
import { Checkbox } from "../../parts/checkbox";
import { NumberField } from "../../parts/number_field";
import { Skeleton } from "../../parts/skeleton";
import { Switch } from "../../parts/switch";
import { loadKinds } from "../../shell";
import styles from "./notification_choices.module.css";
import { QuietHours } from "./quiet_hours";
import { useSetPreferences } from "./use_set_preferences";

type Kinds = Awaited<ReturnType<typeof loadKinds>>["KINDS"];
type Way = "inApp" | "sounds" | "pushes";

export function NotificationChoices() {
  const { t, i18n } = useLingui();
  const { preferences, set } = useSetPreferences();
  const [kinds, setKinds] = useState<Kinds>();
  useEffect(() => {
    void loadKinds().then(({ KINDS }) => setKinds(KINDS));
  }, []);
  if (!preferences || !kinds) {
    return <Skeleton of="text" />;
  }
  const turn = (way: Way, kind: NotificationKind, isOn: boolean) => {
    const rest = preferences[way].filter((one) => one !== kind);
    void set({ [way]: isOn ? [...rest, kind] : rest });
  };
  const ways: readonly { way: Way; label: string }[] = [
    { way: "inApp", label: t`Tell me` },
    { way: "sounds", label: t`Sound` },
    { way: "pushes", label: t`Push` },
  ];
  return (
    <>
      <div className={styles.kinds}>
        {kinds.map(({ id, choice }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not stand in a grid
          <div key={id} className={styles.kind} role="group" aria-label={i18n._(choice)}>
            <span className={styles.text}>{i18n._(choice)}</span>
            {ways.map(({ way, label }) => (
              <Checkbox
                key={way}
                label={label}
                isSelected={preferences[way].includes(id)}
                // Of what one is not told at all, nothing sounds and nothing is pushed.
                isDisabled={way !== "inApp" && !preferences.inApp.includes(id)}
                onChange={(isOn) => turn(way, id, isOn)}
              />
            ))}
          </div>
        ))}
      </div>
      <NumberField
        label={t`Volume`}
        value={preferences.soundVolume}
        min={0}
        max={100}
        step={10}
        onChange={(soundVolume) => {
          if (soundVolume !== undefined) {
            void set({ soundVolume });
          }
        }}
      />
      <QuietHours preferences={preferences} onChange={(hours) => void set(hours)} />
      <Switch
        label={t`Names and words in what is pushed`}
        help={t`Whoever sees your screen reads them. Without, it says only that something waits.`}
        isSelected={preferences.isTextPushed}
        onChange={(isTextPushed) => void set({ isTextPushed })}
      />
    </>
  );
}
