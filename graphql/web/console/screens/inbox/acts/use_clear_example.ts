/** The chat is an example no more; what was written for it is there again for a moment. */
import { useLingui } from "@lingui/react/macro";
import { useClient } from "urql";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import type { OpenedChat } from "../chat/use_open_chat";
import { CHAT_CLEAR_EXAMPLE, CHAT_SET_EXAMPLE } from "./chat_documents";
import { EXAMPLE } from "./example_documents";

export function useClearExample({ id: chatId, number, closedAt }: OpenedChat): () => Promise<void> {
  const { t } = useLingui();
  const client = useClient();
  const toasts = useToasts();
  const run = useDo();
  return async () => {
    const asked = client.query(EXAMPLE, { id: chatId }, { requestPolicy: "network-only" });
    const before = (await asked.toPromise()).data?.chat?.example;
    if (!(await run(CHAT_CLEAR_EXAMPLE, { chatId }))) {
      return;
    }
    const text = t`Chat ${number} is an example no more.`;
    if (!before || closedAt === null) {
      tell(toasts, { text });
      return;
    }
    const { title, solution } = before;
    const undo = () => void run(CHAT_SET_EXAMPLE, { chatId, title, solution });
    tell(toasts, { text, action: { text: t`Undo`, onPress: undo } });
  };
}
