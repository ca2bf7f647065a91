/** What acts on a chat will have done, shown before the server has said so. */
import type { Cache, OptimisticMutationConfig } from "@urql/exchange-graphcache";

type Input = Record<string, unknown> & { chatId: string };
type Change = Record<string, unknown>;

/** An act whose outcome its input tells; what the server decides (who may, what follows) is not guessed. */
const act =
  (payload: string, change: (input: Input, cache: Cache) => Change) =>
  ({ input }: { input?: unknown }, cache: Cache) => {
    const given = input as Input;
    return {
      __typename: payload,
      clientMutationId: null,
      chat: { __typename: "Chat", id: given.chatId, ...change(given, cache) },
      userErrors: [],
    };
  };

/** The field with the object of this id, unless the cache could not show it: then it stays as it is. */
function link(field: string, __typename: string, id: unknown, cache: Cache): Change {
  if (id === null) {
    return { [field]: null };
  }
  const object = { __typename, id: String(id) };
  return id !== undefined && cache.resolve(object, "name") ? { [field]: object } : {};
}

export const OPTIMISTIC = {
  chatAssign: act("ChatAssignPayload", ({ operatorId, teamId }, cache) => ({
    ...link("operator", "Operator", operatorId, cache),
    ...link("team", "Team", teamId, cache),
  })),
  chatClose: act("ChatClosePayload", ({ closeReasonId }, cache) => ({
    status: "CLOSED",
    waitingOn: "NOBODY",
    waitingSince: null,
    ...link("closeReason", "CloseReason", closeReasonId, cache),
  })),
  chatUpdate: act("ChatUpdatePayload", ({ priority, subject }) => ({
    ...(priority !== undefined && { priority }),
    ...(subject !== undefined && { subject }),
  })),
  chatSnooze: act("ChatSnoozePayload", ({ until }) => (until ? { snoozedUntil: until } : {})),
  chatWake: act("ChatWakePayload", () => ({ snoozedUntil: null })),
} as unknown as OptimisticMutationConfig;
