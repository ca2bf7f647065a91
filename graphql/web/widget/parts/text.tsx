/** A text of people, with the parts of it that are shown in their own way. No markup is read here. */
import type { ComponentChildren } from "preact";
import {
  disguisedHost,
  safeHref,
  type TextNode,
  type TextRange,
  textTree,
} from "../../text/ranges";

interface TextProps {
  body: string;
  ranges: readonly TextRange[];
}

export function Text({ body, ranges }: TextProps) {
  return (
    <div class="text" dir="auto">
      {textTree(body, ranges).map(draw)}
    </div>
  );
}

function draw(node: TextNode): ComponentChildren {
  if ("text" in node) {
    return node.text;
  }
  const { kind, href, start, children } = node;
  const inside = children.map(draw);
  const key = `${kind} ${start}`;
  switch (kind) {
    case "BOLD":
    case "HEADING":
      return <strong key={key}>{inside}</strong>;
    case "ITALIC":
      return <em key={key}>{inside}</em>;
    case "UNDERLINE":
      return <u key={key}>{inside}</u>;
    case "STRIKETHROUGH":
      return <s key={key}>{inside}</s>;
    case "CODE":
      return <code key={key}>{inside}</code>;
    case "CODE_BLOCK":
      return <pre key={key}>{inside}</pre>;
    case "QUOTE":
      return <blockquote key={key}>{inside}</blockquote>;
    case "LINK":
      return <Link key={key} href={href} inside={inside} />;
    case "SPOILER":
      return (
        <details key={key} class="text-spoiler">
          <summary>…</summary>
          {inside}
        </details>
      );
    default:
      return inside;
  }
}

interface LinkProps {
  href: string | undefined;
  inside: ComponentChildren;
}

/** The desk lets four kinds of addresses through; whatever else came would be no link. */
function Link({ href, inside }: LinkProps) {
  const address = safeHref(href);
  if (address === undefined) {
    return inside;
  }
  const host = disguisedHost(address);
  return (
    <a href={address} title={address} target="_blank" rel="noopener noreferrer nofollow ugc">
      {inside}
      {/* Letters of another script may look like a bank's. */}
      {host ? <bdi> ({host})</bdi> : null}
    </a>
  );
}
