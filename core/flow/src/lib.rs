//! What runs unasked: the tail of the log, the parser of the inbox, the deliverer of the outbox, the
//! fetcher of files, the pollers and the pruner. Each is idempotent and can be stopped anywhere.
//!
//! What is absent: rules of the desk (they call its commands) and SQL of their own.

mod connector;
mod deliverer;
mod fetcher;
mod flow;
mod follow_up;
pub mod limits;
mod parser;
mod poller;
mod pruner;
mod retry;
mod sweeper;
mod tail;
mod typist;
mod worker;

pub use flow::Flow;
pub use tail::{Batch, Tail};
