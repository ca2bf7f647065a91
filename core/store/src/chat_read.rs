//! The table of chat_reads.
