/** How wide panes are: within their bounds, and never so that the one that fills has no room. */

export interface PaneBounds {
  min: number;
  max: number;
}

/** The filling pane keeps at least this, in px. */
export const LEAST_FILL = 360;

/** The width nearest to the wanted one; `free` is what the pane and the filling one have together. */
export function fitWidth(wanted: number, { min, max }: PaneBounds, free: number): number {
  return Math.round(Math.max(min, Math.min(wanted, max, free - LEAST_FILL)));
}

const STEP = 16;

/** What a key makes of the width; `towards` is the arrow that widens. None for another key. */
export function widthAfter(
  key: string,
  width: number,
  bounds: PaneBounds,
  towards: "ArrowLeft" | "ArrowRight",
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight":
      return width + (key === towards ? STEP : -STEP);
    case "Home":
      return bounds.min;
    case "End":
      return bounds.max;
    default:
      return undefined;
  }
}
