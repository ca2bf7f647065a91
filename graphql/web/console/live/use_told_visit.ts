/** What is told of a customer's visit: at once where they go on, and again when it is written. */
import { useSubscription } from "urql";
import { graphql } from "../../client/operator";
import type {
  VisitsSubscription,
  VisitsSubscriptionVariables,
} from "../../client/operator/graphql";

export const PANEL_VISITOR = graphql(`
  fragment PanelVisitor on Visit {
    id
    url
    title
    seenAt
    browser
    os
    country
    city
    timeZone
  }
`);

const VISITS = graphql(`
  subscription Visits {
    visits {
      visit {
        ...PanelVisitor
        contact {
          id
        }
      }
    }
  }
`);

type ToldVisit = VisitsSubscription["visits"]["visit"];

/** The last that was told of this contact, whoever else was told of since. */
export function useToldVisit(contactId: string, isPaused = false): ToldVisit | undefined {
  const isTheirs = (visit: ToldVisit | undefined) => visit?.contact?.id === contactId;
  const [{ data: told }] = useSubscription<
    VisitsSubscription,
    { visit: ToldVisit | undefined },
    VisitsSubscriptionVariables
  >({ query: VISITS, pause: isPaused }, (before, { visits: { visit } }) =>
    isTheirs(visit) ? { visit } : { visit: before?.visit },
  );
  return isTheirs(told?.visit) ? told?.visit : undefined;
}
