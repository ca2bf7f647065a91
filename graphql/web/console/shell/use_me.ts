/** Whoever is signed in, what they may do, and their status, which they set here. */
import { useMemo } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../client/operator";
import type { MeQuery, OperatorSetStatusInput, Permission } from "../../client/operator/graphql";

const ME = graphql(`
  query Me {
    viewer {
      email
      permissions
      operator {
        ...ShownOperator
        isAutoOffline
      }
    }
  }
`);

const OPERATOR_SET_STATUS = graphql(`
  mutation OperatorSetStatus($input: OperatorSetStatusInput!) {
    operatorSetStatus(input: $input) {
      operator {
        ...ShownOperator
        isAutoOffline
      }
      userErrors {
        message
      }
    }
  }
`);

export type Me = MeQuery["viewer"];

interface KnownMe {
  /** None until it is read. */
  me: Me | undefined;
  /** What they may do here; none until it is read. */
  may: ReadonlySet<Permission> | undefined;
  /** Tells whether the server has it. */
  setStatus: (input: OperatorSetStatusInput) => Promise<boolean>;
}

export function useMe(): KnownMe {
  const [{ data }] = useQuery({ query: ME });
  const permissions = data?.viewer.permissions;
  const may = useMemo(() => permissions && new Set(permissions), [permissions]);
  const [, set] = useMutation(OPERATOR_SET_STATUS);
  return {
    me: data?.viewer,
    may,
    setStatus: async (input) => {
      const answer = await set({ input });
      return answer.data?.operatorSetStatus.userErrors.length === 0;
    },
  };
}
