/** Sounds for what happens, pushes renewed, and what a browser shows closed when it was read (F79, F80). */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { useLocation } from "wouter";
import type { FeedEvent } from "../../live/events";
import { useLive } from "../../live/provider";
import { tell } from "../../parts/toast_queue";
import { useToasts } from "../toasts";
import { type Preferences, usePreferences } from "../use_preferences";
import { lookedAt } from "./focused_chat";
import { MISSED_MS } from "./limits";
import { loadPush } from "./load";

export function useNotifying(operatorId: string | undefined, desk: string): void {
  const live = useLive();
  const client = useClient();
  const { preferences } = usePreferences();
  const { t, i18n } = useLingui();
  const [, go] = useLocation();
  const toasts = useToasts();
  const chosen = useRef(preferences);
  const address = useRef(go);
  useEffect(() => {
    chosen.current = preferences;
    address.current = go;
  });

  useEffect(() => {
    if (operatorId === undefined) {
      return;
    }
    let stop = () => {};
    void loadPush().then((push) => {
      stop = push.onGo((where) => address.current(where));
      return push.renew(client, operatorId);
    });
    return () => stop();
  }, [client, operatorId]);

  useEffect(() => {
    void loadPush().then((push) => push.leaveWords(i18n, desk));
  }, [i18n, i18n.locale, desk]);

  useEffect(() => {
    if (operatorId === undefined) {
      return;
    }
    return live.feed.events.add((event) => {
      if (event.__typename === "NotificationEvent") {
        void take(event, operatorId, chosen.current);
      }
    });
  }, [live, operatorId]);

  // Whoever comes back to a chat that they have missed is asked once whether they want to be told.
  useEffect(() => {
    if (operatorId === undefined) {
      return;
    }
    let missedAt: number | undefined;
    let isAsked = false;
    const forget = live.feed.events.add((event) => {
      if (event.kind === "NOTIFICATION_CREATED" && document.visibilityState === "hidden") {
        missedAt ??= performance.now();
      }
    });
    const look = async () => {
      const isMissed = missedAt !== undefined && performance.now() - missedAt >= MISSED_MS;
      if (document.visibilityState === "hidden" || isAsked || !isMissed) {
        return;
      }
      missedAt = undefined;
      isAsked = true;
      const push = await loadPush();
      const { kind } = await push.pushState(operatorId);
      if (kind === "off" && Notification.permission === "default") {
        const onPress = () => void push.turnOn(client, operatorId);
        const action = { text: t`Tell me`, onPress };
        tell(toasts, { text: t`A chat waited for you. Be told with the console closed?`, action });
      }
    };
    const seen = () => void look();
    document.addEventListener("visibilitychange", seen);
    return () => {
      forget();
      document.removeEventListener("visibilitychange", seen);
    };
  }, [live, client, operatorId, toasts, t]);
}

async function take(
  event: FeedEvent & { __typename: "NotificationEvent" },
  operatorId: string,
  preferences: Preferences | undefined,
): Promise<void> {
  const { notification, kind } = event;
  if (!notification) {
    return;
  }
  if (kind === "NOTIFICATION_READ") {
    const push = await loadPush();
    await push.closeShown(notification.chatId ?? notification.subjectId);
    return;
  }
  if (!preferences || notification.readAt) {
    return;
  }
  const { ring, sounds } = await import("./sounds");
  const told = {
    kind: notification.kind,
    at: Date.parse(String(notification.at)),
    chatId: notification.chatId ?? undefined,
  };
  if (sounds(told, preferences, { now: Date.now(), openChats: await lookedAt() })) {
    await ring(operatorId, told.kind, preferences.soundVolume);
  }
}
