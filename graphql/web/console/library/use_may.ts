/** What whoever looks may do; undefined until it is read. */
import { useMemo } from "react";
import { useQuery } from "urql";
import { graphql } from "../../client/operator";
import type { Permission } from "../../client/operator/graphql";

const MAY = graphql(`
  query LibraryViewer {
    viewer {
      permissions
    }
  }
`);

export function useMay(): ReadonlySet<Permission> | undefined {
  const [{ data }] = useQuery({ query: MAY });
  return useMemo(() => data && new Set(data.viewer.permissions), [data]);
}
