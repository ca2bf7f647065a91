//! What an export of chats looks like.

text_enum! {
    /// The form of an export.
    ExportFormat {
        /// A table of chats, a line each.
        ChatsCsv = "CHATS_CSV",
        /// A table of the messages of chats, a line each, and of the notes where they are asked for.
        MessagesCsv = "MESSAGES_CSV",
        /// Chats, their messages and notes as JSON objects, a line each.
        Jsonl = "JSONL",
    }
}
