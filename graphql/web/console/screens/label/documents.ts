/** The labels, what names them, and what is done with them. */
import { graphql } from "../../../client/operator";

export const LABELS = graphql(`
  query Labels {
    labels {
      ...ShownLabel
    }
  }
`);

/** What a label stands in besides chats, as far as whoever looks may see it. */
export const LABEL_USES = graphql(`
  query LabelUses {
    views {
      id
      version
      name
      filter
    }
    macros {
      id
      version
      title
      acts {
        labelId
        unlabelId
      }
    }
  }
`);

export const LABEL_CREATE = graphql(`
  mutation LabelCreate($input: LabelCreateInput!) {
    labelCreate(input: $input) {
      label {
        ...ShownLabel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const LABEL_UPDATE = graphql(`
  mutation LabelUpdate($input: LabelUpdateInput!) {
    labelUpdate(input: $input) {
      label {
        ...ShownLabel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const LABEL_MERGE = graphql(`
  mutation LabelMerge($input: LabelMergeInput!) {
    labelMerge(input: $input) {
      label {
        ...ShownLabel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const LABEL_DELETE = graphql(`
  mutation LabelDelete($input: LabelDeleteInput!) {
    labelDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
