//! Rules: short texts about one chat and one event, which read a frozen picture and record what they want.
//!
//! What is absent: rows, events of the log, permissions, IO beyond the files of a folder. A rule's run is one
//! function of what it is given, so that checking, testing and running are the same code.

mod check;
mod engine;
mod facts;
mod folder;
mod header;
mod hours;
mod intent;
mod lexed;
mod limits;
mod names;
mod reference;
mod run;
mod search;
mod surface;
mod trace;
mod transcript;
mod unreached;
mod value;
mod words;

pub use folder::{FileProblem, Folder, FolderError, TestFailure, Tested};
pub use reference::reference;
pub use transcript::CaseFailure;
pub use words::Problem;

#[cfg(test)]
mod tests;
