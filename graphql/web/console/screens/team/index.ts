/** Teams: who sees which chats together. A chunk of its own. */
export { Teams as default } from "./teams";
