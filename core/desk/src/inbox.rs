//! The inbox: raw requests are stored before they are answered, then claimed, parsed and settled.

mod claim;
mod fail;
mod postpone;
pub mod replay;
mod store;

pub use claim::{ClaimInput, claim};
pub use fail::{FailInput, fail};
pub use postpone::{PostponeInput, postpone};
pub use store::{StoreInput, store};
