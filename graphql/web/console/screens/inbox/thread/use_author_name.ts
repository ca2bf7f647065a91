/** Who wrote something, as people read it. */
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import type { AuthorKind, ShownMessageFragment } from "../../../../client/operator/graphql";

type Author = ShownMessageFragment["author"];

export function useAuthorName(): (author: Author, kind?: AuthorKind) => string {
  const { t } = useLingui();
  return useCallback(
    (author, kind) => {
      if (author.__typename !== "AutomaticAuthor") {
        return author.name;
      }
      switch (kind ?? author.kind) {
        case "RESPONDER":
          return t`Responder`;
        case "RULE":
          return t`A rule`;
        default:
          return t`Switchboard`;
      }
    },
    [t],
  );
}
