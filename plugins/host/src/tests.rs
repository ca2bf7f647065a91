//! The host against guests: hostile ones, clumsy ones, and the bundled one.

mod blobs;
mod bundled;
mod hostile;
mod loading;
mod outgoing;
mod pure;
