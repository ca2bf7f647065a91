// The board's list of chats: pages by cursor, and the place to follow from.

import { graphql } from "relay-runtime";

graphql`
  query BoardQuery($filter: ChatFilter) {
    headCursor
    viewer {
      operator {
        name
      }
    }
    ...Board_chats @arguments(filter: $filter)
  }
`;

graphql`
  fragment Board_chats on Query
  @refetchable(queryName: "BoardPageQuery")
  @argumentDefinitions(
    filter: { type: "ChatFilter" }
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
  ) {
    chats(filter: $filter, first: $count, after: $cursor) @connection(key: "Board_chats") {
      edges {
        node {
          ...Board_row
        }
      }
    }
  }
`;

graphql`
  fragment Board_row on Chat {
    number
    status
    unreadCount
    contact {
      name
    }
    lastMessage {
      body
    }
  }
`;
