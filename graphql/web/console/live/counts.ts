/** How many chats there are in views, tabs and lists: what the server counts, never what was added up. */
import type { Client } from "@urql/core";
import type {
  ViewCountsSubscription,
  ViewCountsSubscriptionVariables,
} from "../../client/operator/graphql";
import { Listeners } from "../../live/listeners";
import { VIEW_COUNTS } from "./documents";

type Counted = ViewCountsSubscription["viewCounts"]["counts"][number];
export type Count = Pick<Counted, "total" | "unread">;

export class Counts {
  readonly changes = new Listeners();
  #counts: ReadonlyMap<string, Count> = new Map();

  /** Reads them as they are now: another function whenever they change. */
  read = (name: string): Count | undefined => this.of(name);

  /** Of a saved view's id, a tab or a list; undefined until the server has said it. */
  of(name: string): Count | undefined {
    return this.#counts.get(name);
  }

  /** Follows until what it gives is called. */
  follow(client: Client, asked: ViewCountsSubscriptionVariables): () => void {
    const following = client.subscription(VIEW_COUNTS, asked).subscribe(({ data }) => {
      // The first answer has all of them, later ones those that changed.
      const counts = new Map(this.#counts);
      for (const { view, tab, list, total, unread } of data?.viewCounts.counts ?? []) {
        counts.set(String(view?.id ?? tab ?? list), { total, unread });
      }
      this.#counts = counts;
      this.read = (name) => counts.get(name);
      this.changes.tell();
    });
    return () => following.unsubscribe();
  }
}
