//! The table of invitations.
