/** Who is signed in, how they come in, and that they go. */
export { AppForm } from "./app_form";
export { CodeForm } from "./code_form";
export { Entrance } from "./entrance";
export { FirstSteps } from "./first_steps";
export { Form } from "./form";
export { leave } from "./leave";
export { Lost } from "./lost";
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
export { SignInPage } from "./sign_in_page";
export { type Step, stepAfter } from "./steps";
export { type SessionMessage, sessionTabs } from "./tabs";
export { askWho, type Who } from "./who";
