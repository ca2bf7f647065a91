/** What is done to a chat. */
import { graphql } from "../../../../client/operator";

export const CHAT_CLOSE = graphql(`
  mutation ChatClose($input: ChatCloseInput!) {
    chatClose(input: $input) {
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

export const CHAT_REOPEN = graphql(`
  mutation ChatReopen($input: ChatReopenInput!) {
    chatReopen(input: $input) {
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

export const CHAT_ASSIGN = graphql(`
  mutation ChatAssign($input: ChatAssignInput!) {
    chatAssign(input: $input) {
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

export const CHAT_FORWARD = graphql(`
  mutation ChatForward($input: ChatForwardInput!) {
    chatForward(input: $input) {
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

export const CHAT_TAKE_FORWARD = graphql(`
  mutation ChatTakeForward($input: ChatTakeForwardInput!) {
    chatTakeForward(input: $input) {
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

export const CHAT_DECLINE_FORWARD = graphql(`
  mutation ChatDeclineForward($input: ChatDeclineForwardInput!) {
    chatDeclineForward(input: $input) {
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

export const CHAT_CANCEL_FORWARD = graphql(`
  mutation ChatCancelForward($input: ChatCancelForwardInput!) {
    chatCancelForward(input: $input) {
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

export const CHAT_JOIN = graphql(`
  mutation ChatJoin($input: ChatJoinInput!) {
    chatJoin(input: $input) {
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

export const CHAT_LEAVE = graphql(`
  mutation ChatLeave($input: ChatLeaveInput!) {
    chatLeave(input: $input) {
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

export const CHAT_SNOOZE = graphql(`
  mutation ChatSnooze($input: ChatSnoozeInput!) {
    chatSnooze(input: $input) {
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

export const CHAT_WAKE = graphql(`
  mutation ChatWake($input: ChatWakeInput!) {
    chatWake(input: $input) {
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

export const CHAT_UPDATE = graphql(`
  mutation ChatUpdate($input: ChatUpdateInput!) {
    chatUpdate(input: $input) {
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

export const CHAT_ESCALATE = graphql(`
  mutation ChatEscalate($input: ChatEscalateInput!) {
    chatEscalate(input: $input) {
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

export const CHAT_ARCHIVE = graphql(`
  mutation ChatArchive($input: ChatArchiveInput!) {
    chatArchive(input: $input) {
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

export const CHAT_MARK_UNREAD = graphql(`
  mutation ChatMarkUnread($input: ChatMarkUnreadInput!) {
    chatMarkUnread(input: $input) {
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

export const CHAT_DELETE = graphql(`
  mutation ChatDelete($input: ChatDeleteInput!) {
    chatDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_OPEN_AS = graphql(`
  mutation ChatOpenAs($input: ChatOpenAsInput!) {
    chatOpenAs(input: $input) {
      opened {
        url
        expiresAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_SET_EXAMPLE = graphql(`
  mutation ChatSetExample($input: ChatSetExampleInput!) {
    chatSetExample(input: $input) {
      chat {
        ...ChatRow
        ...ShownExample
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHAT_CLEAR_EXAMPLE = graphql(`
  mutation ChatClearExample($input: ChatClearExampleInput!) {
    chatClearExample(input: $input) {
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
