// One chat: its messages page backwards, its timeline forwards, a note is appended where it belongs.

import { graphql } from "relay-runtime";

graphql`
  query ConversationQuery($id: ID!) {
    chat(id: $id) {
      ...Conversation_messages
      ...Conversation_timeline
      notes(last: 20) @connection(key: "Conversation_notes") {
        edges {
          node {
            body
          }
        }
      }
    }
  }
`;

graphql`
  fragment Conversation_messages on Chat
  @refetchable(queryName: "ConversationMessagesQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 50 }
    cursor: { type: "String" }
  ) {
    messages(last: $count, before: $cursor) @connection(key: "Conversation_messages") {
      edges {
        node {
          body
          delivery {
            state
          }
        }
      }
    }
  }
`;

graphql`
  fragment Conversation_timeline on Chat
  @refetchable(queryName: "ConversationTimelineQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 50 }
    cursor: { type: "String" }
  ) {
    timeline(first: $count, after: $cursor) @connection(key: "Conversation_timeline") {
      edges {
        node {
          at
          kind
        }
      }
    }
  }
`;

graphql`
  mutation ConversationNoteMutation($input: NoteCreateInput!, $connections: [ID!]!) {
    noteCreate(input: $input) {
      note @appendNode(connections: $connections, edgeTypeName: "NoteEdge") {
        body
      }
      userErrors {
        code
        message
      }
    }
  }
`;

graphql`
  mutation ConversationReplyMutation($input: MessageReplyInput!, $connections: [ID!]!) {
    messageReply(input: $input) {
      eventCursor
      message @appendNode(connections: $connections, edgeTypeName: "MessageEdge") {
        body
      }
      userErrors {
        code
        path
      }
    }
  }
`;
