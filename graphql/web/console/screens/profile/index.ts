/** The operator's own page: status, name, screens, how they sign in. A chunk of its own. */
export { Profile as default } from "./profile";
