/** Filters by chance, to hold what is judged here against what the server answers. */
import type { ChatFilter } from "../../../client/operator/graphql";
import type { ChatRow } from "../events";
import type { Live } from "../live";
import { matches, type Reader } from "../matches";

/** What there is besides the chats, by their ids. */
export interface Known {
  operatorId: string;
  labels: string[];
  reason: string;
  team: string;
}

/** Random filters, asked of the server by `ask` and judged here, for each chat. */
export async function compare(
  live: Live,
  chats: ChatRow[],
  known: Known,
  ask: (filter: ChatFilter) => Promise<string[]>,
) {
  const random = chance(20_261_127);
  const judged = { pairs: 0, asked: 0, like: 0, unlike: 0, wrong: [] as unknown[] };
  while (judged.pairs < 10_000) {
    const filter = anyFilter(random, chats, known, 3);
    const found = new Set(await ask(filter));
    const reader: Reader = {
      operatorId: known.operatorId,
      seesContacts: true,
      now: Date.now(),
      unread: (chat) => live.reads.unread(chat),
    };
    for (const chat of chats) {
      const verdict = matches({ filter }, chat, reader);
      judged.pairs += 1;
      judged.asked += verdict === undefined ? 1 : 0;
      judged.like += verdict === true ? 1 : 0;
      judged.unlike += verdict === false ? 1 : 0;
      if (verdict !== undefined && verdict !== found.has(chat.id)) {
        judged.wrong.push({ filter, chat: chat.number, verdict });
      }
    }
  }
  return judged;
}

/** The same numbers each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function anyFilter(
  random: (below: number) => number,
  chats: ChatRow[],
  known: Known,
  levels: number,
): ChatFilter {
  const { operatorId, labels, reason, team } = known;
  const is = () => random(2) === 0;
  const some = <Value>(values: readonly Value[]): Value[] => values.filter(is);
  const one = () => chats[random(chats.length)] as ChatRow;
  const inner = () =>
    Array.from({ length: random(3) + 1 }, () => anyFilter(random, chats, known, levels - 1));
  const leaves: (() => ChatFilter)[] = [
    () => ({ ids: some(chats).map(({ id }) => id) }),
    () => ({ status: some(["NEW", "ACTIVE", "AWAITING_RESPONSE", "CLOSED"] as const) }),
    () => ({ waitingOn: some(["CUSTOMER", "OPERATOR", "NOBODY"] as const) }),
    () => ({ priority: some(["LOW", "NORMAL", "HIGH", "URGENT"] as const) }),
    () => ({ channelIds: [one().channel.id] }),
    () => ({ teamIds: some([team]) }),
    () => ({ operatorIds: some([operatorId]) }),
    () => ({ labelIds: some(labels) }),
    () => ({ closeReasonIds: some([reason]) }),
    () => ({ contactRoles: some(["Merchant"]) }),
    () => ({ languages: some(["de", "UK"]) }),
    () => ({ contactId: one().contact.id }),
    () => ({ isMine: is() }),
    () => ({ isUnassigned: is() }),
    () => ({ isUnread: is() }),
    () => ({ isSnoozed: is() }),
    () => ({ isEscalated: is() }),
    () => ({ isExample: is() }),
    () => ({ createdFrom: one().createdAt, createdTo: one().createdAt }),
    () => ({ closedFrom: one().closedAt ?? one().createdAt }),
    () => ({ closedTo: one().closedAt ?? one().createdAt }),
    () => ({ lastMessageFrom: one().lastMessageAt }),
    () => ({ lastMessageTo: one().lastMessageAt }),
    () => ({ withinLastMs: 3_600_000 }),
    () => ({ externalIds: ["TX-1"] }),
  ];
  const branches: (() => ChatFilter)[] =
    levels > 1
      ? [() => ({ and: inner() }), () => ({ or: inner() }), () => ({ not: inner()[0] ?? {} })]
      : [];
  const all = [...leaves, ...branches, ...branches, ...branches];
  return (all[random(all.length)] ?? (() => ({})))();
}
