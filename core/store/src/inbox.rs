//! The table of inboxs.
