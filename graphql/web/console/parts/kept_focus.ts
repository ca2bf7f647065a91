/** Where the keys go when what had them goes: to what stands nearest, never to the top of the page. */

/** What Tab stops at. */
const STOPS = "a[href], button, select, summary, input, textarea, [tabindex], [contenteditable]";
/** Letters would be written there that were meant as keys. */
const TYPED_INTO = "input:not([type=checkbox], [type=radio]), textarea, [contenteditable]";

const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

/** Where something was taken out: its group, and what came after it there. */
interface Gap {
  group: Element;
  after: Node | null;
  /** The same, drawn again at once: it has only been moved. */
  again: HTMLElement | undefined;
}

const isStop = (one: HTMLElement) =>
  one.tabIndex >= 0 &&
  !one.matches(":disabled") &&
  one.closest("[inert], [aria-hidden=true]") === null &&
  one.checkVisibility();

function isBehind(one: Node, { group, after }: Gap): boolean {
  if (after?.isConnected) {
    return after === one || (after.compareDocumentPosition(one) & FOLLOWING) !== 0;
  }
  return !group.contains(one) && (group.compareDocumentPosition(one) & FOLLOWING) !== 0;
}

/** What a reader is told of it: by this it is known again. */
const said = (one: Element) =>
  `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent}`;

function drawnAgain(last: Element, records: readonly MutationRecord[]): HTMLElement | undefined {
  const wanted = said(last);
  for (const added of records.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (added instanceof HTMLElement) {
      const found = [added, ...added.querySelectorAll<HTMLElement>(STOPS)].find(
        (one) => said(one) === wanted && isStop(one),
      );
      if (found) {
        return found;
      }
    }
  }
  return undefined;
}

/** The nearest in the smallest group that still has one: the next, else the one before. */
function nearest(gap: Gap, within: Element): HTMLElement | undefined {
  let group: Element | null = gap.group;
  while (group) {
    const stops = [...group.querySelectorAll<HTMLElement>(STOPS)].filter(isStop);
    const pressed = stops.filter((one) => !one.matches(TYPED_INTO));
    // What is written in is meant only where it belongs to what has gone.
    const [written] = group === gap.group ? stops : [];
    const found = pressed.find((one) => isBehind(one, gap)) ?? pressed.at(-1) ?? written;
    if (found || group === within) {
      return found;
    }
    group = group.parentElement;
  }
  return undefined;
}

/** `content` has them where nothing near can; ends with what is returned. */
export function keepFocus(content: () => HTMLElement | null): () => void {
  let last: Element | undefined;
  let gap: Gap | undefined;
  const isNowhere = () => document.activeElement === document.body;

  const onFocusIn = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : undefined;
    gap = undefined;
  };
  // Whoever leaves it for nothing, by a press beside it, wants nothing to have the keys.
  const onFocusOut = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      if (last === target && last?.isConnected && isNowhere()) {
        last = undefined;
      }
    });
  const place = () => {
    if (!gap || !isNowhere()) {
      return;
    }
    const within = gap.group.closest("[role=dialog], [role=alertdialog], main, nav");
    const again = gap.again?.isConnected ? gap.again : undefined;
    const found = again ?? (within?.isConnected ? nearest(gap, within) : undefined);
    (found ?? content())?.focus({ preventScroll: true });
    gap = undefined;
  };
  const observer = new MutationObserver((records) => {
    if (!last || last.isConnected) {
      return;
    }
    for (const { target, removedNodes, nextSibling } of records) {
      for (const removed of removedNodes) {
        if (removed.contains(last) && target instanceof Element && target.isConnected) {
          gap = { group: target, after: nextSibling, again: drawnAgain(last, records) };
          // A layer that closes gives them back itself, a frame later.
          requestAnimationFrame(() => requestAnimationFrame(place));
          last = undefined;
          return;
        }
      }
    }
  });

  addEventListener("focusin", onFocusIn);
  addEventListener("focusout", onFocusOut);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    removeEventListener("focusin", onFocusIn);
    removeEventListener("focusout", onFocusOut);
    observer.disconnect();
  };
}
