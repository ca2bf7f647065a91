/** What is asked and changed of a contact wherever it is shown. */
import { graphql } from "../../client/operator";

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
