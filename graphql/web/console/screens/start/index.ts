/** The first run after the first admin, and the way from the console's own address to where work is. */
export { Start as default } from "./start";
