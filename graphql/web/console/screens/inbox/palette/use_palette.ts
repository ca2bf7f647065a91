/** What the palette offers besides customers: acts of whatever is open say so here. */

import type { LucideIcon } from "lucide-react";
import { createContext, useContext, useEffect } from "react";

export interface PaletteAct {
  id: string;
  text: string;
  icon?: LucideIcon;
  keys?: string;
  onAction: () => void;
}

export interface PaletteGroup {
  title: string;
  acts: readonly PaletteAct[];
}

export interface Palette {
  open: () => void;
  offer: (group: PaletteGroup | undefined) => void;
}

const PaletteContext = createContext<Palette>({ open: () => undefined, offer: () => undefined });
export const PaletteProvider = PaletteContext.Provider;
export const usePalette = (): Palette => useContext(PaletteContext);

/** Offers these while the component is there. */
export function usePaletteActs(title: string, acts: readonly PaletteAct[]): void {
  const { offer } = usePalette();
  const told = acts.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same acts are not told again
  useEffect(() => {
    offer({ title, acts });
    return () => offer(undefined);
  }, [offer, title, told]);
}
