//! The one door to what a visitor does: may they act now, and which contact and chat are theirs. Every
//! command of visitors that changes or tells something begins here; what only reads asks `chat_of`.

use super::chat_of::{address, is_at};
use super::consent::may_record;
use super::profile::{Profile, ensure, identity_of};
use crate::channel::web::WebSettings;
use crate::{Command, DeskError, Result};
use switchboard_model::actor::VisitorActor;
use switchboard_model::attachment::Attachment;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::{Actor, AuthorKind, ChatId};
use switchboard_store::{DatabaseConnection, StoreError, channel, chat, identity};

/// A visitor who may act now: their channel is at work and no operator has blocked them.
pub(crate) struct ActingVisitor {
    /// Who they are.
    pub(super) actor: VisitorActor,
    /// Where they are.
    pub(super) channel: Channel,
    /// The channel's settings.
    pub(super) settings: WebSettings,
    /// Their address on the channel, with the contact behind it; none before an anonymous one's first
    /// message.
    pub(super) known: Option<(Identity, Contact)>,
}

impl ActingVisitor {
    /// The actor, as they may act in this transaction.
    ///
    /// # Errors
    /// `Forbidden` for an actor that is no visitor, a blocked contact, and one whom the page has to sign in
    /// first; `Conflict` when the channel is not at work.
    pub(crate) fn now(connection: &mut DatabaseConnection, actor: &Actor) -> Result<Self> {
        Self::of(connection, visitor_of(actor)?.clone())
    }

    fn of(connection: &mut DatabaseConnection, actor: VisitorActor) -> Result<Self> {
        let channel = channel::get(connection, actor.channel_id)?;
        let settings = WebSettings::read(&channel.settings)?;
        check_at_work(&channel)?;
        let known = identity_of(connection, &actor)?;
        match &known {
            Some((_, contact)) if contact.is_blocked => Err(blocked()),
            None if settings.is_identity_required => Err(DeskError::forbidden(
                "this chat needs a signed-in visitor: pass the page's identity token",
            )),
            _ => Ok(Self { actor, channel, settings, known }),
        }
    }

    /// Has the host page vouched for who they are.
    pub(super) fn is_verified(&self) -> bool {
        self.known.as_ref().is_some_and(|(identity, _)| identity.verified.is_some())
    }

    /// Have they agreed to be recorded, where that is asked.
    pub(super) fn has_agreed(
        &self,
        connection: &mut DatabaseConnection,
    ) -> Result<bool, StoreError> {
        let VisitorActor { channel_id, platform_id, .. } = &self.actor;
        may_record(connection, &self.settings, *channel_id, platform_id)
    }

    /// Before they have agreed to be recorded, where that is asked, nothing is stored of them.
    ///
    /// # Errors
    /// `Forbidden`.
    pub(super) fn check_agreed(&self, connection: &mut DatabaseConnection) -> Result<()> {
        if self.has_agreed(connection)? {
            return Ok(());
        }
        Err(DeskError::forbidden("agree to what this chat asks for first: consentSet"))
    }

    /// Where they write: the id of their address on the channel.
    pub(super) fn place(&self) -> PlatformChat {
        PlatformChat { id: self.actor.platform_id.clone(), thread: None }
    }

    /// Their chat in which something was said last; none before the first message.
    pub(crate) fn chat(&self, connection: &mut DatabaseConnection) -> Result<Option<Chat>> {
        match &self.known {
            Some((identity, contact)) => Ok(chat::find_current_of_identity(
                connection,
                identity.identity_id,
                contact.contact_id,
            )?),
            None => Ok(None),
        }
    }

    /// The one of their chats that is asked for; without an id as [`Self::chat`].
    ///
    /// # Errors
    /// `NotFound` for a chat that is not theirs.
    pub(super) fn chat_asked(
        &self,
        connection: &mut DatabaseConnection,
        id: Option<ChatId>,
    ) -> Result<Option<Chat>> {
        let Some(id) = id else { return self.chat(connection) };
        let found = chat::find(connection, id)?.filter(|chat| self.has(chat));
        found.map(Some).ok_or(DeskError::NotFound)
    }

    /// Is this chat theirs.
    pub(super) fn has(&self, chat: &Chat) -> bool {
        self.known.as_ref().is_some_and(|(identity, _)| is_at(chat, address(identity)))
    }

    /// Their contact with what they tell of themselves; made where there is none yet.
    pub(super) fn ensure_contact(
        &self,
        command: &mut Command<'_>,
        told: &Profile,
    ) -> Result<Contact> {
        ensure(command, &self.actor, told)
    }
}

/// The visitor who acts: for what they do beside their chat.
pub(super) fn visitor_of(actor: &Actor) -> Result<&VisitorActor> {
    match actor {
        Actor::Visitor(visitor) => Ok(visitor),
        Actor::Operator(_) | Actor::Rule(_) | Actor::System => {
            Err(DeskError::forbidden("only visitors of the web chat can do this: start a visit"))
        }
    }
}

/// May the sender of a file go on with it: of a visitor, whether they may act now.
pub(crate) fn may_send_file(connection: &mut DatabaseConnection, file: &Attachment) -> Result<()> {
    if file.author_kind != AuthorKind::Contact {
        return Ok(());
    }
    let own = chat::get(connection, file.chat_id)?;
    let platform_id = identity::get(connection, own.identity_id)?.platform_id;
    let (channel_id, contact_id) = (own.channel_id, own.contact_id);
    let actor = VisitorActor { channel_id, platform_id, contact_id };
    ActingVisitor::of(connection, actor).map(|_| ())
}

/// Is the channel there for visitors at all.
pub(super) fn check_at_work(channel: &Channel) -> Result<()> {
    if channel.state == ChannelState::Active {
        return Ok(());
    }
    Err(DeskError::conflict("this chat is closed for now: try again later"))
}

/// What somebody hears whom an operator has blocked.
pub(super) fn blocked() -> DeskError {
    DeskError::forbidden("you cannot write in this chat")
}
