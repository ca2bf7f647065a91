/** What the panel asks. */
import { graphql } from "../../../../client/operator";

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
        ...PanelVisitor
      }
    }
  }
`);
