/** What the search asks. */
import { graphql } from "../../../client/operator";

/** What can be named behind an operator. */
export const SEARCH_CHOICES = graphql(`
  query SearchChoices {
    operators(first: 100) {
      nodes {
        ...ShownOperator
      }
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
    contactRoles {
      id
      version
      key
      name
      color
    }
  }
`);

export const SEARCH_COUNTS = graphql(`
  query SearchCounts($query: String!, $timeZone: String) {
    messages: search(query: $query, kinds: [MESSAGE], first: 0, timeZone: $timeZone) {
      totalCount
    }
    chats: search(query: $query, kinds: [CHAT], first: 0, timeZone: $timeZone) {
      totalCount
    }
    contacts: search(query: $query, kinds: [CONTACT], first: 0, timeZone: $timeZone) {
      totalCount
    }
    notes: search(query: $query, kinds: [NOTE], first: 0, timeZone: $timeZone) {
      totalCount
    }
  }
`);

export const SEARCH_HIT = graphql(`
  fragment SearchHit on SearchResultEdge {
    highlights {
      start
      length
    }
    node {
      __typename
      ... on Message {
        id
        version
        body
        sentAt
        author {
          __typename
          ... on Operator {
            id
            name
          }
        }
        attachments {
          id
          name
        }
        chat {
          ...HitChat
        }
      }
      ... on Note {
        id
        version
        body
        createdAt
        ranges {
          kind
          start
          length
        }
        mentions {
          id
          name
        }
        operator {
          id
          name
        }
        chat {
          ...HitChat
        }
        about: contact {
          id
          name
        }
      }
      ... on Contact {
        id
        version
        name
        email
        phone
        role
        hasOpenChat
      }
      ... on Chat {
        ...HitChat
        subject
        lastMessageAt
        lastMessage {
          id
          version
          body
        }
        references {
          externalId
          title
          kind {
            id
            name
          }
        }
      }
    }
  }
`);

export const HIT_CHAT = graphql(`
  fragment HitChat on Chat {
    id
    version
    number
    status
    channel {
      id
      name
      plugin
    }
    contact {
      id
      name
    }
  }
`);

export const SEARCH_PAGE = graphql(`
  query SearchPage($query: String!, $kind: SearchKind!, $after: String, $timeZone: String) {
    search(query: $query, kinds: [$kind], first: 30, after: $after, timeZone: $timeZone) {
      pageInfo {
        endCursor
        hasNextPage
      }
      edges {
        ...SearchHit
      }
    }
  }
`);
