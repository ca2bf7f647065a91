//! What runs unasked: the tail of the log, the parser of the inbound requests, the deliverer of the outbox, the
//! fetcher of files, the pollers, the timers, the broadcaster, the retention, the archiver, the removal of deleted
//! chats, the merging of labels, the eraser, the notifier and the pusher, the watch over the clock and the statuses of
//! operators.
//! Each is idempotent and can be stopped anywhere.
//!
//! What is absent: rules of the desk (they call its commands) and SQL of their own.

mod archiver;
mod broadcaster;
mod chat_deletion;
mod clock_watch;
mod deliverer;
mod eraser;
mod fetcher;
mod file_gc;
mod flow;
mod follow_up;
mod health;
mod label_merger;
pub mod limits;
mod name_order;
mod nightly;
mod notifier;
mod parser;
mod poller;
mod presence;
mod pusher;
mod retention;
mod retry;
mod ruler;
mod tail;
mod timers;
mod typing_relay;
mod visit_keeper;
mod worker;

pub use flow::Flow;
pub use health::WorkerHealth;
pub use tail::{Batch, Tail};
