// The visitor's chat: history backwards, own messages appended, the feed from a place on.

import { graphql } from "relay-runtime";

graphql`
  query ChatQuery {
    headCursor
    myChat {
      operatorNames
      ...Chat_messages
    }
  }
`;

graphql`
  fragment Chat_messages on VisitorChat
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 50 }
    cursor: { type: "String" }
  ) {
    messages(last: $count, before: $cursor) @connection(key: "Chat_messages") {
      edges {
        node {
          author
          body
        }
      }
    }
  }
`;

graphql`
  mutation ChatWriteMutation($input: MessageWriteInput!, $connections: [ID!]!) {
    messageWrite(input: $input) {
      message @appendNode(connections: $connections, edgeTypeName: "VisitorMessageEdge") {
        body
      }
      userErrors {
        message
      }
    }
  }
`;

graphql`
  subscription ChatFeedSubscription($after: EventCursor) {
    myChat(after: $after) {
      cursor
      resetReason
      events {
        kind
        message {
          id
          body
          author
        }
      }
    }
  }
`;
