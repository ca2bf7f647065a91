/** The list that the address asks for: its rows in order, held in their places while somebody points at them. */
import { useCallback, useEffect, useState } from "react";
import { systemClock } from "../../../../live/clock";
import { Listeners } from "../../../../live/listeners";
import type { ChatList, ListOptions } from "../../../live/chat_list";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { Hold } from "./hold";

const NOBODY = new Listeners();
const NOTHING: readonly string[] = [];

interface Opened {
  key: string;
  list: ChatList;
  hold: Hold;
}

export interface ShownList {
  /** Which list this is: another one begins at its top. */
  key: string;
  state: "loading" | "ready" | "failed";
  ids: readonly string[];
  waiting: number;
  hold: Hold | undefined;
  /** Is this one of the list, or does it only stand there until it is left. */
  has: (id: string) => boolean;
  /** A row that the cache has lost. */
  ask: (id: string) => void;
  more: () => void;
  reload: () => void;
}

export function useChatList(options: ListOptions, openId: string | undefined): ShownList {
  const live = useLive();
  const key = JSON.stringify(options);
  const [opened, setOpened] = useState<Opened>();
  const [loaded, setLoaded] = useState<{ key: string; isFailed: boolean }>();

  const load = useCallback((key: string, list: ChatList) => {
    list.load().then(
      () => setLoaded({ key, isFailed: false }),
      () => setLoaded({ key, isFailed: true }),
    );
  }, []);

  useEffect(() => {
    const { list, close } = live.openList(JSON.parse(key) as ListOptions);
    const hold = new Hold(systemClock);
    const end = list.window.changes.add(() => hold.take(list.window.ids));
    load(key, list);
    setOpened({ key, list, hold });
    return () => {
      end();
      hold.close();
      close();
    };
  }, [live, key, load]);

  const hold = opened?.key === key ? opened.hold : undefined;
  const list = opened?.key === key ? opened.list : undefined;
  const ids = useListened(hold?.changes ?? NOBODY, () => hold?.ids ?? NOTHING);
  const waiting = useListened(hold?.changes ?? NOBODY, () => hold?.waiting ?? 0);
  useEffect(() => hold?.pin(openId), [hold, openId]);

  const isLoaded = loaded?.key === key;
  return {
    key,
    state: !isLoaded ? "loading" : loaded.isFailed && ids.length === 0 ? "failed" : "ready",
    ids,
    waiting,
    hold,
    has: (id) => list?.window.has(id) ?? false,
    ask: (id) => list?.ask(id),
    more: () => {
      list?.loadMore().catch(() => {
        // What is there stays; the next movement asks again.
      });
    },
    reload: () => list && load(key, list),
  };
}
