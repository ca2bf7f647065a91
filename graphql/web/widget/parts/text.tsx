/** A text of people, with the parts of it that are shown in their own way. No markup is read here. */
import type { ComponentChildren } from "preact";
import { nest, type Part, type Range } from "./ranges";

interface TextProps {
  body: string;
  ranges: readonly Range[];
}

export function Text({ body, ranges }: TextProps) {
  return (
    <div class="text" dir="auto">
      {nest(body, ranges).map(draw)}
    </div>
  );
}

function draw(part: Part, place: number): ComponentChildren {
  if (typeof part === "string") {
    return part;
  }
  const inside = part.parts.map(draw);
  const { kind, href, start } = part.range;
  const key = `${start} ${kind} ${place}`;
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
      return <Link key={key} href={href ?? ""} inside={inside} />;
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
  href: string;
  inside: ComponentChildren;
}

/** The desk lets four kinds of addresses through; whatever else came would be no link. */
function Link({ href, inside }: LinkProps) {
  if (!/^(https?|mailto|tel):/i.test(href)) {
    return inside;
  }
  const host = URL.canParse(href) ? new URL(href).hostname : "";
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {inside}
      {/* Letters of another script may look like a bank's. */}
      {/(^|\.)xn--/.test(host) ? <bdi> ({host})</bdi> : null}
    </a>
  );
}
