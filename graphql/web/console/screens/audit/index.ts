/** The audit log: who changed what, and when. A chunk of its own. */
export { Audit as default } from "./audit";
