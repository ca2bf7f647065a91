/** How the screens look and what keys do: kept by the server, at once on all devices. */
import { useLingui } from "@lingui/react/macro";
import type { Density, Theme } from "../../../client/operator/graphql";
import { LANGUAGES } from "../../../words/language";
import { RadioGroup } from "../../parts/radio_group";
import { Select } from "../../parts/select";
import { Skeleton } from "../../parts/skeleton";
import { Switch } from "../../parts/switch";
import { ownName } from "../../words/spoken";
import styles from "./screen_choices.module.css";
import { useSetPreferences } from "./use_set_preferences";

export function ScreenChoices() {
  const { t, i18n } = useLingui();
  const { preferences, set } = useSetPreferences();
  if (!preferences) {
    return <Skeleton of="text" />;
  }
  return (
    <>
      <div className={styles.beside}>
        <RadioGroup
          label={t`Theme`}
          value={preferences.theme}
          options={[
            { id: "SYSTEM", text: t`As the device` },
            { id: "LIGHT", text: t`Light` },
            { id: "DARK", text: t`Dark` },
          ]}
          onChange={(theme) => void set({ theme: theme as Theme })}
        />
        <RadioGroup
          label={t`Lists`}
          value={preferences.density}
          options={[
            { id: "COMPACT", text: t`As many lines as fit` },
            { id: "ROOMY", text: t`With space around them` },
          ]}
          onChange={(density) => void set({ density: density as Density })}
        />
      </div>
      <Select
        label={t`Language`}
        placeholder={t`Language`}
        value={preferences.language ?? i18n.locale}
        options={LANGUAGES.map((id) => ({ id, text: ownName(id) }))}
        onChange={(language) => void set({ language })}
      />
      <Switch
        label={t`Enter sends`}
        help={t`Shift and Enter begin a new line. Switched off, it is the other way round.`}
        isSelected={preferences.isEnterSending}
        onChange={(isEnterSending) => void set({ isEnterSending })}
      />
      <Switch
        label={t`Single letters act`}
        help={t`Outside of fields. Keys held with Ctrl or Alt act in any case.`}
        isSelected={preferences.hasSingleKeys}
        onChange={(hasSingleKeys) => void set({ hasSingleKeys })}
      />
    </>
  );
}
