/** What the operator is told of, and the browsers in which they are with the console closed. */
import { graphql } from "../../../client/operator";

export const NOTIFICATIONS = graphql(`
  query Notifications {
    viewer {
      notifications(first: 30) {
        nodes {
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
`);

/** The chats that notifications name, as far as they may be seen now. */
export const NOTIFIED_CHATS = graphql(`
  query NotifiedChats($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Chat {
        id
        number
        contact {
          id
          name
        }
      }
    }
  }
`);

export const NOTIFICATION_READ = graphql(`
  mutation NotificationRead($input: NotificationReadInput!) {
    notificationRead(input: $input) {
      notification {
        id
        readAt
      }
      userErrors {
        message
      }
    }
  }
`);

export const NOTIFICATIONS_READ = graphql(`
  mutation NotificationsRead($input: NotificationsReadInput!) {
    notificationsRead(input: $input) {
      readCount
      userErrors {
        message
      }
    }
  }
`);

export const BROWSERS = graphql(`
  query Browsers {
    viewer {
      pushPublicKey
      pushSubscriptions {
        id
        userAgent
        createdAt
        updatedAt
      }
    }
  }
`);

export const PUSH_SUBSCRIPTION_CREATE = graphql(`
  mutation PushSubscriptionCreate($input: PushSubscriptionCreateInput!) {
    pushSubscriptionCreate(input: $input) {
      pushSubscription {
        id
      }
      userErrors {
        message
      }
    }
  }
`);

export const PUSH_SUBSCRIPTION_DELETE = graphql(`
  mutation PushSubscriptionDelete($input: PushSubscriptionDeleteInput!) {
    pushSubscriptionDelete(input: $input) {
      deletedId
      userErrors {
        message
      }
    }
  }
`);

export const PUSH_SUBSCRIPTION_TEST = graphql(`
  mutation PushSubscriptionTest($input: PushSubscriptionTestInput!) {
    pushSubscriptionTest(input: $input) {
      pushSubscription {
        id
      }
      userErrors {
        message
      }
    }
  }
`);
