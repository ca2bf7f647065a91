/** What the profile shows and changes beside the preferences and the status. */
import { graphql } from "../../../client/operator";

export const PROFILE = graphql(`
  query Profile {
    viewer {
      email
      hasTotp
      operator {
        id
        name
        version
      }
      sessions {
        id
        createdAt
        lastUsedAt
        isCurrent
        remoteNetwork
        userAgent
      }
    }
  }
`);

export const OPERATOR_UPDATE = graphql(`
  mutation OperatorRename($input: OperatorUpdateInput!) {
    operatorUpdate(input: $input) {
      operator {
        id
        name
        version
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OPERATOR_CHANGE_PASSWORD = graphql(`
  mutation OperatorChangePassword($input: OperatorChangePasswordInput!) {
    operatorChangePassword(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OPERATOR_BEGIN_TOTP = graphql(`
  mutation OperatorBeginTotp($input: OperatorBeginTotpInput!) {
    operatorBeginTotp(input: $input) {
      setup {
        secret
        url
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OPERATOR_CONFIRM_TOTP = graphql(`
  mutation OperatorConfirmTotp($input: OperatorConfirmTotpInput!) {
    operatorConfirmTotp(input: $input) {
      recovery {
        codes
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OPERATOR_DISABLE_TOTP = graphql(`
  mutation OperatorDisableTotp($input: OperatorDisableTotpInput!) {
    operatorDisableTotp(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SESSION_REVOKE = graphql(`
  mutation SessionRevoke($input: SessionRevokeInput!) {
    sessionRevoke(input: $input) {
      revokedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
