/** The views, what their filters may name, and what is done with them. */
import { graphql } from "../../../client/operator";

export const SHOWN_VIEW = graphql(`
  fragment ShownView on View {
    id
    version
    name
    scope
    position
    chatOrder
    filter
    team {
      id
      name
    }
  }
`);

export const VIEWS = graphql(`
  query Views {
    views {
      ...ShownView
    }
  }
`);

export const VIEW_CHOICES = graphql(`
  query ViewChoices {
    operators(first: 100) {
      nodes {
        ...ShownOperator
      }
    }
    teams {
      id
      version
      name
    }
    channels {
      id
      version
      name
    }
    labels {
      ...ShownLabel
    }
    closeReasons {
      id
      name
      isActive
    }
    contactRoles {
      id
      version
      key
      name
    }
    referenceKinds {
      id
      version
      name
    }
    attributeKinds {
      id
      version
      key
      name
      subject
      isFilterable
    }
  }
`);

export const VIEW_CREATE = graphql(`
  mutation ViewCreate($input: ViewCreateInput!) {
    viewCreate(input: $input) {
      view {
        ...ShownView
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const VIEW_UPDATE = graphql(`
  mutation ViewUpdate($input: ViewUpdateInput!) {
    viewUpdate(input: $input) {
      view {
        ...ShownView
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const VIEW_DELETE = graphql(`
  mutation ViewDelete($input: ViewDeleteInput!) {
    viewDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
