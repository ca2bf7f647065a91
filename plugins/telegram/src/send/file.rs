//! One file on its way out: which method of the Bot API shows it best.

use crate::limits::PHOTO_BYTES;
use switchboard_plugin::{
    http_types::Part as FormPart,
    types::{Media, MediaAt, MediaKind},
};

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
pub enum Album {
    Visual,
    Audio,
    Documents,
}

impl Shape {
    /// The method that sends it by itself, and that method's field for the file, which is the type's
    /// name in albums too.
    pub fn method(self) -> (&'static str, &'static str) {
        match self {
            Self::Photo => ("sendPhoto", "photo"),
            Self::Animation => ("sendAnimation", "animation"),
            Self::Video => ("sendVideo", "video"),
            Self::Audio => ("sendAudio", "audio"),
            Self::Voice => ("sendVoice", "voice"),
            Self::Document => ("sendDocument", "document"),
        }
    }
}

/// The album that a file may share with its neighbours.
pub fn album(file: &Media) -> Option<Album> {
    match shape(file) {
        Shape::Photo | Shape::Video => Some(Album::Visual),
        Shape::Audio => Some(Album::Audio),
        Shape::Document => Some(Album::Documents),
        Shape::Animation | Shape::Voice => None,
    }
}

/// The form part that carries a file's bytes, which the host streams.
pub fn form_part(file: &Media, field: &str) -> FormPart {
    let name = file.name.clone().unwrap_or_else(|| shape(file).method().1.to_owned());
    let blob = match &file.at {
        MediaAt::Blob(blob) => blob.as_str(),
        MediaAt::Platform(_) | MediaAt::Nowhere => "",
    };
    FormPart::blob(field, blob, Some(name), file.mime.clone())
}

/// Telegram shows only some formats; the rest, and pictures that are too large, are documents.
pub fn shape(file: &Media) -> Shape {
    let is_photo_size = file.size_bytes.is_none_or(|size| size <= PHOTO_BYTES);
    match (file.kind, file.mime.as_deref().unwrap_or("")) {
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
