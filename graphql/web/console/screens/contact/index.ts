/** The contacts, and the page of one. A chunk of its own. */
export { Contacts as default } from "./contacts";
