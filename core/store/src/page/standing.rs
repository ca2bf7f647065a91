//! Where chats stand, as far as lists and counts ask: the rows for those who keep lists in memory.

use super::statement::numbers;
use crate::schema::{
    chat_examples, chat_labels, chat_reads, chat_references, chats, contacts, participants,
};
use crate::{DatabaseConnection, Result, dialect::direct};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::HashMap;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::{
    ChannelId, ChatId, CloseReasonId, ContactId, LabelId, OperatorId, ReferenceKindId, TeamId,
    Timestamp, locale,
};

/// Where a chat stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What its own row says.
    pub chat: StandingRow,
    /// Who takes part in it now.
    pub participants: Vec<OperatorId>,
    /// Its labels.
    pub labels: Vec<LabelId>,
    /// Who has read all that the customer wrote; nobody of one who wrote nothing.
    pub readers: Vec<OperatorId>,
    /// Of which kinds the company's objects are that it is about.
    pub reference_kinds: Vec<ReferenceKindId>,
    /// Is it an example for colleagues.
    pub is_example: bool,
    /// The role of its contact.
    pub role: Option<String>,
    /// The language that is spoken in it, or else its contact's, as filters ask for it.
    pub language: Option<String>,
}

/// What a chat's own row says of where it stands.
#[derive(Clone, Debug, PartialEq, Eq, HasQuery)]
#[diesel(table_name = chats)]
pub struct StandingRow {
    /// The id.
    pub chat_id: ChatId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The channel it came through.
    pub channel_id: ChannelId,
    /// Where it stands.
    pub status: ChatStatus,
    /// Whom it waits for.
    pub waiting_on: WaitingOn,
    /// Since when.
    pub waiting_since: Option<Timestamp>,
    /// How urgent it is.
    pub priority: ChatPriority,
    /// How far it was escalated.
    pub escalation_level: i64,
    /// Until when it is put aside, while it is.
    pub snoozed_until: Option<Timestamp>,
    /// The operator it is assigned to.
    pub operator_id: Option<OperatorId>,
    /// The team it belongs to.
    pub team_id: Option<TeamId>,
    /// When the newest public message was stored.
    pub last_message_at: Timestamp,
    /// How many messages the customer has written.
    pub inbound_count: i64,
    /// The language that is spoken in it, where it is known.
    pub language: Option<String>,
    /// Why it was closed, while it is.
    pub close_reason_id: Option<CloseReasonId>,
    /// Since when it is closed.
    pub closed_at: Option<Timestamp>,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// The next chats behind an id.
pub fn after(
    connection: &mut DatabaseConnection,
    after: ChatId,
    limit: i64,
) -> Result<Vec<Standing>> {
    let rows: Vec<StandingRow> = direct!(connection => StandingRow::query()
        .filter(chats::chat_id.gt(after))
        .filter(chats::deleted_at.is_null())
        .order(chats::chat_id)
        .limit(limit)
        .load(connection))?;
    let Some(last) = rows.last() else { return Ok(Vec::new()) };
    let among = format!("chat_id > {} AND chat_id <= {}", after.0, last.chat_id.0);
    with_rest(connection, rows, &among)
}

/// Those of these chats that are there.
pub fn of_chats(connection: &mut DatabaseConnection, ids: &[ChatId]) -> Result<Vec<Standing>> {
    let among = format!("chat_id IN ({})", numbers(ids.iter().map(|id| id.0)));
    let rows: Vec<StandingRow> = direct!(connection => StandingRow::query()
        .filter(sql::<Bool>(&among))
        .filter(chats::deleted_at.is_null())
        .order(chats::chat_id)
        .load(connection))?;
    with_rest(connection, rows, &among)
}

/// The chats of these contacts.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<ChatId>> {
    let among = format!("contact_id IN ({})", numbers(contact_ids.iter().map(|id| id.0)));
    let ids = chats::table.filter(sql::<Bool>(&among)).select(chats::chat_id);
    let ids: Vec<ChatId> = direct!(connection => ids.load(connection))?;
    Ok(ids)
}

