/** A list of any length of which only what is seen is drawn. Chats are a listbox; messages a feed, held at its end. */
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  startTransition,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { isComposed } from "./ime";
import { focusedPlace, placeAfter } from "./list_focus";
import styles from "./virtual_list.module.css";

export interface VirtualListHandle {
  /** Brings it to sight and gives it the keys. */
  show: (id: string) => void;
  showEnd: () => void;
}

interface VirtualListProps {
  label: string;
  /** `listbox`: one of it is open. `feed`: articles, the newest at the end; it stays there while it grows. */
  kind: "listbox" | "feed";
  /** In order; an id is drawn once. */
  ids: readonly string[];
  render: (id: string) => ReactNode;
  /** How high a row is thought to be before it is drawn, in px. */
  estimate: (id: string) => number;
  /** Of a feed: what is seen first, if not the end. */
  startId?: string;
  /** Of a listbox: the open one. */
  openId?: string | null;
  /** Enter or a click, in a listbox. By id: rows may move under the pointer. */
  onOpen?: (id: string, by: MouseEvent | KeyboardEvent) => void;
  /** Of a listbox: what the keys are at. */
  onFocusAt?: (id: string) => void;
  /** Of a listbox: those that an act will be about; without it none can be chosen. */
  chosen?: ReadonlySet<string>;
  /** What comes before, or after, is about to be seen: time to read it. */
  onNearStart?: () => void;
  onNearEnd?: () => void;
  /** How many there are, where not all are here yet. */
  total?: number;
  ref?: Ref<VirtualListHandle>;
}

/** So far ahead older messages are asked for, in px. */
const AHEAD = 600;
const OVERSCAN = 8;

/** Of a listbox what is seen is drawn first, and what lies around it when there is time. */
function useOverscan(isFeed: boolean): number {
  const [overscan, setOverscan] = useState(isFeed ? OVERSCAN : 0);
  useEffect(() => startTransition(() => setOverscan(OVERSCAN)), []);
  return overscan;
}

export function VirtualList({
  label,
  kind,
  ids,
  render,
  estimate,
  startId,
  openId = null,
  onOpen,
  onFocusAt,
  chosen,
  onNearStart,
  onNearEnd,
  total,
  ref,
}: VirtualListProps) {
  const base = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const lastPlace = useRef(0);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const isFeed = kind === "feed";
  const idAt = (index: number) => ids[index] ?? "";
  const wantedId = focusedId ?? openId ?? (isFeed ? (ids.at(-1) ?? null) : null);
  const focused = focusedPlace(ids, wantedId, lastPlace.current);
  useEffect(() => {
    lastPlace.current = focused;
  }, [focused]);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => estimate(idAt(index)),
    getItemKey: idAt,
    overscan: useOverscan(isFeed),
    // What has the focus is drawn wherever one scrolls: it would lose it with its element.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return focused < 0 || seen.includes(focused)
        ? seen
        : [...seen, focused].sort((one, other) => one - other);
    },
    anchorTo: isFeed ? "end" : "start",
    followOnAppend: isFeed,
    scrollPaddingStart: 4,
    scrollPaddingEnd: 4,
  });

  // Once there is something: at what was not read yet, else at the end.
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    if (!isFeed || isPlaced.current || ids.length === 0) {
      return;
    }
    isPlaced.current = true;
    const place = startId === undefined ? -1 : ids.indexOf(startId);
    if (place >= 0) {
      virtualizer.scrollToIndex(place, { align: "start" });
    } else {
      virtualizer.scrollToEnd();
    }
  }, [isFeed, ids, startId, virtualizer]);

  const go = (place: number) => {
    setFocusedId(idAt(place));
    onFocusAt?.(idAt(place));
    virtualizer.scrollToIndex(place, { align: "auto" });
    if (isFeed) {
      // An article has the focus itself, so that its buttons come next; it is drawn by the next frame.
      requestAnimationFrame(() => document.getElementById(`${base}${idAt(place)}`)?.focus());
    }
  };
  useImperativeHandle(ref, () => ({
    show: (id) => {
      const place = ids.indexOf(id);
      if (place >= 0) {
        setFocusedId(id);
        virtualizer.scrollToIndex(place, { align: "center" });
      }
    },
    showEnd: () => virtualizer.scrollToEnd(),
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const isOwn = isFeed || event.target === event.currentTarget;
    if (!isOwn || isComposed(event.nativeEvent) || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "Enter" && !isFeed && focused >= 0) {
      event.preventDefault();
      onOpen?.(idAt(focused), event);
      return;
    }
    // In a feed plain arrows scroll, and belong to what is inside of an article.
    const isTaken = isFeed ? event.altKey || event.key.startsWith("Page") : !event.altKey;
    const step =
      isFeed && event.key.startsWith("Page") ? event.key.replace("Page", "Arrow") : event.key;
    const place = isTaken ? placeAfter(step, focused, ids.length) : undefined;
    if (place !== undefined) {
      event.preventDefault();
      go(place);
    }
  };

  const ofAll = (place: number) => ({
    "aria-setsize": total ?? ids.length,
    "aria-posinset": place + 1,
  });
  const article = (id: string, place: number) => ({
    ...ofAll(place),
    role: "article",
    tabIndex: place === focused ? 0 : -1,
    onFocus: () => setFocusedId(id),
  });
  const option = (id: string, place: number) => ({
    ...ofAll(place),
    role: "option",
    "aria-selected": id === openId,
    "aria-checked": chosen?.has(id),
    onClick: (event: MouseEvent) => {
      setFocusedId(id);
      onFocusAt?.(id);
      onOpen?.(id, event);
    },
  });

  const items = virtualizer.getVirtualItems();
  const onScroll = () => {
    const place = scroll.current;
    if (place && place.scrollTop < AHEAD) {
      onNearStart?.();
    }
    if (place && place.scrollHeight - place.clientHeight - place.scrollTop < AHEAD) {
      onNearEnd?.();
    }
  };

  const list = {
    role: kind,
    "aria-label": label,
    "aria-live": "off" as const,
    "aria-activedescendant": !isFeed && focused >= 0 ? `${base}${idAt(focused)}` : undefined,
    tabIndex: 0,
    onKeyDown,
    onScroll,
  };

  return (
    <div ref={scroll} className={styles.scroll} {...list}>
      <div
        className={styles.all}
        role="presentation"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const id = idAt(index);
          return (
            <div
              key={id}
              ref={virtualizer.measureElement}
              id={`${base}${id}`}
              className={styles.item}
              style={{ insetBlockStart: start }}
              data-index={index}
              data-focused={index === focused ? "" : undefined}
              {...(isFeed ? article(id, index) : option(id, index))}
            >
              {render(id)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
