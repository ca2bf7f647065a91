/** Where a hit is opened: what was said, in its chat at its place. */
import type { SearchHitFragment } from "../../../client/operator/graphql";

export function hrefOf(node: SearchHitFragment["node"]): string | undefined {
  switch (node.__typename) {
    case "Message":
      return node.chat ? `/inbox/${node.chat.number}?message=${node.id}` : undefined;
    case "Note":
      return node.chat
        ? `/inbox/${node.chat.number}?message=${node.id}`
        : node.about
          ? `/contacts/${node.about.id}?tab=notes`
          : undefined;
    case "Contact":
      return `/contacts/${node.id}`;
    case "Chat":
      return `/inbox/${node.number}`;
    default:
      return undefined;
  }
}
