//! What events and audit lines are about, and to what that belongs: it decides who may see them. Nouns say
//! it by `noun!`; here stand what is no noun and what is made of several.

use crate::setting::Settings;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::event::SubjectKind;
use switchboard_model::session::SessionOwner;
use switchboard_model::{ChannelId, ChatId, ContactId, InboundRequestId};

/// To what a subject belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BelongsTo {
    pub(crate) chat_id: Option<ChatId>,
    /// The round that the chat is in.
    pub(crate) round: Option<i64>,
    pub(crate) contact_id: Option<ContactId>,
    pub(crate) channel_id: Option<ChannelId>,
}

/// What an event or an audit line is about.
pub trait Subject {
    /// Its kind and id.
    fn subject(&self) -> (SubjectKind, i64);

    /// To what it belongs.
    fn belongs_to(&self) -> BelongsTo {
        BelongsTo::default()
    }
}

impl Subject for InboundRequestId {
    fn subject(&self) -> (SubjectKind, i64) {
        (SubjectKind::InboundRequest, self.0)
    }
}

impl Subject for Settings {
    fn subject(&self) -> (SubjectKind, i64) {
        (SubjectKind::Setting, 0)
    }
}

impl Subject for SessionOwner {
    fn subject(&self) -> (SubjectKind, i64) {
        match self {
            Self::Operator(id) => id.subject(),
            Self::Visitor(visitor) => visitor.contact_id.subject(),
        }
    }
}

impl<T: Subject> Subject for &T {
    fn subject(&self) -> (SubjectKind, i64) {
        T::subject(self)
    }

    fn belongs_to(&self) -> BelongsTo {
        T::belongs_to(self)
    }
}

/// Something in a chat belongs to whatever the chat does.
impl<T: Subject> Subject for (&Chat, T) {
    fn subject(&self) -> (SubjectKind, i64) {
        self.1.subject()
    }

    fn belongs_to(&self) -> BelongsTo {
        self.0.belongs_to()
    }
}

/// Something that belongs to whatever a contact does.
impl<T: Subject> Subject for (&Contact, T) {
    fn subject(&self) -> (SubjectKind, i64) {
        self.1.subject()
    }

    fn belongs_to(&self) -> BelongsTo {
        self.0.belongs_to()
    }
}

/// Something that stands in a chat or alone.
impl<T: Subject> Subject for (Option<&Chat>, T) {
    fn subject(&self) -> (SubjectKind, i64) {
        self.1.subject()
    }

    fn belongs_to(&self) -> BelongsTo {
        self.0.map_or_else(|| self.1.belongs_to(), Subject::belongs_to)
    }
}

/// Something on a channel.
impl<T: Subject> Subject for (ChannelId, T) {
    fn subject(&self) -> (SubjectKind, i64) {
        self.1.subject()
    }

    fn belongs_to(&self) -> BelongsTo {
        BelongsTo { channel_id: Some(self.0), ..self.1.belongs_to() }
    }
}
