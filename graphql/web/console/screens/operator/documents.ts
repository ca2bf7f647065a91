/** What the operators' page asks and sends. */
import { graphql } from "../../../client/operator";

/** Whoever works here or did, a hundred at a time. */
export const OPERATORS = graphql(`
  query OperatorPages($after: String) {
    operators(first: 100, after: $after) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        ...ShownOperator
        email
        openChatCount
        avatarUrl
        role {
          id
          name
        }
        teams {
          id
          name
        }
      }
    }
  }
`);

export const OPERATOR_SETTINGS = graphql(`
  query OperatorSettings {
    roles {
      id
      version
      name
      permissions
    }
    teams {
      id
      version
      name
    }
    invitations {
      id
      email
      createdAt
      expiresAt
      acceptedAt
      revokedAt
      role {
        id
        name
      }
      teams {
        id
        name
      }
    }
  }
`);

export const INVITATION_CREATE = graphql(`
  mutation InvitationCreate($input: InvitationCreateInput!) {
    invitationCreate(input: $input) {
      created {
        secret
        url
        invitation {
          id
          email
          expiresAt
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

export const INVITATION_REVOKE = graphql(`
  mutation InvitationRevoke($input: InvitationRevokeInput!) {
    invitationRevoke(input: $input) {
      invitation {
        id
        revokedAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OPERATOR_SAVE = graphql(`
  mutation OperatorSave($input: OperatorUpdateInput!) {
    operatorUpdate(input: $input) {
      operator {
        ...ShownOperator
        email
        role {
          id
          name
        }
        teams {
          id
          name
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

export const OPERATOR_SET_AVATAR = graphql(`
  mutation OperatorSetAvatar($input: OperatorSetAvatarInput!) {
    operatorSetAvatar(input: $input) {
      operator {
        id
        version
        avatarUrl
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const PASSWORD_GIVE = graphql(`
  mutation OperatorGivePassword($input: OperatorChangePasswordInput!) {
    operatorChangePassword(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TOTP_TAKE = graphql(`
  mutation OperatorTakeTotp($input: OperatorDisableTotpInput!) {
    operatorDisableTotp(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** The open chats that they are in, a hundred at a time. */
export const OPEN_CHATS = graphql(`
  query OperatorOpenChats($operatorId: ID!, $after: String) {
    chats(
      filter: { operatorIds: [$operatorId], status: [NEW, ACTIVE, AWAITING_RESPONSE, TRANSFERRED] }
      first: 100
      after: $after
    ) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        operator {
          id
        }
      }
    }
  }
`);

export const CHATS_GIVE = graphql(`
  mutation ChatsGive($input: ChatsBulkInput!) {
    chatsBulk(input: $input) {
      results {
        isDone
        error {
          message
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

export const CHAT_BY_NUMBER = graphql(`
  query ChatByNumber($number: Int!) {
    chat(number: $number) {
      id
      version
      number
      team {
        id
        name
      }
      channel {
        id
        version
        name
        memberTeams {
          id
          name
        }
        memberOperators {
          id
        }
      }
    }
  }
`);

export const WHY_NOT = graphql(`
  query WhyNot($operatorId: ID!, $chatId: ID!) {
    whyNot(operatorId: $operatorId, chatId: $chatId) {
      isAllowed
      remedies
      checks {
        arm
        isPassed
        text
      }
    }
  }
`);

export const CHAT_GIVE = graphql(`
  mutation ChatGive($input: ChatAssignInput!) {
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
