/** What people wrote, as the server's ranges say: elements alone, never markup. */
import { memo } from "react";
import { type TextNode, type TextRange, textTree } from "../../text/ranges";
import styles from "./people_text.module.css";
import { Spoiler } from "./spoiler";
import { TextLink } from "./text_link";

interface PeopleTextProps {
  text: string;
  ranges: readonly TextRange[];
}

const TAGS = {
  BOLD: "strong",
  CODE: "code",
  CODE_BLOCK: "pre",
  HEADING: "strong",
  ITALIC: "em",
  QUOTE: "blockquote",
  STRIKETHROUGH: "s",
  UNDERLINE: "u",
} as const;

const CLASSES = {
  CODE: styles.code,
  CODE_BLOCK: styles.codeBlock,
  HEADING: styles.heading,
  LIST_ITEM: styles.item,
  MENTION: styles.mention,
  QUOTE: styles.quote,
};

function draw(nodes: readonly TextNode[]) {
  return nodes.map((node) => {
    if ("text" in node) {
      return node.text;
    }
    const { kind, href, start, children } = node;
    const inner = draw(children);
    const key = `${kind} ${start}`;
    switch (kind) {
      case "LINK":
        return (
          <TextLink key={key} href={href}>
            {inner}
          </TextLink>
        );
      case "SPOILER":
        return <Spoiler key={key}>{inner}</Spoiler>;
      case "LIST_ITEM":
        return (
          <span key={key} className={CLASSES.LIST_ITEM}>
            {inner}
          </span>
        );
      case "MENTION":
        return (
          <bdi key={key} className={CLASSES.MENTION}>
            {inner}
          </bdi>
        );
      case "MARKUP":
        return null;
      default: {
        const Tag = TAGS[kind];
        return (
          <Tag key={key} className={kind in CLASSES ? CLASSES[kind as keyof typeof CLASSES] : ""}>
            {inner}
          </Tag>
        );
      }
    }
  });
}

export const PeopleText = memo(function PeopleText({ text, ranges }: PeopleTextProps) {
  return (
    <div className={styles.text} dir="auto">
      {draw(textTree(text, ranges))}
    </div>
  );
});
