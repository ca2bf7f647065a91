/** The operator's preferences, and what changes them; what could not be saved is told. */
import { useLingui } from "@lingui/react/macro";
import type { PreferencesUpdateInput } from "../../../client/operator/graphql";
import { tell } from "../../parts/toast_queue";
import { usePreferences, useToasts } from "../../shell";

export function useSetPreferences() {
  const { t } = useLingui();
  const { preferences, update } = usePreferences();
  const toasts = useToasts();
  const set = async (input: PreferencesUpdateInput) => {
    if (!(await update(input))) {
      tell(toasts, { text: t`This could not be saved. Try again.`, tone: "danger" });
    }
  };
  return { preferences, set };
}
