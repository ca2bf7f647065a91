/** The inbox: every chat that the operator may see, and what is said and done in it. A chunk of its own. */
export { Inbox as default } from "./inbox";
