//! Cuts a draft into parts: neighbouring files that may share a call together, a text that is too
//! long to stand beside them behind them.

use crate::{
    outbound::Draft,
    text::{OutgoingText, Unit},
    types::{Error, Media, MediaAt, TextFormat},
};

/// What one call carries: files, a text, or files with a text beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Files of the host, in order.
    pub files: Vec<Media>,
    /// The text, beside the first file if there is one.
    pub text: Option<OutgoingText>,
    /// How many messages it becomes in the chat.
    pub messages: usize,
}

/// What one call of a platform can carry. The numbers are those of the manifest
/// ([`manifest_limit!`](crate::manifest_limit)).
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    /// What the platform counts in a text.
    pub unit: Unit,
    /// The formats that it can read; see [`OutgoingText::new`].
    pub formats: &'static [TextFormat],
    /// Longest text of a message, in units.
    pub text_units: usize,
    /// Longest text beside files, in units; 0 where files carry none.
    pub caption_units: usize,
    /// What becomes of a longer text.
    pub long_text: LongText,
    /// Most files of one call.
    pub files: usize,
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Whether the files of one call are one message in the chat, and not one each.
    pub is_one_message: bool,
}

/// What becomes of a text that is longer than a message may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongText {
    /// It is refused, and the operator shortens it.
    Refuse,
    /// It goes out as several messages.
    Split,
}

impl Calls {
    /// The parts of a draft, in the order in which they are sent. `group` says which neighbouring
    /// files may share a call: those of the same group; a file without one stays alone.
    ///
    /// `invalid` when there is nothing to send, the text is too long or a file too large;
    /// `unsupported` for a medium that is no file.
    pub fn plan<G: PartialEq>(
        &self,
        draft: &Draft,
        group: impl Fn(&Media) -> Option<G>,
    ) -> Result<Vec<Part>, Error> {
        let text = draft.text.as_ref().map(|text| OutgoingText::new(text, self.formats));
        let text = text.filter(|text| !text.is_empty());
        draft.media.iter().try_for_each(|medium| self.check_file(medium))?;
        let mut parts = self.files(&draft.media, group);
        match text {
            None if parts.is_empty() => {
                let message = "The message has neither text nor a file: write something.";
                return Err(Error::invalid("message.empty", message));
            }
            None => {}
            Some(text) if parts.len() == 1 && text.length(self.unit) <= self.caption_units => {
                parts[0].text = Some(text);
            }
            Some(text) => parts.extend(self.texts(text)?),
        }
        Ok(parts)
    }

    /// Refuses a text of more than `most` units, such as the new text of a message.
    pub fn check_length(&self, text: &OutgoingText, most: usize) -> Result<(), Error> {
        let units = text.length(self.unit);
        if units <= most {
            return Ok(());
        }
        let message = format!("The text has {units} characters and may have {most}: shorten it.");
        Err(Error::invalid("text.too_long", message))
    }

    fn texts(&self, text: OutgoingText) -> Result<impl Iterator<Item = Part>, Error> {
        let texts = match self.long_text {
            _ if text.length(self.unit) <= self.text_units => vec![text],
            LongText::Split => text.split(self.unit, self.text_units),
            LongText::Refuse => {
                self.check_length(&text, self.text_units)?;
                vec![text]
            }
        };
        let part = |text| Part { files: vec![], text: Some(text), messages: 1 };
        Ok(texts.into_iter().map(part))
    }

    fn check_file(&self, medium: &Media) -> Result<(), Error> {
        if !matches!(medium.at, MediaAt::Blob(_)) {
            let message = "Only files can be sent on this channel.";
            return Err(Error::unsupported("media.unsupported", message));
        }
        if medium.size_bytes.is_some_and(|size| size > self.file_bytes) {
            let most = self.file_bytes >> 20;
            let message = format!("The file is larger than {most} MB: send a smaller one.");
            return Err(Error::invalid("media.too_big", message));
        }
        Ok(())
    }

    fn files<G: PartialEq>(
        &self,
        files: &[Media],
        group: impl Fn(&Media) -> Option<G>,
    ) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![];
        for file in files {
            let (own, last) = (group(file), parts.last_mut());
            let is_neighbour = |part: &&mut Part| {
                own.is_some() && part.files.len() < self.files && group(&part.files[0]) == own
            };
            match last.filter(is_neighbour) {
                Some(part) => part.files.push(file.clone()),
                None => parts.push(Part { files: vec![file.clone()], text: None, messages: 1 }),
            }
        }
        for part in parts.iter_mut().filter(|_| !self.is_one_message) {
            part.messages = part.files.len();
        }
        parts
    }
}
