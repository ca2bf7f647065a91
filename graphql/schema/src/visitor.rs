//! The visitor schema: what a customer in the web chat may ask, do and follow. Its types are its own:
//! none leads to an operator's data.

mod access;
mod batch;
mod mutation;
mod query;
mod subscription;
mod types;

pub use access::VisitorCaller;
pub use mutation::VisitorMutation;
pub use query::VisitorQuery;
pub use subscription::VisitorSubscription;
