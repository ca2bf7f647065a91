//! What a command prints: sentences for people, or one JSON object for scripts.

use crate::{print, progress::Progress};
use serde_json::Value;
use std::process;

/// A path or a name as it is typed into a shell, for commands that are shown to be run.
pub fn shell_word(word: impl std::fmt::Display) -> String {
    let word = word.to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+:@%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

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
        let printed = if self.is_json { print::line(json) } else { print::line(text.as_ref()) };
        if let Err(error) = printed {
            print::tell(format_args!("switchboard: the result cannot be printed: {error}"));
            process::exit(1);
        }
    }

    /// Shows how far long work is, until its result is printed.
    pub fn progress(&self) -> Progress {
        Progress::new(self.is_json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_take_it_apart() {
        for (word, typed) in [
            ("/var/lib/switchboard", "/var/lib/switchboard"),
            ("my desk/data", "'my desk/data'"),
            ("Ana's", "'Ana'\\''s'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(word), typed);
        }
    }
}
