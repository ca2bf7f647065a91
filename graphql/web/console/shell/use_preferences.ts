/** What the operator prefers on the screens: kept by the server, so that it is the same on all devices. */
import { useMutation, useQuery } from "urql";
import { graphql } from "../../client/operator";
import type { PreferencesQuery, PreferencesUpdateInput } from "../../client/operator/graphql";

export const SHOWN_PREFERENCES = graphql(`
  fragment ShownPreferences on Preferences {
    id
    theme
    density
    language
    hasSingleKeys
    isEnterSending
    inApp
    sounds
    pushes
    isTextPushed
    quietFromMinute
    quietToMinute
    quietTimeZone
    soundVolume
    version
  }
`);

const PREFERENCES = graphql(`
  query Preferences {
    viewer {
      operator {
        id
      }
      preferences {
        ...ShownPreferences
      }
    }
  }
`);

const PREFERENCES_UPDATE = graphql(`
  mutation PreferencesUpdate($input: PreferencesUpdateInput!) {
    preferencesUpdate(input: $input) {
      preferences {
        ...ShownPreferences
      }
      userErrors {
        message
      }
    }
  }
`);

export type Preferences = PreferencesQuery["viewer"]["preferences"];

interface Kept {
  /** None until they are read. */
  preferences: Preferences | undefined;
  /** Takes effect when the server has it; tells whether it has. */
  update: (input: PreferencesUpdateInput) => Promise<boolean>;
}

export function usePreferences(): Kept {
  const [{ data }] = useQuery({ query: PREFERENCES });
  const [, update] = useMutation(PREFERENCES_UPDATE);
  return {
    preferences: data?.viewer.preferences,
    update: async (input) => {
      const answer = await update({ input });
      return answer.data?.preferencesUpdate.userErrors.length === 0;
    },
  };
}
