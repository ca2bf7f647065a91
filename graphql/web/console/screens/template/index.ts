/** What operators write again and again: templates, macros, and what typed words become. A chunk of its own. */
export { Templates as default } from "./templates";
