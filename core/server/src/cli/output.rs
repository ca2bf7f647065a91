//! What a command prints: sentences for people, or one JSON object for scripts.

use crate::progress::Progress;
use serde_json::Value;

/// How a command prints.
pub struct Output {
    is_json: bool,
}

impl Output {
    /// Text or JSON.
    pub fn new(is_json: bool) -> Self {
        Self { is_json }
    }

    /// Is it JSON that is wanted.
    pub fn is_json(&self) -> bool {
        self.is_json
    }

    /// Prints the result of a command, in the form that was asked for.
    pub fn print(&self, text: impl AsRef<str>, json: &Value) {
        if self.is_json {
            println!("{json}");
        } else {
            println!("{}", text.as_ref());
        }
    }

    /// Shows how far long work is, until its result is printed.
    pub fn progress(&self) -> Progress {
        Progress::new(self.is_json)
    }
}
