/** The page of whoever is not signed in. */
import { useLingui } from "@lingui/react/macro";
import { placeNow } from "../address";
import { Entrance } from "./entrance";
import type { Ways } from "./requests";
import { SignIn } from "./sign_in";
import type { Step } from "./steps";

interface SignInPageProps {
  ways: Ways;
  first?: Step;
  onSignedIn: () => void;
}

export function SignInPage({ ways, first, onSignedIn }: SignInPageProps) {
  const { t } = useLingui();
  return (
    <Entrance title={t`Sign in`} lead={t`Answer everybody who writes to you, in one place.`}>
      <SignIn ways={ways} first={first} returnTo={placeNow()} onSignedIn={onSignedIn} />
    </Entrance>
  );
}
