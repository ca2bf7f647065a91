/** What leaves the desk as a file or a page. */
import { graphql } from "../../../../client/operator";

export const EXPORT_BEGIN = graphql(`
  mutation ExportBegin($input: ExportBeginInput!) {
    exportBegin(input: $input) {
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

export const TRANSCRIPT_BEGIN = graphql(`
  mutation TranscriptBegin($input: TranscriptBeginInput!) {
    transcriptBegin(input: $input) {
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
