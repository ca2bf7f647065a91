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

/** Who had the keys in a layer of the page last. */
interface Holder {
  layer: Element;
  element: Element;
  /** Where it stood, once it is gone. */
  gap: Gap | undefined;
}

/** What stands over the page, or the page itself: each is a child of the body. */
function layerOf(element: Element): Element {
  let layer = element;
  while (layer.parentElement && layer.parentElement !== document.body) {
    layer = layer.parentElement;
  }
  return layer;
}

function gapOf(element: Element, records: readonly MutationRecord[]): Gap | undefined {
  for (const { target, removedNodes, nextSibling } of records) {
    for (const removed of removedNodes) {
      if (removed.contains(element) && target instanceof Element && target.isConnected) {
        return { group: target, after: nextSibling, again: drawnAgain(element, records) };
      }
    }
  }
  return undefined;
}

/** What stands for it now: itself where it is still there. */
function standIn({ element, gap }: Holder): HTMLElement | undefined {
  if (element.isConnected) {
    return element instanceof HTMLElement && isStop(element) ? element : undefined;
  }
  if (gap?.again?.isConnected) {
    return gap.again;
  }
  const within = gap?.group.closest("[role=dialog], [role=alertdialog], main, nav");
  return gap && within?.isConnected ? nearest(gap, within) : undefined;
}

/** `content` has them where nothing near can; ends with what is returned. */
export function keepFocus(content: () => HTMLElement | null): () => void {
  /** From the page to the layer on top. */
  let holders: Holder[] = [];
  const isNowhere = () => document.activeElement === document.body;

  const onFocusIn = ({ target }: FocusEvent) => {
    // Lists that are typed into tell of options that only look as if they had them.
    if (target instanceof Element && target === document.activeElement) {
      const layer = layerOf(target);
      const at = holders.findIndex((holder) => holder.layer === layer);
      holders = holders.slice(0, at === -1 ? holders.length : at);
      holders.push({ layer, element: target, gap: undefined });
    }
  };
  // Whoever leaves it for nothing, by a press beside it, wants nothing to have the keys.
  const onFocusOut = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      const last = holders.at(-1)?.element;
      if (last === target && last?.isConnected && isNowhere()) {
        holders = [];
      }
    });
  const place = () => {
    if (!isNowhere() || holders.length === 0) {
      return;
    }
    let found: HTMLElement | undefined;
    for (const holder of holders.toReversed()) {
      found ??= standIn(holder);
    }
    (found ?? content())?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver((records) => {
    const gone = holders.filter(({ element, gap }) => !(element.isConnected || gap));
    for (const holder of gone) {
      holder.gap = gapOf(holder.element, records);
    }
    const last = holders.at(-1);
    if (last && gone.includes(last)) {
      // A layer that closes gives them back itself, a frame later.
      requestAnimationFrame(() => requestAnimationFrame(place));
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
