/** The page's shortcuts: who offers one says so with `useKeys`, for as long as it is there. */
import {
  createContext,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { KeyMatcher } from "./key_match";

export interface Shortcut {
  /** `Mod+K`, `Shift+E`, `g i`, `?`. */
  keys: string;
  /** What it does, for the sheet. */
  text: string;
  /** What it stands under there: `Anywhere`, `The list`. */
  group: string;
  onPress: () => void;
}

class Shortcuts {
  #offered: readonly (readonly Shortcut[])[] = [];
  readonly #listeners = new Set<() => void>();

  all = () => this.#offered;

  offer(shortcuts: readonly Shortcut[]): () => void {
    this.#set([...this.#offered, shortcuts]);
    return () => this.#set(this.#offered.filter((one) => one !== shortcuts));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(offered: readonly (readonly Shortcut[])[]) {
    this.#offered = offered;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

const Offered = createContext(new Shortcuts());

/** Where one writes, and where letters find what begins with them. */
const TYPED_INTO =
  "input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog], [data-trigger]";

const isTypedInto = (target: EventTarget | null) =>
  target instanceof Element && target.closest(TYPED_INTO) !== null;

interface KeysProps {
  /** Letters alone act, outside of what is typed into. */
  hasSingleKeys: boolean;
  children: ReactNode;
}

export function Keys({ hasSingleKeys, children }: KeysProps) {
  const [offered] = useState(() => new Shortcuts());
  const [matcher] = useState(() => new KeyMatcher(() => performance.now()));
  useLayoutEffect(() => {
    const see = (event: KeyboardEvent) => matcher.see(event, isTypedInto(event.target));
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) {
        return;
      }
      const isTyping = isTypedInto(event.target);
      const shortcuts = offered.all().flat();
      const keys = matcher.press(
        event,
        shortcuts.map((one) => one.keys),
        { isTyping, hasSingleKeys },
      );
      // Who came last is nearest to what is looked at.
      const found = shortcuts.findLast((one) => one.keys === keys);
      if (found) {
        event.preventDefault();
        found.onPress();
      }
    };
    const rest = () => matcher.rest();
    addEventListener("keydown", see, true);
    addEventListener("keydown", listen);
    addEventListener("pointerdown", rest, true);
    return () => {
      removeEventListener("keydown", see, true);
      removeEventListener("keydown", listen);
      removeEventListener("pointerdown", rest, true);
    };
  }, [offered, matcher, hasSingleKeys]);
  return <Offered value={offered}>{children}</Offered>;
}

/** Offers these while the component is there: from the moment at which it is to be seen, so that no letter is lost. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const offered = useContext(Offered);
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  // Told again only when the words change, not with each function.
  const told = shortcuts
    .map(({ keys, text, group }) => [keys, text, group].join("\n"))
    .join("\n\n");
  const kept = useMemo(
    () =>
      told
        .split("\n\n")
        .filter((one) => one !== "")
        .map((one, place): Shortcut => {
          const [keys = "", text = "", group = ""] = one.split("\n");
          return { keys, text, group, onPress: () => latest.current[place]?.onPress() };
        }),
    [told],
  );
  useLayoutEffect(() => offered.offer(kept), [offered, kept]);
}

/** All that are offered now, by group. */
export function useOffered(): ReadonlyMap<string, readonly Shortcut[]> {
  const offered = useContext(Offered);
  const all = useSyncExternalStore(offered.subscribe, offered.all);
  return useMemo(() => {
    const groups = new Map<string, Shortcut[]>();
    for (const shortcut of all.flat()) {
      groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
    }
    return groups;
  }, [all]);
}
