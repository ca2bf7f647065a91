/** What the panel asks and changes. */
import { graphql } from "../../../../client/operator";

export const CONTACT_CARD = graphql(`
  fragment ContactCard on Contact {
    ...ChatContact
    email
    phone
    timeZone
    isBlocked
    isVerified
    createdAt
  }
`);

export const PANEL = graphql(`
  query ChatPanel($contactId: ID!) {
    contact(id: $contactId) {
      ...ContactCard
      identities {
        id
        username
        platformId
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
        pulledName
      }
      notes(last: 20) {
        nodes {
          ...ShownNote
        }
      }
      chats(first: 9) {
        nodes {
          id
          version
          number
          status
          lastMessageAt
          lastMessage {
            id
            body
          }
        }
      }
    }
  }
`);

export const PANEL_REFERENCES = graphql(`
  query PanelReferences($id: ID!) {
    chat(id: $id) {
      id
      references {
        externalId
        title
        url
        kind {
          id
          name
        }
      }
    }
  }
`);

export const PANEL_VISIT = graphql(`
  query PanelVisit($contactId: ID!) {
    visits(contactId: $contactId, first: 1) {
      nodes {
        id
        url
        title
        seenAt
        pageCount
        browser
        os
        device
        country
        city
        localTime
      }
    }
  }
`);

export const CONTACT_UPDATE = graphql(`
  mutation ContactUpdate($input: ContactUpdateInput!) {
    contactUpdate(input: $input) {
      contact {
        ...ContactCard
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONTACT_UNITE = graphql(`
  mutation ContactUnite($input: ContactUniteInput!) {
    contactUnite(input: $input) {
      contact {
        ...ContactCard
        unites {
          uniteId
          pulledId
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

export const CONTACT_UNDO_UNITE = graphql(`
  mutation ContactUndoUnite($input: ContactUndoUniteInput!) {
    contactUndoUnite(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONTACT_DISMISS_DUPLICATE = graphql(`
  mutation ContactDismissDuplicate($input: ContactDismissDuplicateInput!) {
    contactDismissDuplicate(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);
