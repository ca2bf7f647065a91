//! Cuts a draft into parts: neighbouring files of one family into albums, a text that is too long
//! for a caption into a message of its own behind the files.

use super::{
    album::Album,
    file::{Family, File},
    markup::Words,
    part::Part,
};
use crate::limits::{ALBUM_ITEMS, CAPTION_UNITS, TEXT_UNITS};
use switchboard_plugin::{outbound::Draft, types::Error};

/// The parts of a draft, in the order in which they are sent.
///
/// # Errors
/// There is nothing to send, the text is too long, or a file cannot be sent.
pub fn parts(draft: &Draft) -> Result<Vec<Part>, Error> {
    let words = draft.text.as_ref().map(Words::new).filter(|words| !words.is_empty());
    if let Some(words) = &words {
        check_length(words)?;
    }
    let files = draft.media.iter().map(File::new).collect::<Result<Vec<_>, _>>()?;
    if files.is_empty() && words.is_none() {
        return Err(Error::invalid("message.empty", "The message has neither text nor a file."));
    }
    let mut groups = groups(files);
    let has_caption =
        groups.len() == 1 && words.as_ref().is_some_and(|words| words.units() <= CAPTION_UNITS);
    let (mut caption, text) = if has_caption { (words, None) } else { (None, words) };
    let parts = groups.drain(..).map(|mut files| {
        let caption = caption.take();
        match files.len() {
            1 => Part::File(File { caption, ..files.remove(0) }),
            _ => Part::Album(Album { files, caption }),
        }
    });
    Ok(parts.chain(text.map(Part::Text)).collect())
}

fn check_length(words: &Words) -> Result<(), Error> {
    let units = words.units();
    if units <= TEXT_UNITS {
        return Ok(());
    }
    let message =
        format!("The text has {units} characters; Telegram takes {TEXT_UNITS}: shorten it.");
    Err(Error::invalid("text.too_long", message))
}

/// Neighbours of one family stay together, ten at most. A file without a family stays alone.
fn groups(files: Vec<File>) -> Vec<Vec<File>> {
    let mut groups: Vec<Vec<File>> = vec![];
    for file in files {
        let family = file.family();
        match groups.last_mut() {
            Some(group)
                if family != Family::Alone
                    && group.len() < ALBUM_ITEMS
                    && group.last().is_some_and(|last| last.family() == family) =>
            {
                group.push(file);
            }
            _ => groups.push(vec![file]),
        }
    }
    groups
}
