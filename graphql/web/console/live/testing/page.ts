/** The beginning of tests about the whole live core: a page that has read its list and follows behind it. */
import { afterEach } from "vitest";
import type { Clock } from "../../../live/clock";
import type { Root } from "../../../live/testing/server";
import { until } from "../../../live/testing/until";
import type { ChatList } from "../chat_list";
import { ROW } from "../documents";
import type { Live } from "../live";
import { Desk } from "./desk";
import { chat, chatId } from "./rows";

export let desk: Desk;
export let live: Live;
export let list: ChatList;

/** The page reads its list and begins to follow behind it; what is given answers beside the desk. */
export async function begin(
  own: Root = {},
  { rows = [1, 2, 3], clock }: { rows?: number[]; clock?: Clock } = {},
): Promise<void> {
  desk = new Desk(
    [...rows].reverse().map((number) => chat(number)),
    own,
  );
  await desk.open();
  live = desk.look(undefined, clock);
  list = live.openList({ order: "LAST_MESSAGE" }).list;
  live.feed.begin(live.client, (await list.load()) ?? "");
  await until(() => desk.log.asked.length === 1, "the feed");
}

/** Closes after each test what `begin` opened. */
export function closesAfterEach(): void {
  afterEach(async () => {
    live.close();
    await desk.close();
  });
}

/** A row as the list shows it: from the cache alone. */
export function row(number: number) {
  const asked = live.client.readQuery(ROW, { id: chatId(number) }, { requestPolicy: "cache-only" });
  return asked?.data?.node ?? undefined;
}

export function subject(number: number): string | null | undefined {
  const found = row(number);
  return found && "subject" in found ? found.subject : undefined;
}

/** The numbers of the listed chats, from the top. */
export const numbers = (): number[] => list.window.ids.map((id) => Number(id.slice(5)));
