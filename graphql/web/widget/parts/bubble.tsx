/** One message: whose, what it says and answers, its files, and how far it is. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";
import { IconButton } from "./icon_button";

export type Progress = "waiting" | "sent" | "failed";

interface BubbleProps {
  isMine: boolean;
  /** Over the first of several by one person. */
  author?: string | undefined;
  /** The last of several: it has the corner. */
  isLast: boolean;
  /** The part that it answers. */
  quoted?: string | undefined;
  children: ComponentChildren;
  /** Files, outside of the coloured ground. */
  files?: ComponentChildren;
  reactions: readonly string[];
  /** When, whether it was edited, and how far it is, in words. */
  meta: readonly string[];
  progress?: Progress | undefined;
  /** There is no text any more. */
  isGone?: boolean;
  quoteLabel?: string;
  onQuote?: (() => void) | undefined;
}

const ICONS: Record<Progress, IconName> = { waiting: "clock", sent: "check", failed: "warning" };

export function Bubble(props: BubbleProps) {
  const { isMine, author, isLast, quoted, children, files, reactions, meta, progress } = props;
  const { isGone, quoteLabel, onQuote } = props;
  return (
    <article class="bubble" data-mine={isMine || undefined} data-last={isLast || undefined}>
      {author ? <bdi class="bubble-author">{author}</bdi> : null}
      <div class="bubble-row">
        <div class="bubble-stack">
          {children ? (
            <div class="bubble-ground" data-gone={isGone || undefined} data-state={progress}>
              {quoted ? (
                <div class="bubble-quoted" dir="auto">
                  {quoted}
                </div>
              ) : null}
              {children}
            </div>
          ) : null}
          {files}
          {reactions.length > 0 ? (
            <span class="bubble-reactions">{reactions.join(" ")}</span>
          ) : null}
        </div>
        {onQuote ? (
          <span class="bubble-acts">
            <IconButton icon="quote" label={quoteLabel ?? ""} onPress={onQuote} />
          </span>
        ) : null}
      </div>
      {meta.length > 0 ? (
        <span class="bubble-meta" data-state={progress}>
          {progress ? <Icon name={ICONS[progress]} size={14} /> : null}
          {meta.join(" · ")}
        </span>
      ) : null}
    </article>
  );
}
