/** Does one thing with many chats, tells what became of it, and takes it back where that is possible. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { graphql } from "../../../../client/operator";
import type { IntentInput } from "../../../../client/operator/graphql";
import { ROW } from "../../../live/documents";
import { useLive } from "../../../live/provider";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import { CHAT_REOPEN } from "../acts/chat_documents";
import { type Before, type Undo, undoOf } from "./undo";

const CHATS_BULK = graphql(`
  mutation ChatsBulk($input: ChatsBulkInput!) {
    chatsBulk(input: $input) {
      results {
        chatId
        isDone
        error {
          code
          message
        }
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Gives the chats with which it was not done; none where nothing was. */
export type Bulk = (
  chatIds: readonly string[],
  act: IntentInput,
) => Promise<readonly string[] | undefined>;

export function useBulk(): Bulk {
  const { t } = useLingui();
  const live = useLive();
  const toasts = useToasts();
  const run = useDo();
  /** How they stand now, as far as the list has them. */
  const standing = (chatIds: readonly string[]): readonly Before[] =>
    chatIds.flatMap((id) => {
      const chat = live.client.readQuery(ROW, { id })?.data?.node;
      return chat?.__typename === "Chat" ? { ...chat, unread: live.reads.unread(chat) ?? 0 } : [];
    });
  const act = async (chatIds: readonly string[], intent: IntentInput) => {
    const done = await run(CHATS_BULK, { chatIds: [...chatIds], act: intent });
    return done?.results;
  };
  const refused = (good: number, failed: readonly { error: { message: string } | null }[]) => {
    const why = [...new Set(failed.map(({ error }) => error?.message))].join(" ");
    return t`Done with ${good}, not with ${failed.length}: ${why}`;
  };
  const takeBack = async ({ acts, reopened }: Undo) => {
    for (const { chatIds, act: back } of acts) {
      const results = await act(chatIds, back);
      const failed = results?.filter(({ isDone }) => !isDone) ?? [];
      if (results && failed.length > 0) {
        const text = refused(results.length - failed.length, failed);
        tell(toasts, { text, tone: "danger" });
      }
    }
    for (const chatId of reopened) {
      await run(CHAT_REOPEN, { chatId });
    }
  };
  return async (chatIds, intent) => {
    const before = standing(chatIds);
    const results = await act(chatIds, intent);
    if (!results) {
      return undefined;
    }
    const failed = results.filter(({ isDone }) => !isDone);
    const good = results.length - failed.length;
    const done = new Set(results.filter(({ isDone }) => isDone).map(({ chatId }) => chatId));
    const undo = undoOf(
      intent,
      before.filter(({ id }) => done.has(id)),
    );
    tell(toasts, {
      ...(failed.length > 0
        ? { text: refused(good, failed), tone: "danger" }
        : {
            text: t({
              message: plural(good, { one: "Done with # chat.", other: "Done with # chats." }),
            }),
          }),
      ...(undo && { action: { text: t`Undo`, onPress: () => void takeBack(undo) } }),
    });
    return failed.flatMap(({ chatId }) => chatId ?? []);
  };
}
