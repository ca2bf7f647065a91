/** The page behind the link of an invitation. A chunk of its own. */
export { Invitation as default } from "./invitation";
