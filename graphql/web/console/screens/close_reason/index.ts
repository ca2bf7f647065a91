/** Why chats are closed: the admins' list. A chunk of its own. */
export { CloseReasons as default } from "./close_reasons";
