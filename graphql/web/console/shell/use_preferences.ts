/** What the operator prefers on the screens: kept by the server, so that it is the same on all devices. */
import { useMutation, useQuery } from "urql";
import { graphql } from "../../client/operator";
import type { PreferencesUpdateInput } from "../../client/operator/graphql";

const PREFERENCES = graphql(`
  query Preferences {
    viewer {
      operator {
        id
      }
      preferences {
        id
        hasSingleKeys
        version
      }
    }
  }
`);

const PREFERENCES_UPDATE = graphql(`
  mutation PreferencesUpdate($input: PreferencesUpdateInput!) {
    preferencesUpdate(input: $input) {
      preferences {
        id
        hasSingleKeys
        version
      }
      userErrors {
        message
      }
    }
  }
`);

interface Preferences {
  hasSingleKeys: boolean;
  /** Left out for whoever is not signed in: nothing could keep it. */
  update: ((input: PreferencesUpdateInput) => void) | undefined;
}

export function usePreferences(): Preferences {
  const [{ data }] = useQuery({ query: PREFERENCES });
  const [, update] = useMutation(PREFERENCES_UPDATE);
  const preferences = data?.viewer.preferences;
  return {
    hasSingleKeys: preferences?.hasSingleKeys ?? true,
    update: preferences && ((input) => void update({ input })),
  };
}
