//! A part of a message: what one call of the Bot API carries.

use super::{album::Album, file::File, markup::Words};

/// What one call carries.
#[derive(Debug, PartialEq)]
pub enum Part {
    /// A text by itself.
    Text(Words),
    /// One file, perhaps with a text.
    File(File),
    /// Two to ten files, perhaps with a text.
    Album(Album),
}

impl Part {
    /// How many messages it becomes in the chat.
    pub fn messages(&self) -> usize {
        match self {
            Self::Text(_) | Self::File(_) => 1,
            Self::Album(album) => album.files.len(),
        }
    }

    /// Could its text be sent again without markup.
    pub fn is_marked_up(&self) -> bool {
        let words = match self {
            Self::Text(words) => Some(words),
            Self::File(file) => file.caption.as_ref(),
            Self::Album(album) => album.caption.as_ref(),
        };
        words.is_some_and(Words::is_marked_up)
    }
}
