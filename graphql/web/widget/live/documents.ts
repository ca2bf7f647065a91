/** Everything that the widget asks the desk. */
import { graphql } from "../../client/visitor";

/** How the channel's chat begins, before there is a visit. */
export const OPENING = graphql(`
  query Opening($channelKey: String!, $language: String) {
    widget(channelKey: $channelKey, language: $language) {
      greeting
      closedText
      isOpen
      nextOpenAt
      askName
      askEmail
      isIdentityRequired
      language
      operatorNames
      replyTimeMs
    }
    limits {
      attachmentMaxBytes
      messageAttachmentsMax
      messageTextMaxUnits
    }
  }
`);

export const VISIT = graphql(`
  fragment Visit on VisitorVisit {
    secret
    expiresAt
    isVerified
    consent {
      version
      text
      url
      isGiven
    }
  }
`);

export const START = graphql(`
  mutation VisitStart($input: VisitStartInput!) {
    visitStart(input: $input) {
      visit {
        ...Visit
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const IDENTIFY = graphql(`
  mutation VisitIdentify($input: VisitIdentifyInput!) {
    visitIdentify(input: $input) {
      visit {
        ...Visit
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONSENT = graphql(`
  mutation ConsentSet($input: ConsentSetInput!) {
    consentSet(input: $input) {
      isGiven
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const END = graphql(`
  mutation VisitEnd($input: VisitEndInput!) {
    visitEnd(input: $input) {
      endedId
    }
  }
`);

export const PAGE = graphql(`
  mutation VisitUpdate($input: VisitUpdateInput!) {
    visitUpdate(input: $input) {
      clientMutationId
    }
  }
`);

export const SHOWN_FILE = graphql(`
  fragment ShownFile on VisitorAttachment {
    id
    kind
    name
    contentType
    sizeBytes
    state
    url
  }
`);

export const SHOWN_MESSAGE = graphql(`
  fragment ThreadMessage on VisitorMessage {
    id
    version
    author
    authorName
    authorRole
    body
    ranges {
      kind
      start
      length
      href
      text
    }
    quotedId
    quotedText
    sentAt
    editedAt
    deletedAt
    clientMutationId
    attachments {
      ...ShownFile
    }
    reactions {
      emoji
      isMine
    }
  }
`);

export const SHOWN_CHAT = graphql(`
  fragment ShownChat on VisitorChat {
    id
    isOpen
    operatorNames
    ratableUntil
    rating {
      score
      comment
    }
  }
`);

/** The chat as it is, and the place from which the feed goes on. */
export const SNAPSHOT = graphql(`
  query Snapshot($last: Int!) {
    headCursor
    myChat {
      ...ShownChat
      messages(last: $last) {
        nodes {
          ...ThreadMessage
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
`);

export const OLDER = graphql(`
  query Older($last: Int!, $before: String!) {
    myChat {
      messages(last: $last, before: $before) {
        nodes {
          ...ThreadMessage
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
`);

export const FOLLOW = graphql(`
  subscription Follow($after: EventCursor) {
    myChat(after: $after) {
      cursor
      resetReason
      events {
        kind
        chat {
          ...ShownChat
        }
        message {
          ...ThreadMessage
        }
      }
    }
  }
`);

export const TYPING = graphql(`
  subscription Typing {
    typing {
      isTyping
      expiresAt
    }
  }
`);

export const WRITE = graphql(`
  mutation MessageWrite($input: MessageWriteInput!) {
    messageWrite(input: $input) {
      message {
        ...ThreadMessage
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const READ = graphql(`
  mutation ChatMarkRead($input: ChatMarkReadInput!) {
    chatMarkRead(input: $input) {
      messageId
    }
  }
`);

export const TYPE = graphql(`
  mutation TypingSet($input: TypingSetInput!) {
    typingSet(input: $input) {
      clientMutationId
    }
  }
`);

export const RATE = graphql(`
  mutation ChatRate($input: ChatRateInput!) {
    chatRate(input: $input) {
      chat {
        ...ShownChat
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REFERENCE = graphql(`
  mutation ChatSetReference($input: ChatSetReferenceInput!) {
    chatSetReference(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const UPLOAD = graphql(`
  mutation AttachmentUploadBegin($input: AttachmentUploadBeginInput!) {
    attachmentUploadBegin(input: $input) {
      upload {
        url
        maxBytes
        attachment {
          id
        }
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const UPLOADED = graphql(`
  mutation AttachmentUploadFinish($input: AttachmentUploadFinishInput!) {
    attachmentUploadFinish(input: $input) {
      attachment {
        id
        name
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
