//! What a fresh machine lacks: installed where the task may do so, else named together with the
//! one command that mends it.

pub mod chromium;
pub mod debian;
pub mod disk;
pub mod nats;
pub mod node;
pub mod python;
pub mod stamp;
pub mod tool;
pub mod toolchain;
