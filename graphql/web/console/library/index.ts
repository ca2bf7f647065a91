/** What the settings' lists share: all entries at the start, the open one beside them, and forms that lose nothing. */
export { DeleteDialog } from "./delete_dialog";
export { Editor } from "./editor";
export { Elsewhere } from "./elsewhere";
export { EntryRow } from "./entry_row";
export { Library } from "./library";
export { LibraryList } from "./library_list";
export { LikeCountText } from "./like_count";
export { ScopeField } from "./scope_field";
export { ScopeTabs } from "./scope_tabs";
export { SheetForm } from "./sheet_form";
export { useEdited } from "./use_edited";
export { NEW, useAsked, useEntry } from "./use_entry";
export { useLikeCount } from "./use_like_count";
export { useSave } from "./use_save";
export { useScopeText } from "./use_scope_text";
