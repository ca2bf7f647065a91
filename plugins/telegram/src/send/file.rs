//! One file on its way out: which method of the Bot API shows it best.

use super::markup::Words;
use crate::{
    api::{self, Parameters},
    limits::{PHOTO_BYTES, UPLOAD_BYTES, UPLOAD_TIMEOUT_MS},
    refusal::Refusal,
};
use switchboard_plugin::{
    Host,
    http_types::Part as FormPart,
    serde_json::Value,
    types::{Error, Media, MediaAt, MediaKind, PlatformChat},
};

/// A file, with a text when it carries one.
#[derive(Debug, PartialEq)]
pub struct File {
    /// The host's blob.
    pub blob: String,
    /// How it is shown.
    pub shape: Shape,
    /// Its name.
    pub name: Option<String>,
    /// Its media type.
    pub mime: Option<String>,
    /// The text beside it.
    pub caption: Option<Words>,
}

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Photo,
    Animation,
    Video,
    Audio,
    Voice,
    Document,
}

/// Which files may share an album.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Visual,
    Audio,
    Document,
    Alone,
}

impl Shape {
    /// The method and the field of the call, which is the type's name in albums too.
    fn method(self) -> (&'static str, &'static str) {
        match self {
            Self::Photo => ("sendPhoto", "photo"),
            Self::Animation => ("sendAnimation", "animation"),
            Self::Video => ("sendVideo", "video"),
            Self::Audio => ("sendAudio", "audio"),
            Self::Voice => ("sendVoice", "voice"),
            Self::Document => ("sendDocument", "document"),
        }
    }

    /// The name of the type in albums.
    pub fn name(self) -> &'static str {
        self.method().1
    }
}

impl File {
    /// # Errors
    /// It is not a file of the host, or larger than Telegram takes.
    pub fn new(media: &Media) -> Result<Self, Error> {
        let MediaAt::Blob(blob) = &media.at else {
            let message = "Only files can be sent to Telegram.";
            return Err(Error::unsupported("media.unsupported", message));
        };
        if media.size_bytes.is_some_and(|size| size > UPLOAD_BYTES) {
            let message = "The file is larger than the 50 MB that Telegram takes.";
            return Err(Error::invalid("media.too_big", message));
        }
        Ok(Self {
            blob: blob.clone(),
            shape: shape(media),
            name: media.name.clone(),
            mime: media.mime.clone(),
            caption: None,
        })
    }

    /// Which other files it may share an album with.
    pub fn family(&self) -> Family {
        match self.shape {
            Shape::Photo | Shape::Video => Family::Visual,
            Shape::Audio => Family::Audio,
            Shape::Document => Family::Document,
            Shape::Animation | Shape::Voice => Family::Alone,
        }
    }

    /// The form part that carries its bytes.
    pub fn form_part(&self, field: &str) -> FormPart {
        let name = self.name.clone().unwrap_or_else(|| self.shape.name().to_owned());
        FormPart::blob(field, &self.blob, Some(name), self.mime.clone())
    }

    /// Sends it by itself.
    pub fn send(
        &self,
        host: &dyn Host,
        chat: &PlatformChat,
        mut parameters: Parameters,
        is_plain: bool,
        deadline_ms: u64,
    ) -> Result<Value, Refusal> {
        if let Some(caption) = &self.caption {
            caption.put(&mut parameters, "caption", is_plain);
        }
        let (method, field) = self.shape.method();
        let timeout_ms = api::time_left(host, deadline_ms, UPLOAD_TIMEOUT_MS)?;
        let files = vec![self.form_part(field)];
        api::upload(host, method, chat, parameters, files, timeout_ms)
    }
}

/// Telegram shows only some formats; the rest, and pictures that are too large, are documents.
fn shape(media: &Media) -> Shape {
    let is_photo_size = media.size_bytes.is_none_or(|size| size <= PHOTO_BYTES);
    match (media.kind, media.mime.as_deref().unwrap_or("")) {
        (_, "image/gif") => Shape::Animation,
        (MediaKind::Image | MediaKind::Sticker, "image/jpeg" | "image/png" | "image/webp")
            if is_photo_size =>
        {
            Shape::Photo
        }
        (MediaKind::Video, "video/mp4" | "video/quicktime") => Shape::Video,
        (MediaKind::Voice, "audio/ogg" | "audio/mpeg" | "audio/mp4") => Shape::Voice,
        (MediaKind::Audio, "audio/mpeg" | "audio/mp4") => Shape::Audio,
        _ => Shape::Document,
    }
}
