/** Where the keys go in a list of which only a part is drawn. By id, so that it stays when rows move. */

/** Rows that Page Up and Page Down pass. */
const PAGE = 8;

/** The place that this key leads to; none for a key that leads nowhere. */
export function placeAfter(key: string, place: number, count: number): number | undefined {
  if (count === 0) {
    return undefined;
  }
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(place + 1, last);
    case "ArrowUp":
      return Math.max(place - 1, 0);
    case "PageDown":
      return Math.min(place + PAGE, last);
    case "PageUp":
      return Math.max(place - PAGE, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** Where the focus is once a row has gone: what took its place, or the last. */
export function focusedPlace(ids: readonly string[], id: string | null, lastPlace: number): number {
  const found = id === null ? -1 : ids.indexOf(id);
  return found >= 0 ? found : Math.min(Math.max(lastPlace, 0), ids.length - 1);
}
