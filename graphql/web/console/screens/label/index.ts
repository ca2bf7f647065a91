/** The desk's labels: their names and colours, merged and deleted. A chunk of its own. */
export { Labels as default } from "./labels";
