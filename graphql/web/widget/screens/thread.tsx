/** The messages, oldest first: it stays at the end while one reads there, and never jumps elsewhere. */
import { t } from "@lingui/core/macro";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../live/own_chat";
import { TypingDots } from "../parts/typing_dots";
import { greetingOf } from "./opening_words";
import { Shown } from "./shown";
import { Unsent } from "./unsent";
import { useWidget } from "./use_widget";
import { dayOf } from "./when";

/** So near is the end still the end. */
const NEAR_PX = 60;
/** So far ahead older ones are fetched. */
const AHEAD_PX = 600;

export function Thread() {
  const widget = useWidget();
  const { own, language } = widget;
  const list = useRef<HTMLDivElement>(null);
  const place = useRef({ isAtEnd: true, height: 0, oldest: "" });
  const isLoading = useRef(false);
  const [hasNews, setHasNews] = useState(false);
  const messages = own.messages.value;
  const waiting = widget.waiting.value;
  const isTyping = widget.follower.typing.isTheirs.value;
  const newest = messages.at(-1)?.id ?? "";

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about what is drawn, whatever that was made of.
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) {
      return;
    }
    const { isAtEnd, height, oldest } = place.current;
    const first = messages[0]?.id ?? "";
    if (isAtEnd) {
      element.scrollTop = element.scrollHeight;
    } else if (oldest !== "" && first !== oldest) {
      element.scrollTop += element.scrollHeight - height;
    } else if (messages.at(-1)?.author !== "ME") {
      setHasNews(true);
    }
    place.current = { ...place.current, height: element.scrollHeight, oldest: first };
  }, [newest, messages.length, waiting.length, isTyping]);

  // What comes under it takes of its height: the end stays in view.
  useLayoutEffect(() => {
    const element = list.current;
    const watch = new ResizeObserver(() => {
      if (element && place.current.isAtEnd) {
        element.scrollTop = element.scrollHeight;
      }
    });
    if (element) {
      watch.observe(element);
    }
    return () => watch.disconnect();
  }, []);

  const scrolled = () => {
    const element = list.current;
    if (!element) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = element;
    place.current.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    place.current.height = scrollHeight;
    if (place.current.isAtEnd) {
      setHasNews(false);
    }
    if (scrollTop < AHEAD_PX && own.before.value && !isLoading.current) {
      isLoading.current = true;
      void widget.follower.loadOlder().finally(() => {
        isLoading.current = false;
      });
    }
  };
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });

  return (
    <div class="thread-frame">
      <div
        class="thread"
        ref={list}
        role="feed"
        aria-label={t`Messages`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too.
        tabIndex={0}
        onScroll={scrolled}
      >
        <div class="thread-top" />
        {messages.length === 0 && waiting.length === 0 ? (
          <p class="thread-hint" dir="auto">
            {greetingOf(widget.opening) ?? t`Ask us anything. The answer comes right here.`}
          </p>
        ) : null}
        {messages.map((message, index) => {
          const day = dayOf(message.sentAt, language.value);
          const earlier = messages[index - 1];
          const isNewDay = !earlier || dayOf(earlier.sentAt, language.value) !== day;
          return (
            <div class="thread-item" key={message.id}>
              {isNewDay ? <div class="thread-day">{day}</div> : null}
              <Shown
                message={message}
                isFirst={isNewDay || !isOneTurn(earlier, message)}
                isLast={!isOneTurn(message, messages[index + 1])}
                isNewest={index === messages.length - 1 && waiting.length === 0}
              />
            </div>
          );
        })}
        {waiting.map((message) => (
          <Unsent key={message.key} message={message} />
        ))}
        {isTyping ? <TypingDots label={t`An answer is being written`} /> : null}
      </div>
      {hasNews ? (
        <button type="button" class="thread-news" onClick={toEnd}>
          {t`New messages`}
        </button>
      ) : null}
    </div>
  );
}

const TURN_MS = 300_000;

/** One person, in one go. */
function isOneTurn(one: Message | undefined, next: Message | undefined): boolean {
  return (
    one !== undefined &&
    next !== undefined &&
    one.author === next.author &&
    one.authorName === next.authorName &&
    Date.parse(next.sentAt) - Date.parse(one.sentAt) < TURN_MS
  );
}
