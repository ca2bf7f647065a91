/** How many chats are like this, as a way to them. */
import { Plural, Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import styles from "./like_count.module.css";
import type { LikeCount } from "./use_like_count";

interface LikeCountTextProps {
  of: LikeCount | undefined;
  /** Where in the inbox they are. */
  href?: string;
}

export function LikeCountText({ of, href }: LikeCountTextProps) {
  if (!of) {
    return <span>…</span>;
  }
  const { count, hasMore } = of;
  const text = hasMore ? (
    <Trans>More than {count} chats</Trans>
  ) : (
    <Plural value={count} _0="No chat" one="# chat" other="# chats" />
  );
  return href !== undefined && count > 0 ? (
    <Link href={href} className={styles.link}>
      {text}
    </Link>
  ) : (
    <span>{text}</span>
  );
}
