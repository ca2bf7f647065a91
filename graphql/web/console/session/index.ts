/** Who is signed in, how they come in, and that they go; who is there already loads no form to come in by. */
import { lazy } from "react";

export { AppForm } from "./app_form";
export { CodeForm } from "./code_form";
export { Entrance } from "./entrance";
export { Form } from "./form";
export { leave } from "./leave";
export { NewcomerForm } from "./newcomer_form";
export { isWeak, useWeak } from "./password_rule";
export { RecoveryCodes } from "./recovery_codes";
export { type Failure, reasonOf } from "./refusal";
export { isLocked, Refused } from "./refused";
export {
  type Answer,
  acceptInvitation,
  createFirstAdmin,
  setup,
  signIn,
  signOut,
  type Ways,
  ways,
} from "./requests";
export { type Step, stepAfter } from "./steps";
export { type SessionMessage, sessionTabs } from "./tabs";
export { askWho, type Who } from "./who";

export const Lost = lazy(() => import("./lost").then(({ Lost }) => ({ default: Lost })));
export const SignInPage = lazy(() =>
  import("./sign_in_page").then(({ SignInPage }) => ({ default: SignInPage })),
);
