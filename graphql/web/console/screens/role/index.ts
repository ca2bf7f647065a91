/** Roles: what each lets its operators do. A chunk of its own. */
export { Roles as default } from "./roles";
