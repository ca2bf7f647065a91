/** What the roles' page asks and sends. */
import { graphql } from "../../../client/operator";

export const ROLES = graphql(`
  query Roles {
    roles {
      id
      version
      name
      isBuiltIn
      isTotpRequired
      permissions
    }
  }
`);

export const ROLE_CREATE = graphql(`
  mutation RoleCreate($input: RoleCreateInput!) {
    roleCreate(input: $input) {
      role {
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

export const ROLE_UPDATE = graphql(`
  mutation RoleUpdate($input: RoleUpdateInput!) {
    roleUpdate(input: $input) {
      role {
        id
        version
        name
        isTotpRequired
        permissions
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const ROLE_DELETE = graphql(`
  mutation RoleDelete($input: RoleDeleteInput!) {
    roleDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
