/** Puts the widget's element back where a page that replaces its body has dropped it. */

/** A page that takes it away again and again does not want it. */
const MOST_A_SECOND = 10;

export interface Kept {
  in: (place: () => Element) => void;
  stop: () => void;
}

export function keepAttached(element: Element, onMoved: () => void): Kept {
  let place: () => Element = () => document.body;
  let times: number[] = [];

  const put = () => {
    const parent = place().isConnected ? place() : document.body;
    if (element.isConnected || !parent) {
      return;
    }
    const now = performance.now();
    times = [...times.filter((time) => now - time < 1000), now];
    if (times.length > MOST_A_SECOND) {
      observer.disconnect();
      return;
    }
    parent.append(element);
    observe();
    onMoved();
  };
  const observer = new MutationObserver(put);
  const observe = () => {
    observer.disconnect();
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true });
  };

  return {
    in: (wanted) => {
      place = wanted;
      element.remove();
      put();
    },
    stop: () => observer.disconnect(),
  };
}
