//! Bounds of the meter, with their units. What a caller may have, the transport says.

/// Bytes that are taken before anything is resolved, and at least each time when they are used up.
pub(crate) const STEP_BYTES: usize = 16 * 1024;
/// Bytes that any number has in JSON; none has more.
pub(crate) const NUMBER_BYTES: usize = 24;
