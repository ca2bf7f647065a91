//! The table of deliverys.
