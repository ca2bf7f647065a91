/** What a chat shows to colleagues as an example. */
import { graphql } from "../../../../client/operator";

export const SHOWN_EXAMPLE = graphql(`
  fragment ShownExample on Chat {
    id
    version
    example {
      title
      solution
      setAt
      operator {
        id
        name
      }
    }
  }
`);

export const EXAMPLE = graphql(`
  query Example($id: ID!) {
    chat(id: $id) {
      ...ShownExample
    }
  }
`);
