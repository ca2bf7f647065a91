/** What screens show and change of a contact: its fields, the notes about it, who may be the same person. */
export { ChoiceInPlace } from "./choice_in_place";
export { ContactFields } from "./contact_fields";
export { ContactNotes } from "./contact_notes";
export { CONTACT_UNDO_UNITE, CONTACT_UPDATE } from "./documents";
export { Duplicates } from "./duplicates";
export { FieldInPlace } from "./field_in_place";
