//! The topics under which the feed tells of nouns.

text_enum! {
    /// What events are about.
    FeedTopic {
        /// Chats with their messages, notes, deliveries and attachments.
        Chats = "CHATS",
        /// Contacts, blocked addresses and broadcasts.
        Contacts = "CONTACTS",
        /// Channels, and inbound requests that could not be taken in.
        Channels = "CHANNELS",
        /// Operators, invitations, teams and roles.
        People = "PEOPLE",
        /// Close reasons, labels, kinds of references, contact roles, kinds of attributes, templates, macros,
        /// replacements, views, retention rules and settings.
        Settings = "SETTINGS",
        /// What is yours alone: your drafts, what you have not sent yet, what you prefer, what you are told of and the
        /// browsers in which you are, on all of your devices.
        Personal = "PERSONAL",
    }
}
