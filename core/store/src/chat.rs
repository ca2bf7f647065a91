//! The table of chats.
