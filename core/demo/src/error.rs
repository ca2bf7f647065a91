//! What can be wrong with a demo.

use switchboard_desk::DeskError;

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Somebody works at this desk already.
    #[error("this desk has operators: a demo is made on an empty one alone")]
    NotEmpty,
    /// Its texts are not as they must be, which only a changed program can mend.
    #[error("the demo's texts in {file} are damaged: {reason}")]
    Data {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A command of the desk refused.
    #[error("the demo could not be made, at {what}: {error}")]
    Desk {
        /// What was being done.
        what: String,
        /// What the command said.
        error: DeskError,
    },
}

/// Says at what a command refused.
pub(crate) trait During<T> {
    fn during(self, what: &str) -> Result<T, DemoError>;
}

impl<T, E: Into<DeskError>> During<T> for Result<T, E> {
    fn during(self, what: &str) -> Result<T, DemoError> {
        self.map_err(|error| DemoError::Desk { what: what.to_owned(), error: error.into() })
    }
}
