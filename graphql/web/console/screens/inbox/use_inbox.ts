/** What all of the inbox knows: where one is, who looks, and what can be chosen. */
import { createContext, type RefObject, useContext } from "react";
import type {
  InboxChoicesQuery,
  Permission,
  ShownOperatorFragment,
} from "../../../client/operator/graphql";
import type { Place } from "./place";

export interface Choices extends Omit<InboxChoicesQuery, "operators" | "__typename"> {
  operators: readonly InboxChoicesQuery["operators"]["nodes"][number][];
}

export interface Inbox {
  place: Place;
  /** Changes the address; `isQuiet` leaves no step for Back. */
  go: (change: Partial<Place>, isQuiet?: boolean) => void;
  me: ShownOperatorFragment;
  may: ReadonlySet<Permission>;
  isEnterSending: boolean;
  choices: Choices;
  /** Opens the next chat of the list; absent where no list stands there. */
  next: RefObject<(() => void) | undefined>;
}

const InboxContext = createContext<Inbox | undefined>(undefined);
export const InboxProvider = InboxContext.Provider;

export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (!inbox) {
    throw new Error("useInbox is called outside of the inbox");
  }
  return inbox;
}
