/** Operators: who works here, and as what. A chunk of its own. */
export { Operators as default } from "./operators";
