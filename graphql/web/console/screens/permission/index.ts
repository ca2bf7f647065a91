/** What the permissions are called, and the page of whoever lacks one. */
export { Denied } from "./denied";
export { PERMISSION_GROUPS, permissionText } from "./permission_words";
