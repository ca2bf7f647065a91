/** What the audit log's page asks. */
import { graphql } from "../../../client/operator";

export const AUDIT_LOG = graphql(`
  query AuditLog($filter: AuditFilter, $after: String) {
    auditLog(filter: $filter, first: 50, after: $after) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        at
        action
        subjectKind
        subjectId
        before
        after
        remoteAddress
        userAgent
        author {
          __typename
          ... on Contact {
            id
            name
          }
          ... on Operator {
            id
            name
          }
          ... on AutomaticAuthor {
            kind
          }
        }
      }
    }
  }
`);

export const AUDIT_PEOPLE = graphql(`
  query AuditPeople($after: String) {
    operators(first: 100, after: $after) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        name
      }
    }
  }
`);
