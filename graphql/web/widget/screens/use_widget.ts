/** The widget that a screen belongs to. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Widget } from "../live/widget";

export const WidgetContext = createContext<Widget | undefined>(undefined);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (!widget) {
    throw new Error("A screen stands outside of the panel.");
  }
  return widget;
}
