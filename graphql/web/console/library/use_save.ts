/** Sends a form to the server, and tells by the field what hindered it. */
import { useLingui } from "@lingui/react/macro";
import { useCallback, useState } from "react";
import { type TypedDocumentNode, useClient } from "urql";
import { type Given, payloadOf, problemOf } from "../shell";

export interface Save {
  /** What the server said; undefined where it did not do it, and `problems` say why. */
  save: <Data extends { [Field in keyof Data]: Data[Field] }, Input>(
    document: TypedDocumentNode<Data, { input: Input }>,
    input: Input,
  ) => Promise<Given<Data> | undefined>;
  isSaving: boolean;
  /** By the field; under an empty name what is about all of it. */
  problems: Readonly<Record<string, string>>;
  setProblems: (problems: Record<string, string>) => void;
}

export function useSave(fields: readonly string[]): Save {
  const { t, i18n } = useLingui();
  const client = useClient();
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [isSaving, setSaving] = useState(false);
  const known = fields.join(" ");
  const save = useCallback<Save["save"]>(
    async (document, input) => {
      setSaving(true);
      const { data, error } = await client.mutation(document, { input }).toPromise();
      setSaving(false);
      const payload = payloadOf(data);
      if (!payload) {
        setProblems({ "": error ? i18n._(problemOf(error)) : "" });
        return undefined;
      }
      const told = payload.userErrors.map(({ code, message, path }): [string, string] => {
        const field = path?.at(-1) ?? "";
        const text =
          code === "STALE_VERSION"
            ? t`It was changed elsewhere meanwhile. Look at what is new, then save again.`
            : message;
        return [known.split(" ").includes(field) ? field : "", text];
      });
      setProblems(Object.fromEntries(told));
      return told.length > 0 ? undefined : (payload as never);
    },
    [client, t, i18n, known],
  );
  return { save, isSaving, problems, setProblems };
}
