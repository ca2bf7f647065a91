/** What the server asks of a new password. */
import { useLingui } from "@lingui/react/macro";

/** Characters; the server's own rule. */
const SHORTEST = 10;

export const isWeak = (password: string): boolean => [...password].length < SHORTEST;

/** The rule in a sentence. */
export function useWeak(): string {
  const { t } = useLingui();
  return t`At least ${SHORTEST} characters.`;
}
