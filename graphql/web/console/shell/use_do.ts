/** Does something and tells what hindered it; what succeeded is seen where it shows, or told by whoever asked. */
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { type TypedDocumentNode, useClient } from "urql";
import { tell } from "../parts/toast_queue";
import { type Given, payloadOf } from "./payload";
import { problemOf } from "./problem_of";
import { useToasts } from "./toasts";

export type Do = <Data extends { [Field in keyof Data]: Data[Field] }, Input>(
  document: TypedDocumentNode<Data, { input: Input }>,
  input: Input,
) => Promise<Given<Data> | undefined>;

export function useDo(): Do {
  const { t, i18n } = useLingui();
  const client = useClient();
  const toasts = useToasts();
  return useCallback(
    async (document, input) => {
      const { data, error } = await client.mutation(document, { input }).toPromise();
      const payload = payloadOf(data);
      const [refusal] = payload?.userErrors ?? [];
      if (payload && !refusal) {
        return payload as never;
      }
      const text = refusal
        ? refusal.code === "STALE_VERSION"
          ? t`Somebody was faster: it is shown as it is now. Look, then try again.`
          : refusal.message
        : error
          ? i18n._(problemOf(error))
          : "";
      tell(toasts, { text, tone: "danger" });
      return undefined;
    },
    [client, toasts, t, i18n],
  );
}
