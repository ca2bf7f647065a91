//! switchboard-host
mod bindings;
pub mod limits;
pub mod manifest;
pub mod origin;
pub mod quantity;
mod capability { pub mod blobs { pub struct Reader; pub struct Writer; } }