/// The rows, in the order of their ids, with what hangs on them; `among` is the condition on columns of chat
/// ids that keeps that.
fn with_rest(
    connection: &mut DatabaseConnection,
    rows: Vec<StandingRow>,
    among: &str,
) -> Result<Vec<Standing>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let joined = participants::table
        .filter(sql::<Bool>(among))
        .filter(participants::left_at.is_null())
        .select((participants::chat_id, participants::operator_id));
    let joined: Vec<(ChatId, OperatorId)> = direct!(connection => joined.load(connection))?;
    let labelled = chat_labels::table
        .filter(sql::<Bool>(among))
        .select((chat_labels::chat_id, chat_labels::label_id));
    let labelled: Vec<(ChatId, LabelId)> = direct!(connection => labelled.load(connection))?;
    let read = chat_reads::table.filter(sql::<Bool>(among)).select((
        chat_reads::chat_id,
        chat_reads::operator_id,
        chat_reads::read_count,
    ));
    let read: Vec<(ChatId, OperatorId, i64)> = direct!(connection => read.load(connection))?;
    let referring = chat_references::table
        .filter(sql::<Bool>(among))
        .select((chat_references::chat_id, chat_references::reference_kind_id))
        .distinct();
    let referring: Vec<(ChatId, ReferenceKindId)> =
        direct!(connection => referring.load(connection))?;
    let examples = chat_examples::table.filter(sql::<Bool>(among)).select(chat_examples::chat_id);
    let examples: Vec<ChatId> = direct!(connection => examples.load(connection))?;
    let customers = customers(connection, &rows)?;
    let standing = |chat: StandingRow| {
        let customer = customers.get(&chat.contact_id);
        let role = customer.and_then(|one| one.role.clone());
        let tag = customer.and_then(|one| one.locale.as_deref());
        let language = chat.language.as_deref().or(tag).and_then(locale::language);
        Standing {
            chat,
            participants: Vec::new(),
            labels: Vec::new(),
            readers: Vec::new(),
            reference_kinds: Vec::new(),
            is_example: false,
            role,
            language,
        }
    };
    let mut found: Vec<Standing> = rows.into_iter().map(standing).collect();
    let mut with = |id: ChatId, add: &mut dyn FnMut(&mut Standing)| {
        if let Ok(place) = found.binary_search_by_key(&id, |one| one.chat.chat_id) {
            add(&mut found[place]);
        }
    };
    for (id, operator_id) in joined {
        with(id, &mut |one| one.participants.push(operator_id));
    }
    for (id, label_id) in labelled {
        with(id, &mut |one| one.labels.push(label_id));
    }
    for (id, kind_id) in referring {
        with(id, &mut |one| one.reference_kinds.push(kind_id));
    }
    for id in examples {
        with(id, &mut |one| one.is_example = true);
    }
    for (id, operator_id, read_count) in read {
        with(id, &mut |one| {
            let inbound_count = one.chat.inbound_count;
            if inbound_count > 0 && read_count >= inbound_count {
                one.readers.push(operator_id);
            }
        });
    }
    Ok(found)
}

/// What a contact says of its chats.
#[derive(HasQuery)]
#[diesel(table_name = contacts)]
struct Customer {
    contact_id: ContactId,
    role: Option<String>,
    locale: Option<String>,
}

/// The contacts of these chats.
fn customers(
    connection: &mut DatabaseConnection,
    rows: &[StandingRow],
) -> Result<HashMap<ContactId, Customer>> {
    let mut ids: Vec<i64> = rows.iter().map(|row| row.contact_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let among = format!("contact_id IN ({})", numbers(ids));
    let found: Vec<Customer> = direct!(connection => Customer::query()
        .filter(sql::<Bool>(&among))
        .load(connection))?;
    Ok(found.into_iter().map(|one| (one.contact_id, one)).collect())
}
