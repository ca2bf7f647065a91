/** Sends a form; what the server refuses stands by the field that it is about, the rest under "". */
import { useLingui } from "@lingui/react/macro";
import type { AnyVariables, TypedDocumentNode } from "@urql/core";
import { useState } from "react";
import { useClient } from "urql";
import { problemOf } from "./problem_of";

interface Refusal {
  message: string;
  path?: readonly string[] | null;
}

/** By the field's name in the input. */
type Problems = Readonly<Record<string, string | undefined>>;

function problemsOf(refusals: readonly Refusal[]): Problems {
  return Object.fromEntries(
    refusals.map(({ message, path }) => [path?.find((part) => part !== "input") ?? "", message]),
  );
}

export function useSubmit() {
  const { i18n } = useLingui();
  const client = useClient();
  const [problems, setProblems] = useState<Problems>({});
  const [isPending, setPending] = useState(false);
  /** What the server answers, where it has done it. */
  const submit = async <Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> => {
    setPending(true);
    const { data, error } = await client.mutation(document, variables).toPromise();
    setPending(false);
    const refusals = Object.values(
      (data ?? {}) as Record<string, { userErrors?: Refusal[] }>,
    ).flatMap((payload) => payload?.userErrors ?? []);
    const [said] = error?.graphQLErrors ?? [];
    const isForbidden = said?.extensions["code"] === "FORBIDDEN";
    // Why something is forbidden here, the server says best: whose permissions reach further than one's own.
    const failed = error && { "": isForbidden ? said.message : i18n._(problemOf(error)) };
    setProblems(failed ?? problemsOf(refusals));
    return !failed && refusals.length === 0 ? data : undefined;
  };
  /** What to say where no field has a place for it. */
  const problem = problems[""] ?? Object.values(problems)[0];
  return { submit, problems, problem, isPending, setProblems };
}
