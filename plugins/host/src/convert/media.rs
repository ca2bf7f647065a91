//! Media, identities, chats and messages by reference.

use super::{ContractViolation, bag, id, optional_id, optional_words};
use crate::{bindings::switchboard::plugin::types as guest, limits};
use switchboard_model::connector::{
    Media, MediaAt, MediaKind, PlatformChat, PlatformIdentity, PlatformMessage,
};

pub(crate) fn media_from_guest(media: guest::Media) -> Result<Media, ContractViolation> {
    Ok(Media {
        at: match media.at {
            guest::MediaAt::Platform(token) => {
                MediaAt::Platform(super::words("a media token", token)?)
            }
            guest::MediaAt::Blob(blob) => MediaAt::Blob(id("a blob's id", blob)?),
            guest::MediaAt::Nowhere => MediaAt::Nowhere,
        },
        kind: kind_from_guest(media.kind),
        mime: optional_id("a media type", media.mime.filter(|mime| !mime.is_empty()))?,
        name: optional_words("a file name", media.name)?,
        size_bytes: media.size_bytes,
        caption: optional_words("a caption", media.caption)?,
        extra: bag("a medium's extra", &media.extra)?,
    })
}

fn kind_from_guest(kind: guest::MediaKind) -> MediaKind {
    match kind {
        guest::MediaKind::Image => MediaKind::Image,
        guest::MediaKind::Video => MediaKind::Video,
        guest::MediaKind::Audio => MediaKind::Audio,
        guest::MediaKind::Voice => MediaKind::Voice,
        guest::MediaKind::Sticker => MediaKind::Sticker,
        guest::MediaKind::Location => MediaKind::Location,
        guest::MediaKind::Card => MediaKind::Card,
        guest::MediaKind::File => MediaKind::File,
        guest::MediaKind::Unsupported => MediaKind::Unsupported,
    }
}

pub(super) fn kind_to_guest(kind: MediaKind) -> guest::MediaKind {
    match kind {
        MediaKind::Image => guest::MediaKind::Image,
        MediaKind::Video => guest::MediaKind::Video,
        MediaKind::Audio => guest::MediaKind::Audio,
        MediaKind::Voice => guest::MediaKind::Voice,
        MediaKind::Sticker => guest::MediaKind::Sticker,
        MediaKind::Location => guest::MediaKind::Location,
        MediaKind::Card => guest::MediaKind::Card,
        MediaKind::File => guest::MediaKind::File,
        MediaKind::Unsupported => guest::MediaKind::Unsupported,
    }
}

pub(crate) fn identity_from_guest(
    identity: guest::Identity,
) -> Result<PlatformIdentity, ContractViolation> {
    if identity.aliases.len() > limits::ALIASES_MAX {
        return Err(format!("an identity has at most {} aliases", limits::ALIASES_MAX));
    }
    let aliases = identity
        .aliases
        .into_iter()
        .map(|(kind, alias)| Ok((id("an alias' kind", kind)?, id("an alias", alias)?)))
        .collect::<Result<_, ContractViolation>>()?;
    Ok(PlatformIdentity {
        id: id("an identity's id", identity.id)?,
        aliases,
        name: optional_words("a name", identity.name)?,
        locale: optional_id("a locale", identity.locale.filter(|locale| !locale.is_empty()))?,
        avatar: identity.avatar.map(media_from_guest).transpose()?,
        extra: bag("an identity's extra", &identity.extra)?,
    })
}

pub(super) fn chat_from_guest(
    chat: guest::PlatformChat,
) -> Result<PlatformChat, ContractViolation> {
    Ok(PlatformChat {
        id: id("a chat's id", chat.id)?,
        thread: optional_id("a thread's id", chat.thread)?,
    })
}

pub(super) fn reference_from_guest(
    message: guest::PlatformMessage,
) -> Result<PlatformMessage, ContractViolation> {
    Ok(PlatformMessage {
        chat: chat_from_guest(message.chat)?,
        id: id("a message's id", message.id)?,
        part: optional_id("a part's id", message.part)?,
    })
}
