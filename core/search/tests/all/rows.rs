//! The plainest rows of each table.

use crate::world::WORD;
use serde_json::json;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::chat::{Chat, ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::connector::TextFormat;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::message::Message;
use switchboard_model::note::{Note, NoteKind};
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::{
    AuthorKind, ChannelId, ChatId, ContactId, MessageId, NoteId, OperatorId, TeamId,
};
use switchboard_store::{
    StoreError, Transaction, channel, contact, identity, message, note, operator, role, team,
};

pub fn add_team(transaction: &mut Transaction<'_>, number: usize) -> Result<TeamId, StoreError> {
    let (team_id, created_at) = (transaction.id(), transaction.now());
    let name = format!("team {number}");
    let row = Team {
        team_id,
        key: format!("team-{number}"),
        name,
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        deleted_at: None,
        version: 1,
        created_at,
    };
    team::insert(transaction, &row)?;
    Ok(team_id)
}

pub fn add_channel(
    transaction: &mut Transaction<'_>,
    number: usize,
) -> Result<ChannelId, StoreError> {
    let (channel_id, now) = (transaction.id(), transaction.now());
    let row = Channel {
        channel_id,
        plugin: WEB_PLUGIN.to_owned(),
        key: format!("key{number}"),
        name: format!("channel {number}"),
        state: ChannelState::Active,
        state_reason: None,
        settings: json!({}),
        account: None,
        team_id: None,
        is_polled: false,
        poll_cursor: None,
        reopen_within_ms: None,
        schedule_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    channel::insert(transaction, &row)?;
    Ok(channel_id)
}

pub fn add_role(transaction: &mut Transaction<'_>) -> Result<Role, StoreError> {
    let row = Role {
        role_id: transaction.id(),
        name: "generated".to_owned(),
        is_built_in: false,
        permissions: Vec::new(),
        is_totp_required: false,
        version: 1,
    };
    role::insert(transaction, &row)?;
    Ok(row)
}

pub fn add_operator(
    transaction: &mut Transaction<'_>,
    role: &Role,
    number: usize,
) -> Result<OperatorId, StoreError> {
    let (operator_id, now) = (transaction.id(), transaction.now());
    let row = Operator {
        operator_id,
        email: format!("operator{number}@example.org"),
        name: format!("operator {number}"),
        role_id: role.role_id,
        is_active: true,
        avatar_sha256: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    operator::insert(transaction, &row)?;
    Ok(operator_id)
}

pub fn add_contact(transaction: &mut Transaction<'_>) -> Result<ContactId, StoreError> {
    let row = plain_contact(transaction);
    contact::insert(transaction, &row)?;
    Ok(row.contact_id)
}

/// A contact that is not stored yet.
pub fn plain_contact(transaction: &mut Transaction<'_>) -> Contact {
    let (contact_id, now) = (transaction.id(), transaction.now());
    Contact {
        contact_id,
        name: WORD.to_owned(),
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: json!({}),
        is_verified: false,
        is_blocked: false,
        united_into_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub fn add_identity(
    transaction: &mut Transaction<'_>,
    contact_id: ContactId,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<Identity, StoreError> {
    let now = transaction.now();
    let row = Identity {
        identity_id: transaction.id(),
        contact_id,
        first_contact_id: contact_id,
        channel_id,
        platform_id: platform_id.to_owned(),
        name: None,
        username: None,
        locale: None,
        verified: None,
        is_reachable: true,
        created_at: now,
        updated_at: now,
    };
    identity::insert_or_ignore(transaction, &row)?;
    Ok(row)
}

/// A chat of nobody that is not stored yet.
pub fn plain_chat(transaction: &mut Transaction<'_>, identity: &Identity, number: i64) -> Chat {
    let (chat_id, now) = (transaction.id(), transaction.now());
    Chat {
        chat_id,
        number,
        channel_id: identity.channel_id,
        contact_id: identity.contact_id,
        identity_id: identity.identity_id,
        platform_chat: identity.platform_id.clone(),
        platform_thread: None,
        reply_context: json!({}),
        subject: None,
        language: None,
        round: 1,
        status: ChatStatus::New,
        waiting_on: WaitingOn::Nobody,
        waiting_since: None,
        priority: ChatPriority::Normal,
        escalation_level: 0,
        snoozed_until: None,
        is_snooze_kept: false,
        operator_id: None,
        team_id: None,
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
    }
}

pub fn add_message(
    transaction: &mut Transaction<'_>,
    chat: &Chat,
    body: &str,
) -> Result<MessageId, StoreError> {
    let message_id = transaction.id();
    let row = Message {
        message_id,
        chat_id: chat.chat_id,
        position: message_id.0,
        author_kind: AuthorKind::Contact,
        author_id: Some(chat.contact_id.0),
        identity_id: None,
        client_mutation_id: None,
        template_id: None,
        body: body.to_owned(),
        format: TextFormat::Plain,
        quoted_message_id: None,
        quoted_text: None,
        extra: json!({}),
        platform_order: None,
        platform_at: None,
        edited_at: None,
        deleted_at: None,
        version: 1,
        created_at: transaction.now(),
    };
    message::insert(transaction, &row)?;
    Ok(message_id)
}

pub fn add_note(
    transaction: &mut Transaction<'_>,
    chat_id: Option<ChatId>,
    contact_id: ContactId,
    operator_id: OperatorId,
    body: &str,
) -> Result<NoteId, StoreError> {
    let (note_id, now) = (transaction.id(), transaction.now());
    let row = Note {
        note_id,
        chat_id,
        contact_id,
        operator_id: Some(operator_id),
        rule_id: None,
        kind: NoteKind::Plain,
        body: body.to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    note::insert(transaction, &row)?;
    Ok(note_id)
}
