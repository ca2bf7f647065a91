/** The first steps of a new server. A chunk of its own. */
export { Setup as default } from "./setup";
