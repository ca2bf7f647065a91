/** What the contacts ask, and what is done with one. */
import { graphql } from "../../../client/operator";

export const CONTACT_LINE = graphql(`
  fragment ContactLine on Contact {
    ...ChatContact
    email
    phone
    isBlocked
    hasOpenChat
    chats(first: 1) {
      nodes {
        id
        version
        number
        status
        lastMessageAt
      }
    }
  }
`);

export const CONTACT_LIST = graphql(`
  query ContactList($filter: ContactFilter, $first: Int, $after: String, $last: Int, $before: String) {
    contacts(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        startCursor
        endCursor
        hasPreviousPage
        hasNextPage
      }
      nodes {
        ...ContactLine
      }
    }
  }
`);

export const CONTACT_SEARCH = graphql(`
  query ContactSearch($query: String!, $after: String) {
    search(query: $query, kinds: [CONTACT], first: 50, after: $after) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        __typename
        ... on Contact {
          ...ContactLine
        }
      }
    }
  }
`);

/** One row of the list, from the cache alone. */
export const CONTACT_ROW = graphql(`
  query ContactRow($id: ID!) {
    node(id: $id) {
      ... on Contact {
        ...ContactLine
      }
    }
  }
`);

export const CONTACT_ROLES = graphql(`
  query ContactRoles {
    contactRoles {
      id
      version
      key
      name
      color
    }
    attributeKinds {
      id
      version
      key
      name
      subject
      owner
      valueType
      choices
    }
  }
`);

export const CONTACT_PAGE = graphql(`
  query ContactPage($id: ID!) {
    contact(id: $id) {
      ...ContactCard
      hasOpenChat
      attributes
      addresses {
        kind
        value
        isPrimary
      }
      identities {
        id
        name
        username
        platformId
        isReachable
        isVerified
        channel {
          id
          name
          plugin
        }
      }
      duplicates {
        ...ContactCard
      }
      unites {
        uniteId
        pulledId
        pulledName
        createdAt
        operator {
          id
          name
        }
      }
      notes(last: 50) {
        nodes {
          ...ShownNote
        }
      }
      chats(first: 50) {
        nodes {
          id
          version
          number
          status
          subject
          lastMessageAt
          lastMessage {
            id
            version
            body
          }
          channel {
            id
            name
            plugin
          }
        }
      }
    }
  }
`);

export const CONTACT_VISITS = graphql(`
  query ContactVisits($contactId: ID!) {
    visits(contactId: $contactId, first: 30) {
      nodes {
        id
        begunAt
        browser
        os
        country
        city
        referrer
        channel {
          id
          name
        }
        consent {
          at
          isGiven
          locale
          textVersion
        }
        pages {
          at
          title
          url
        }
      }
    }
  }
`);

export const CHAT_OPEN = graphql(`
  mutation ChatOpen($input: ChatOpenInput!) {
    chatOpen(input: $input) {
      chat {
        id
        number
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONTACT_BLOCK = graphql(`
  mutation ContactBlock($input: ContactBlockInput!) {
    contactBlock(input: $input) {
      contact {
        id
        version
        isBlocked
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONTACT_UNBLOCK = graphql(`
  mutation ContactUnblock($input: ContactUnblockInput!) {
    contactUnblock(input: $input) {
      contact {
        id
        version
        isBlocked
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONTACT_EXPORT = graphql(`
  mutation ContactExport($input: ContactExportInput!) {
    contactExport(input: $input) {
      export {
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

export const CONTACT_ERASE = graphql(`
  mutation ContactErase($input: ContactEraseInput!) {
    contactErase(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
