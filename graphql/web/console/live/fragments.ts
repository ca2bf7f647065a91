/** What of each thing the console shows: the parts that the live core's documents are made of. */
import { graphql } from "../../client/operator";

// Nothing here depends on who asks (but the key of one's own messages): the server encodes a batch once for all
// who ask in the same words.

export const CHAT_CONTACT = graphql(`
  fragment ChatContact on Contact {
    id
    version
    name
    role
    locale
  }
`);

export const SHOWN_LABEL = graphql(`
  fragment ShownLabel on Label {
    id
    version
    name
    color
    isActive
    mergedInto {
      id
    }
  }
`);

export const SHOWN_OPERATOR = graphql(`
  fragment ShownOperator on Operator {
    id
    version
    name
    isActive
    status
    statusMessage
    statusSince
  }
`);

export const CHAT_ROW = graphql(`
  fragment ChatRow on Chat {
    id
    version
    number
    status
    priority
    subject
    language
    round
    createdAt
    closedAt
    lastMessageAt
    waitingOn
    waitingSince
    snoozedUntil
    escalationLevel
    isUnanswered
    inboundCount
    channel {
      id
      name
      plugin
    }
    contact {
      ...ChatContact
    }
    operator {
      id
      name
    }
    team {
      id
      name
    }
    participants {
      operator {
        id
        name
      }
    }
    labels {
      id
      name
      color
    }
    closeReason {
      id
      name
    }
    references {
      externalId
      kind {
        id
      }
    }
    example {
      title
    }
    lastMessage {
      id
      version
      body
      authorKind
      sentAt
      deletedAt
    }
  }
`);

export const SHOWN_DELIVERY = graphql(`
  fragment ShownDelivery on Delivery {
    id
    updatedAt
    operation
    state
    attemptCount
    errorCode
    errorMessage
    nextAttemptAt
    sentAt
    deliveredAt
    readAt
  }
`);

// Its link is asked for where it is shown: it is valid for a short time.
export const SHOWN_ATTACHMENT = graphql(`
  fragment ShownAttachment on Attachment {
    id
    name
    kind
    contentType
    sizeBytes
    state
    error
  }
`);

export const SHOWN_MESSAGE = graphql(`
  fragment ShownMessage on Message {
    id
    version
    clientMutationId
    body
    format
    ranges {
      kind
      start
      length
      href
      text
    }
    authorKind
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
    sentAt
    platformAt
    editedAt
    deletedAt
    quotedText
    quoted {
      id
      body
      authorKind
    }
    attachments {
      ...ShownAttachment
    }
    reactions {
      emoji
      createdAt
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
    delivery {
      ...ShownDelivery
    }
  }
`);

export const SHOWN_NOTE = graphql(`
  fragment ShownNote on Note {
    id
    version
    kind
    body
    ranges {
      kind
      start
      length
      href
      text
    }
    createdAt
    updatedAt
    operator {
      id
      name
    }
    mentions {
      id
      name
    }
    chat {
      id
    }
    contact {
      id
    }
  }
`);

export const SAVED_DRAFT = graphql(`
  fragment SavedDraft on Draft {
    id
    version
    chatId
    kind
    body
    format
    quotedMessageId
    attachmentIds
    device
    updatedAt
  }
`);

export const SHOWN_PENDING_REPLY = graphql(`
  fragment ShownPendingReply on PendingReply {
    id
    chatId
    kind
    state
    body
    format
    quotedMessageId
    attachmentIds
    releaseAt
    errorCode
    errorMessage
  }
`);
