//! What is done with a message and its delivery.

mod capability;
mod copy;
pub mod edit;
mod queue;
pub mod react;
pub mod reply;
pub mod retract;
pub mod retry;
pub mod settle;
mod tombstone;
mod written;

pub(crate) use tombstone::{bury, remove_files};
pub(crate) use written::written;
