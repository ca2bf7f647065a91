//! Visits of the web chat: held in memory while they go on, told to operators as they change, and written in
//! portions, each once a minute. Visitors tell of their pages by `visitor::page`.
//!
//! What is absent: chats, and with that every list of them. A visit begins none.

mod device;
mod keep;
mod live;
mod place;
mod zone;

pub use crate::signals::{VisitChange, VisitListener};
pub use device::ClientHints;
pub(crate) use device::Device;
pub use keep::keep;
pub(crate) use live::{Address, LiveVisits, Seen};
pub use place::Places;
pub(crate) use zone::canonical;
pub use zone::local_time;
