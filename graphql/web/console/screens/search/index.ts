/** The search over all history, and what of it other screens link to. A chunk of its own. */
export { Search as default } from "./search";
