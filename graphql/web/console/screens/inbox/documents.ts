/** What the inbox asks for besides rows and the feed. */
import { graphql } from "../../../client/operator";

/** Who looks, how they like it, and the place in the log from which on the feed tells. */
export const INBOX_START = graphql(`
  query InboxStart {
    headCursor
    viewer {
      permissions
      operator {
        ...ShownOperator
      }
      preferences {
        id
        version
        isEnterSending
        listWidth
        panelWidth
      }
    }
  }
`);

/** What can be chosen: by filters, and by acts on a chat. */
export const INBOX_CHOICES = graphql(`
  query InboxChoices {
    views {
      id
      version
      name
      scope
      position
      chatOrder
      filter
    }
    operators(first: 100, isActive: true) {
      nodes {
        ...ShownOperator
        teams {
          id
          name
        }
      }
    }
    teams {
      id
      version
      name
    }
    channels {
      id
      version
      name
      plugin
    }
    labels {
      ...ShownLabel
    }
    closeReasons {
      id
      name
      isActive
    }
    contactRoles {
      id
      version
      key
      name
      color
    }
  }
`);

export const WIDTHS_UPDATE = graphql(`
  mutation WidthsUpdate($input: PreferencesUpdateInput!) {
    preferencesUpdate(input: $input) {
      preferences {
        id
        version
        listWidth
        panelWidth
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SHOWN_ACT = graphql(`
  fragment ShownAct on TimelineItem {
    id
    actKind: kind
    at
    changed
    statusBefore
    statusAfter
    score
    forwardState
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
    operator {
      id
      name
    }
    team {
      id
      name
    }
    closeReason {
      id
      name
    }
  }
`);

export const CHAT_ENTRIES = graphql(`
  query ChatEntries(
    $id: ID!
    $first: Int
    $last: Int
    $after: String
    $before: String
    $around: ID
  ) {
    chat(id: $id) {
      id
      entries(first: $first, last: $last, after: $after, before: $before, around: $around) {
        pageInfo {
          startCursor
          endCursor
          hasPreviousPage
          hasNextPage
        }
        nodes {
          __typename
          ... on Message {
            ...ShownMessage
          }
          ... on Note {
            ...ShownNote
          }
          ... on TimelineItem {
            ...ShownAct
          }
        }
      }
    }
  }
`);

/** One message of the thread, from the cache alone. */
export const MESSAGE = graphql(`
  query ThreadMessage($id: ID!) {
    node(id: $id) {
      ... on Message {
        ...ShownMessage
      }
    }
  }
`);

export const NOTE = graphql(`
  query ThreadNote($id: ID!) {
    node(id: $id) {
      ... on Note {
        ...ShownNote
      }
    }
  }
`);

/** The open chat: its row, and what depends on who asks. */
export const OPEN_CHAT = graphql(`
  query OpenChat($number: Int!) {
    chat(number: $number) {
      ...ChatRow
      unreadCount
      contact {
        id
        timeZone
      }
      channel {
        id
        capabilities {
          attachmentMaxBytes
          attachmentMaxCount
          canDelete
          canEdit
          canQuote
          canReact
          textMaxUnits
        }
      }
      reply: draft(kind: REPLY) {
        ...SavedDraft
      }
      note: draft(kind: NOTE) {
        ...SavedDraft
      }
    }
  }
`);

/** What may be done now, and to whom the chat is offered: asked again whenever the chat has changed. */
export const CHAT_NOW = graphql(`
  query ChatNow($id: ID!) {
    chat(id: $id) {
      id
      version
      viewerCan
      routes {
        identityId
        isHome
        channel {
          id
          name
        }
        identity {
          id
          name
          username
        }
      }
      contact {
        id
        identities {
          id
          name
          username
          isReachable
          channel {
            id
            name
          }
        }
      }
      forward {
        offeredAt
        isStaying
        fromOperator {
          id
          name
        }
        toOperator {
          id
          name
        }
        toTeam {
          id
          name
        }
        note {
          ...ShownNote
        }
      }
    }
  }
`);

export const PENDING_REPLIES = graphql(`
  query PendingReplies($id: ID!) {
    chat(id: $id) {
      id
      pendingReplies {
        ...ShownPendingReply
      }
    }
  }
`);

/** Its address is valid for a short time: asked where it is shown. */
export const ATTACHMENT_LINK = graphql(`
  query AttachmentLink($id: ID!) {
    node(id: $id) {
      ... on Attachment {
        id
        state
        url
        width
        height
        durationMs
      }
    }
  }
`);

export const TYPING = graphql(`
  subscription Typing($chatId: ID!) {
    typing(chatId: $chatId) {
      isTyping
      isNote
      preview
      expiresAt
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
`);

export const VIEWERS = graphql(`
  subscription Viewers($chatId: ID!) {
    viewers(chatId: $chatId) {
      viewers {
        isWriting
        operator {
          id
          name
        }
      }
    }
  }
`);
