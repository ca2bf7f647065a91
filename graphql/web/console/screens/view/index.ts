/** Saved lists of chats: what they ask for, in which order they stand, and whose they are. A chunk of its own. */
export { Views as default } from "./views";
