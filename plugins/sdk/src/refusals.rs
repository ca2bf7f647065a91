//! A platform's ways of saying no, as a table: which class each belongs to, and what an operator
//! reads. The first row that matches decides.

use crate::types::{Error, ErrorClass};

/// What a platform said when it refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<R> {
    /// Its code: an error number, or the word that stands for one.
    pub code: String,
    /// Its sentence, for the rows that look into it and for the operator.
    pub text: String,
    /// How long it asks to wait, in milliseconds, when it says so in the body.
    pub retry_after_ms: Option<u32>,
    /// What else could be done, when only the answer tells.
    pub recovery: Option<R>,
}

/// A call that did not succeed: the error, and what else could be done about it. `R` is the plugin's
/// own list of recoveries.
#[derive(Clone, Debug, PartialEq)]
pub struct CallError<R> {
    /// The error when nothing else is done.
    pub error: Error,
    /// What the caller may do instead.
    pub recovery: Option<R>,
}

impl<R> From<Error> for CallError<R> {
    fn from(error: Error) -> Self {
        Self { error, recovery: None }
    }
}

impl<R> From<CallError<R>> for Error {
    fn from(refused: CallError<R>) -> Self {
        refused.error
    }
}

/// One row of a table of refusals.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<R: 'static> {
    codes: &'static str,
    texts: &'static [&'static str],
    class: ErrorClass,
    code: &'static str,
    message: &'static str,
    recovery: Option<R>,
    retry_after_ms: Option<u32>,
}

impl<R: Copy> Refusal<R> {
    /// A row that matches everything: the class, this plugin's stable code (`recipient.blocked`), and
    /// a sentence that says what happened and what to do.
    pub const fn new(class: ErrorClass, code: &'static str, message: &'static str) -> Self {
        Self { codes: "", texts: &[], class, code, message, recovery: None, retry_after_ms: None }
    }

    /// The same row for some of the platform's codes, written `401|404`, and for sentences that
    /// contain one of the given parts, in lower case. No parts: any sentence.
    pub const fn when(self, codes: &'static str, texts: &'static [&'static str]) -> Self {
        Self { codes, texts, ..self }
    }

    /// The same row with something that the caller may do instead.
    pub const fn or(self, recovery: R) -> Self {
        Self { recovery: Some(recovery), ..self }
    }

    /// The same row with a time to wait, in milliseconds, when the platform names none.
    pub const fn wait_ms(self, retry_after_ms: u32) -> Self {
        Self { retry_after_ms: Some(retry_after_ms), ..self }
    }

    fn matches(&self, code: &str, text: &str) -> bool {
        let is_code = self.codes.is_empty() || self.codes.split('|').any(|known| known == code);
        is_code && (self.texts.is_empty() || self.texts.iter().any(|part| text.contains(part)))
    }

    fn call_error(&self) -> CallError<R> {
        let error = Error::new(self.class, self.code, self.message);
        let error = Error { retry_after_ms: self.retry_after_ms, ..error };
        CallError { error, recovery: self.recovery }
    }
}

/// The error of the first row that matches what a platform said.
pub fn find<R: Copy>(table: &[Refusal<R>], code: &str, text: &str) -> Option<CallError<R>> {
    let text = text.to_lowercase();
    table.iter().find(|row| row.matches(code, &text)).map(Refusal::call_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [Refusal<u8>; 4] = [
        Refusal::new(ErrorClass::Recipient, "recipient.blocked", "a")
            .when("6|7", &["block", "ban"]),
        Refusal::new(ErrorClass::Recipient, "recipient.gone", "b").when("6", &[]).or(1),
        Refusal::new(ErrorClass::RateLimited, "rate.limited", "c").when("12", &[]).wait_ms(5),
        Refusal::new(ErrorClass::Invalid, "text.too_long", "d").when("", &["too long"]),
    ];

    #[test]
    fn the_first_row_that_matches_decides() {
        let found = |code, text| find(&TABLE, code, text).map(|found| found.error.code);
        for (code, text, expected) in [
            ("6", "Blocked by user", Some("recipient.blocked")),
            ("7", "banned", Some("recipient.blocked")),
            ("6", "", Some("recipient.gone")),
            ("67", "blocked", None),
            ("3", "The text is TOO LONG", Some("text.too_long")),
        ] {
            assert_eq!(found(code, text).as_deref(), expected, "{code} {text}");
        }
        assert_eq!(find(&TABLE, "6", "").and_then(|found| found.recovery), Some(1));
        let slow = find(&TABLE, "12", "").expect("found");
        assert_eq!((slow.error.retry_after_ms, slow.recovery), (Some(5), None));
    }
}
