/** What the live core asks, follows and sends: the feed, lists and rows, counts, replies and drafts. */
import { graphql } from "../../client/operator";

export const FEED = graphql(`
  subscription Feed($after: EventCursor) {
    events(after: $after) {
      cursor
      reset {
        reason
        head
      }
      events {
        __typename
        kind
        cursor
        at
        changed
        subjectId
        ... on ChatEvent {
          readCount
          chat {
            ...ChatRow
          }
        }
        ... on MessageEvent {
          message {
            ...ShownMessage
            chat {
              ...ChatRow
            }
          }
        }
        ... on NoteEvent {
          note {
            ...ShownNote
          }
        }
        ... on DeliveryEvent {
          delivery {
            ...ShownDelivery
            message {
              id
            }
          }
        }
        ... on AttachmentEvent {
          attachment {
            ...ShownAttachment
          }
        }
        ... on ContactEvent {
          contact {
            ...ChatContact
          }
        }
        ... on OperatorEvent {
          operator {
            ...ShownOperator
          }
        }
        ... on LabelEvent {
          label {
            ...ShownLabel
          }
        }
        ... on DraftEvent {
          draft {
            ...SavedDraft
          }
        }
        ... on PendingReplyEvent {
          pendingReply {
            ...ShownPendingReply
          }
        }
        ... on NotificationEvent {
          notification {
            id
            kind
            chatId
            subjectId
            at
            readAt
          }
        }
      }
    }
  }
`);

/** One row of a list, from the cache alone. */
export const ROW = graphql(`
  query Row($id: ID!) {
    node(id: $id) {
      ... on Chat {
        ...ChatRow
      }
    }
  }
`);

/** A page of a list, read once: its rows then come from the cache singly. */
export const CHAT_PAGE = graphql(`
  query ChatPage(
    $filter: ChatFilter
    $view: ChatView! = ALL
    $viewId: ID
    $operatorId: ID
    $tab: ChatTab
    $order: ChatOrder
    $after: String
  ) {
    headCursor
    chats(
      filter: $filter
      view: $view
      viewId: $viewId
      operatorId: $operatorId
      tab: $tab
      order: $order
      first: 50
      after: $after
    ) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        ...ChatRow
        unreadCount
      }
    }
  }
`);

export const VIEW_COUNTS = graphql(`
  subscription ViewCounts($views: [ID!], $tabs: [ChatTab!], $lists: [ChatView!]) {
    viewCounts(views: $views, tabs: $tabs, lists: $lists) {
      cursor
      counts {
        list
        tab
        total
        unread
        view {
          id
        }
      }
    }
  }
`);

export const MESSAGE_REPLY = graphql(`
  mutation MessageReply($input: MessageReplyInput!) {
    messageReply(input: $input) {
      clientMutationId
      message {
        ...ShownMessage
      }
      chat {
        ...ChatRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLY_SCHEDULE = graphql(`
  mutation ReplySchedule($input: ReplyScheduleInput!) {
    replySchedule(input: $input) {
      clientMutationId
      pendingReply {
        ...ShownPendingReply
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const NOTE_CREATE = graphql(`
  mutation NoteCreate($input: NoteCreateInput!) {
    noteCreate(input: $input) {
      clientMutationId
      note {
        ...ShownNote
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_LABEL = graphql(`
  mutation ChatLabel($input: ChatLabelInput!) {
    chatLabel(input: $input) {
      clientMutationId
      chat {
        ...ChatRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_UNLABEL = graphql(`
  mutation ChatUnlabel($input: ChatUnlabelInput!) {
    chatUnlabel(input: $input) {
      clientMutationId
      chat {
        ...ChatRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_MARK_READ = graphql(`
  mutation ChatMarkRead($input: ChatMarkReadInput!) {
    chatMarkRead(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DRAFT_SAVE = graphql(`
  mutation DraftSave($input: DraftSaveInput!) {
    draftSave(input: $input) {
      draft {
        ...SavedDraft
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DRAFT_DELETE = graphql(`
  mutation DraftDelete($input: DraftDeleteInput!) {
    draftDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Who changed a chat last, for whoever acted on what it no longer is. */
export const WHO_CHANGED = graphql(`
  query WhoChanged($id: ID!) {
    chat(id: $id) {
      id
      timeline(first: 1) {
        nodes {
          id
          kind
          at
          author {
            __typename
            ... on Contact {
              id
              name
            }
            ... on Operator {
              id
              name
            }
            ... on AutomaticAuthor {
              kind
            }
          }
        }
      }
    }
  }
`);
