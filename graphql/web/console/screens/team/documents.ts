/** What the teams' page asks and sends. */
import { graphql } from "../../../client/operator";

export const TEAMS = graphql(`
  query TeamSettings {
    teams {
      id
      version
      name
      operators {
        id
        name
        isActive
      }
      escalatesTo {
        id
        name
      }
    }
    channels {
      id
      version
      name
      plugin
      memberTeams {
        id
      }
      team {
        id
      }
    }
  }
`);

/** Who can be in a team, a hundred at a time. */
export const TEAM_OPERATORS = graphql(`
  query TeamOperators($after: String) {
    operators(first: 100, isActive: true, after: $after) {
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        name
        isActive
      }
    }
  }
`);

export const TEAM_CREATE = graphql(`
  mutation TeamCreate($input: TeamCreateInput!) {
    teamCreate(input: $input) {
      team {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TEAM_UPDATE = graphql(`
  mutation TeamUpdate($input: TeamUpdateInput!) {
    teamUpdate(input: $input) {
      team {
        id
        version
        name
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TEAM_DELETE = graphql(`
  mutation TeamDelete($input: TeamDeleteInput!) {
    teamDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
