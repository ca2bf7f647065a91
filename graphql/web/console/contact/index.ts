/** What screens show and change of a contact: its fields, the notes about it, who may be the same person. */
export { ContactFields } from "./contact_fields";
export { ContactNotes } from "./contact_notes";
export { CONTACT_UNDO_UNITE } from "./documents";
export { Duplicates } from "./duplicates";
