//! The bytes of answers: counted while an answer is resolved, and kept within bounds until it is sent.
//!
//! A [`Pool`] is what the callers of one standing share. An operation takes its first bytes of it
//! before anything is resolved, and further ones as its answer grows ([`Metered`], an extension of the
//! engine, sees each value). They go back when the last copy of the encoded answer is gone.
//!
//! What is absent: HTTP and sockets, nouns, the cost of what is read.

mod extension;
mod held;
mod limits;
mod meter;
mod pool;
mod size;

pub use extension::Metered;
pub use held::Held;
pub use meter::{Meter, Over};
pub use pool::{Lane, Pool, Share};
