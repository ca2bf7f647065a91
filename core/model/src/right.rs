//! The named rights that roles are made of (F70).

text_enum! {
    /// What a role allows. Reading a chat needs `chat.read` and that the chat is in reach
    /// (`Scope`), or `chat.read.all`.
    Right {
        /// Read chats in reach: own teams' channels and chats, own and joined chats.
        ChatRead = "chat.read",
        /// Read every chat.
        ChatReadAll = "chat.read.all",
        /// Write to customers, edit and retract own messages.
        ChatReply = "chat.reply",
        /// Write and edit notes.
        ChatNote = "chat.note",
        /// Assign chats, to oneself and to others; join and leave need `chat.reply` only.
        ChatAssign = "chat.assign",
        /// Close and reopen chats, change their priority.
        ChatClose = "chat.close",
        /// See contacts.
        ContactRead = "contact.read",
        /// Change contacts.
        ContactEdit = "contact.edit",
        /// See channels, their state and what failed.
        ChannelRead = "channel.read",
        /// Add, change and pause channels; replay what failed.
        ChannelManage = "channel.manage",
        /// Add and change operators, roles and teams.
        OperatorManage = "operator.manage",
        /// Change settings and reasons.
        SettingManage = "setting.manage",
        /// Read the audit log.
        AuditRead = "audit.read",
    }
}
