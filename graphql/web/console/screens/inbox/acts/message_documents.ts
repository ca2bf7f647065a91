/** What is done to messages, notes and deliveries. */
import { graphql } from "../../../../client/operator";

export const MESSAGE_EDIT = graphql(`
  mutation MessageEdit($input: MessageEditInput!) {
    messageEdit(input: $input) {
      message {
        ...ShownMessage
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const MESSAGE_DELETE = graphql(`
  mutation MessageDelete($input: MessageDeleteInput!) {
    messageDelete(input: $input) {
      message {
        ...ShownMessage
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const MESSAGE_REACT = graphql(`
  mutation MessageReact($input: MessageReactInput!) {
    messageReact(input: $input) {
      message {
        ...ShownMessage
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const NOTE_DELETE = graphql(`
  mutation NoteDelete($input: NoteDeleteInput!) {
    noteDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DELIVERY_RETRY = graphql(`
  mutation DeliveryRetry($input: DeliveryRetryInput!) {
    deliveryRetry(input: $input) {
      delivery {
        ...ShownDelivery
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLY_CANCEL = graphql(`
  mutation ReplyCancel($input: ReplyCancelInput!) {
    replyCancel(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
