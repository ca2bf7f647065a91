/** Whose an entry is, in words. */
import { useLingui } from "@lingui/react/macro";
import type { SharingScope } from "../../client/operator/graphql";

export function useScopeText(): (of: {
  scope: SharingScope;
  team: { name: string } | null;
}) => string {
  const { t } = useLingui();
  return ({ scope, team }) =>
    scope === "OWN" ? t`Only you` : scope === "TEAM" ? (team?.name ?? t`A team`) : t`Everyone`;
}
