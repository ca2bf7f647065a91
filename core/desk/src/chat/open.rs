//! Begins a chat from an operator's side, so that a contact without an open one can be written to.

use super::reopen::reopen_locked;
use crate::check::{check_team, clean_name};
use crate::visitor::identity_of_visit;
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::channel::Channel;
use switchboard_model::chat::{Chat, ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::connector::PlatformChat;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{IdentityId, Permission, TeamId, VisitId, locale};
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, chat, chat_route, contact, dialect, identity, visit,
};

/// Whom to write to.
#[derive(Clone, Debug)]
pub struct OpenInput {
    /// The contact's address; its channel carries the chat.
    pub identity_id: Option<IdentityId>,
    /// The visit of the web chat that it begins from, instead of an address.
    pub visit_id: Option<VisitId>,
    /// The team it belongs to; none: the channel's.
    pub team_id: Option<TeamId>,
    /// A title.
    pub subject: Option<String>,
}

command!(open: open_in(&OpenInput) -> Chat,
    in |input| Lane::Key(of_whom(input).cast_unsigned()));

fn of_whom(input: &OpenInput) -> i64 {
    let identity = input.identity_id.map(|id| id.0);
    identity.or(input.visit_id.map(|id| id.0)).unwrap_or_default()
}

/// Opens the chat of an identity, which may be at home elsewhere, or of the visitor whom a visit is of: an open
/// one is returned as it is, a closed one is reopened.
///
/// # Errors
/// `NotFound` for a contact or visit that is not visible, `Denied` without the permission, `Invalid` for the
/// title or the team, and for both of identity and visit or none, `Conflict` when another contact writes in
/// this chat of the platform, for a new chat where the customer cannot be reached, and for a visitor who has
/// not agreed to be recorded.
pub fn open_in(command: &mut Command<'_>, input: &OpenInput) -> Result<Chat> {
    let subject = input.subject.as_deref();
    let subject = subject.map(|subject| clean_name("subject", subject)).transpose()?;
    match (input.identity_id, input.visit_id) {
        (Some(id), None) => {
            let identity = identity::get(command, id)?;
            command.contact_for_read(identity.contact_id)?;
            command.require(Permission::ChatReply)?;
            open_of(command, input, subject, &identity)
        }
        (None, Some(id)) => {
            let identity = identity_of_visit(command, id)?;
            let chat = open_of(command, input, subject, &identity)?;
            visit::set_chat(command, id, chat.chat_id)?;
            let whose = (identity.channel_id, identity.platform_id);
            command.sets_chat_of_visit(whose, chat.chat_id);
            Ok(chat)
        }
        _ => Err(DeskError::invalid("identityId", "pass either this or visitId")),
    }
}

fn open_of(
    command: &mut Command<'_>,
    input: &OpenInput,
    subject: Option<String>,
    identity: &Identity,
) -> Result<Chat> {
    let (id, contact_id) = (identity.identity_id, identity.contact_id);
    // Also where the chat is there and keeps its own.
    check_team(command, input.team_id)?;
    let found = match chat::find_current_of_identity(command, id, contact_id)? {
        Some(found) => Some(found.chat_id),
        None => chat_route::chat_of_identity(command, id)?,
    };
    if let Some(found) = found {
        let mut chat = command.chat_for_reply(found)?.into_chat();
        if !chat.status.is_open() {
            reopen_locked(command, &mut chat)?;
            command.audit("chat.open", &chat, None, None)?;
        }
        return Ok(chat);
    }
    if !identity.is_reachable {
        return Err(DeskError::conflict(
            "the customer takes nothing on this channel any more: write to them on another one",
        ));
    }
    let channel = command.channel_to_write(identity.channel_id)?;
    let place = PlatformChat { id: identity.platform_id.clone(), thread: None };
    let identity = IdentityForChat::locked(command, id)?;
    if chat_route::chat_of_identity(command, id)?.is_some() {
        // A colleague has made a route to it a moment ago.
        return Err(StoreError::Busy.into());
    }
    let contact = contact::get(command, contact_id)?;
    let mut chat = new_chat(command, &channel, (&contact, &identity), place)?;
    chat.team_id = input.team_id.or(chat.team_id);
    chat.subject = subject;
    if !chat::insert_or_ignore(command, &chat)? {
        return Err(DeskError::conflict(
            "another contact writes in this chat of the platform: go on there",
        ));
    }
    command.record((EventKind::ChatOpened, "chat.open"), &chat, EventDetail::default())?;
    Ok(chat)
}

/// An identity that stays with its contact until the commit: its row is locked, or nobody else sees it yet. A
/// chat that was opened without that could come to be under a contact that was just pulled into another.
pub(crate) struct IdentityForChat(Identity);

impl IdentityForChat {
    /// One that was there before, as it is now.
    pub(crate) fn locked(
        connection: &mut DatabaseConnection,
        id: IdentityId,
    ) -> Result<Self, StoreError> {
        Ok(Self(identity::lock(connection, id)?))
    }

    /// One that this transaction has made.
    pub(crate) fn just_made(identity: Identity) -> Self {
        Self(identity)
    }
}

/// A chat that nobody has written in yet; not stored.
pub(crate) fn new_chat(
    command: &mut Command<'_>,
    channel: &Channel,
    (contact, IdentityForChat(identity)): (&Contact, &IdentityForChat),
    place: PlatformChat,
) -> Result<Chat, StoreError> {
    let now = command.now();
    let language = language_of(command, contact, identity);
    Ok(Chat {
        chat_id: command.id(),
        number: dialect::next_chat_number(command)?,
        channel_id: channel.channel_id,
        contact_id: identity.contact_id,
        identity_id: identity.identity_id,
        platform_chat: place.id,
        platform_thread: place.thread,
        reply_context: json!({}),
        subject: None,
        language,
        round: 1,
        status: ChatStatus::New,
        waiting_on: WaitingOn::Nobody,
        waiting_since: None,
        priority: ChatPriority::Normal,
        escalation_level: 0,
        snoozed_until: None,
        is_snooze_kept: false,
        operator_id: None,
        team_id: channel.team_id,
        last_message_id: None,
        last_author_kind: None,
        last_message_at: now,
        inbound_count: 0,
        draft_count: 0,
        close_reason_id: None,
        closed_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// The language that a customer is likely to speak: what the platform has told, else what is known of them, else their
/// browser's.
fn language_of(command: &Command<'_>, contact: &Contact, identity: &Identity) -> Option<String> {
    let mut known = [&identity.locale, &contact.locale].into_iter().flatten();
    let whose = || (identity.channel_id, identity.platform_id.clone());
    known.find_map(|tag| locale::canonical(tag)).or_else(|| command.language_of_visit(&whose()))
}
