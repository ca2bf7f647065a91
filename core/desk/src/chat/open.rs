//! Begins a chat from an operator's side, so that a contact without an open one can be written to.

use super::reopen::reopen_locked;
use crate::admin::clean_name;
use crate::event::{self, Subject};
use crate::{Context, Desk, DeskError, Done, access, admin, audit};
use serde_json::json;
use switchboard_model::channel::Channel;
use switchboard_model::chat::{Chat, ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::connector::PlatformChat;
use switchboard_model::contact::Identity;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::{IdentityId, Right, TeamId};
use switchboard_store::{Lane, StoreError, Transaction, channel, chat, dialect, identity, team};

/// Whom to write to.
#[derive(Clone, Debug)]
pub struct OpenInput {
    /// The contact's address; its channel carries the chat.
    pub identity_id: IdentityId,
    /// The team it belongs to; none: the channel's.
    pub team_id: Option<TeamId>,
    /// A title.
    pub subject: Option<String>,
}

/// Opens the chat of an identity: an open one is returned as it is, a closed one is reopened.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right
pub async fn open(
    desk: &Desk,
    context: &Context,
    input: OpenInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    let subject = match &input.subject {
        Some(subject) => Some(clean_name("subject", subject)?),
        None => None,
    };
    desk.command(context, Lane::Key(input.identity_id.0.cast_unsigned()), move |transaction| {
        let identity = identity::get(transaction, input.identity_id)?;
        access::contact_for_read(transaction, &actor, identity.contact_id)?;
        admin::require(&actor, Right::ChatReply)?;
        let found =
            chat::find_current_of_identity(transaction, identity.identity_id, identity.contact_id)?;
        if let Some(found) = found {
            let mut chat = access::chat_for_reply(transaction, &actor, found.chat_id)?.into_chat();
            if !chat.status.is_open() {
                reopen_locked(transaction, &mut chat, author)?;
                record(transaction, &audited, &chat)?;
            }
            return Ok(chat);
        }
        let channel = channel::get(transaction, identity.channel_id)?;
        if let Some(team_id) = input.team_id
            && team::find(transaction, team_id)?.is_none()
        {
            return Err(DeskError::invalid("teamId", "no team has this id"));
        }
        let place = PlatformChat { id: identity.platform_id.clone(), thread: None };
        let mut chat = new_chat(transaction, &channel, &identity, place)?;
        chat.team_id = input.team_id.or(chat.team_id);
        chat.subject = subject.clone();
        if !chat::insert_or_ignore(transaction, &chat)? {
            return Err(DeskError::conflict(
                "another contact writes in this chat of the platform: go on there",
            ));
        }
        let detail = EventDetail::default();
        event::append(transaction, author, EventKind::ChatOpened, Subject::chat(&chat), detail)?;
        record(transaction, &audited, &chat)?;
        Ok(chat)
    })
    .await
}

fn record(
    transaction: &mut Transaction<'_>,
    context: &Context,
    chat: &Chat,
) -> Result<(), StoreError> {
    let subject = (SubjectKind::Chat, chat.chat_id.0);
    audit::record(transaction, context, "chat.open", subject, None, None)
}

/// A chat that nobody has written in yet; not stored.
pub(crate) fn new_chat(
    transaction: &mut Transaction<'_>,
    channel: &Channel,
    identity: &Identity,
    place: PlatformChat,
) -> Result<Chat, StoreError> {
    let now = transaction.now();
    Ok(Chat {
        chat_id: transaction.id(),
        number: dialect::next_chat_number(transaction)?,
        channel_id: channel.channel_id,
        contact_id: identity.contact_id,
        identity_id: identity.identity_id,
        platform_chat: place.id,
        platform_thread: place.thread,
        reply_context: json!({}),
        subject: None,
        status: ChatStatus::New,
        waiting_on: WaitingOn::Nobody,
        waiting_since: None,
        priority: ChatPriority::Normal,
        operator_id: None,
        team_id: channel.team_id,
        last_message_id: None,
        last_message_at: now,
        inbound_count: 0,
        reason_id: None,
        closed_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}
