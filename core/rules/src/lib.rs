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
mod language;
mod lexed;
mod library;
mod limits;
mod names;
mod reference;
mod rule;
mod run;
mod search;
mod surface;
mod trace;
mod transcript;
mod unreached;
mod value;
mod words;

pub use facts::{
    AttributeValue, ChannelFacts, ChatFacts, ContactFacts, DeskFacts, EventFacts, Facts,
    MessageFacts, Was,
};
pub use folder::{FileProblem, Folder, FolderError, FolderText, TestFailure, Tested};
pub use hours::Calendar;
pub use intent::{Intent, Recorded, TimerEnd};
pub use language::Language;
pub use library::{Library, RuleRan};
pub use names::Names;
pub use reference::reference;
pub use run::Failure;
pub use transcript::CaseFailure;
pub use words::Problem;

#[cfg(test)]
mod tests;
