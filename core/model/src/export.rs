//! What exports and transcripts of chats look like.

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

text_enum! {
    /// The form of a transcript.
    TranscriptFormat {
        /// A page to look at and print, which needs nothing else and runs nothing.
        Html = "HTML",
        /// Plain text.
        Text = "TEXT",
    }
}

text_enum! {
    /// Whom a transcript is for.
    TranscriptAudience {
        /// Operators: messages and notes.
        Operators = "OPERATORS",
        /// The customer: what they have seen of the chat, and nothing else.
        Customer = "CUSTOMER",
    }
}
