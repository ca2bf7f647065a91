//! What events and audit lines are about. Each noun says once which kind of subject it is, and to what
//! it belongs: that decides who may see its events.

use crate::setting::Settings;
use switchboard_model::attachment::Attachment;
use switchboard_model::channel::Channel;
use switchboard_model::chat::{Chat, CloseReason};
use switchboard_model::contact::Contact;
use switchboard_model::delivery::Delivery;
use switchboard_model::event::SubjectKind;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::session::SessionOwner;
use switchboard_model::{
    AttachmentId, ChannelId, ChatId, CloseReasonId, ContactId, DeliveryId, InboundRequestId,
    MessageId, NoteId, OperatorId, RoleId, TeamId,
};

/// To what a subject belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BelongsTo {
    pub(crate) chat_id: Option<ChatId>,
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

macro_rules! ids {
    ($($id:ident: $kind:ident),+ $(,)?) => { $(
        impl Subject for $id {
            fn subject(&self) -> (SubjectKind, i64) {
                (SubjectKind::$kind, self.0)
            }
        }
    )+ };
}

ids! {
    AttachmentId: Attachment, ChannelId: Channel, ChatId: Chat, CloseReasonId: CloseReason,
    ContactId: Contact, DeliveryId: Delivery, InboundRequestId: InboundRequest, MessageId: Message,
    NoteId: Note, OperatorId: Operator, RoleId: Role, TeamId: Team,
}

macro_rules! nouns {
    ($($noun:ident.$id:ident $(in |$this:ident| { $($of:ident: $value:expr),+ })?;)+) => { $(
        impl Subject for $noun {
            fn subject(&self) -> (SubjectKind, i64) {
                self.$id.subject()
            }

            $(fn belongs_to(&self) -> BelongsTo {
                let $this = self;
                BelongsTo { $($of: Some($value),)+ ..BelongsTo::default() }
            })?
        }
    )+ };
}

nouns! {
    Attachment.attachment_id;
    Channel.channel_id in |channel| { channel_id: channel.channel_id };
    CloseReason.close_reason_id;
    Contact.contact_id in |contact| { contact_id: contact.contact_id };
    Delivery.delivery_id;
    Message.message_id;
    Note.note_id in |note| { contact_id: note.contact_id };
    Operator.operator_id;
    Role.role_id;
    Team.team_id;
}

impl Subject for Chat {
    fn subject(&self) -> (SubjectKind, i64) {
        self.chat_id.subject()
    }

    fn belongs_to(&self) -> BelongsTo {
        BelongsTo {
            chat_id: Some(self.chat_id),
            contact_id: Some(self.contact_id),
            channel_id: Some(self.channel_id),
        }
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
            Self::Visitor(id, _) => id.subject(),
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
