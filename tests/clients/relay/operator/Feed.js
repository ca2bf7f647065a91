// The one feed that a client needs: typed events, each with its place.

import { graphql } from "relay-runtime";

graphql`
  subscription FeedSubscription($after: EventCursor) {
    events(after: $after, topics: [CHATS, CONTACTS]) {
      cursor
      reset {
        reason
        head
      }
      events {
        cursor
        kind
        ... on MessageEvent {
          message {
            id
            body
          }
        }
        ... on ChatEvent {
          chat {
            status
            version
          }
        }
      }
    }
  }
`;
