/** The reasons for closing chats, and what is done with them. */
import { graphql } from "../../../client/operator";

export const CLOSE_REASONS = graphql(`
  query CloseReasons {
    closeReasons {
      id
      name
      isActive
    }
  }
`);

export const CLOSE_REASON_CREATE = graphql(`
  mutation CloseReasonCreate($input: CloseReasonCreateInput!) {
    closeReasonCreate(input: $input) {
      closeReason {
        id
        name
        isActive
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CLOSE_REASON_UPDATE = graphql(`
  mutation CloseReasonUpdate($input: CloseReasonUpdateInput!) {
    closeReasonUpdate(input: $input) {
      closeReason {
        id
        name
        isActive
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
