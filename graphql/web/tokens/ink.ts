/** Whatever colour a company chose, what is drawn on it can be read. */
import { contrast } from "./contrast";

/** The least contrast at which text is read without effort. */
export const READABLE = 4.5;
const INKS = ["#FFFFFF", "#171B24"] as const;

/** The chosen ink, or the better one of white and black where that could not be read. */
export function inkOn(ground: string, chosen: string): string {
  if (contrast(ground, chosen) >= READABLE) {
    return chosen;
  }
  const [light, dark] = INKS;
  return contrast(ground, light) >= contrast(ground, dark) ? light : dark;
}
