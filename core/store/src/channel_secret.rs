//! The table of channel_secrets.
