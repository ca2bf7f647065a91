import type { TextRange, TextRangeKind } from "../../text/ranges";
import type { Story } from "../gallery";
import { PeopleText } from "./people_text";

/** The range of these words. */
function of(text: string, words: string, kind: TextRangeKind, more: Partial<TextRange> = {}) {
  return { kind, start: text.indexOf(words), length: words.length, ...more };
}

const STYLED = "Bold, italic, under, struck, hidden, TX-88120 and a link.";
const BLOCKS =
  "Steps\n• open the app\n• send this\npay --retry TX-88120\nWhere is my payout?\nSoon.";
const NOTE = "@Olha bank retries tonight";
const ARABIC = "أين دفعتي؟ رقمها TX-88120";
const HOSTILE = "<img src=x onerror=alert(1)> click";

export default {
  name: "PeopleText",
  states: {
    plain: <PeopleText text={"Where is my payout?\nIt failed twice."} ranges={[]} />,
    styled: (
      <PeopleText
        text={STYLED}
        ranges={[
          of(STYLED, "Bold", "BOLD"),
          of(STYLED, "italic", "ITALIC"),
          of(STYLED, "under", "UNDERLINE"),
          of(STYLED, "struck", "STRIKETHROUGH"),
          of(STYLED, "hidden", "SPOILER"),
          of(STYLED, "TX-88120", "CODE"),
          of(STYLED, "a link", "LINK", { href: "https://pay.example/help" }),
        ]}
      />
    ),
    blocks: (
      <PeopleText
        text={BLOCKS}
        ranges={[
          of(BLOCKS, "Steps\n", "HEADING"),
          of(BLOCKS, "• open the app\n", "LIST_ITEM"),
          of(BLOCKS, "• send this\n", "LIST_ITEM"),
          of(BLOCKS, "pay --retry TX-88120\n", "CODE_BLOCK"),
          of(BLOCKS, "Where is my payout?\n", "QUOTE"),
        ]}
      />
    ),
    "a mention": <PeopleText text={NOTE} ranges={[of(NOTE, "@Olha", "MENTION")]} />,
    "right to left": <PeopleText text={ARABIC} ranges={[of(ARABIC, "TX-88120", "CODE")]} />,
    hostile: (
      <PeopleText
        text={HOSTILE}
        ranges={[of(HOSTILE, "click", "LINK", { href: "data:text/html,x" })]}
      />
    ),
    "of one long word": <PeopleText text={"x".repeat(300)} ranges={[]} />,
  },
} satisfies Story;
