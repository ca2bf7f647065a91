//! Messages of one chat with all that a visitor sees of them: a fixed number of statements for any
//! number of messages.

use std::{collections::HashMap, sync::Arc};
use switchboard_model::{
    AttachmentId, AuthorKind, ChatId, MessageId, OperatorId,
    attachment::Attachment,
    message::{Message, Reaction},
};
use switchboard_store::{
    DatabaseConnection, StoreError, attachment, message, operator, page::batch,
};

/// Messages that were read together.
#[derive(Default)]
pub struct MessageRows {
    /// The messages.
    pub messages: HashMap<MessageId, Arc<Message>>,
    /// Their files, in order.
    pub attachments: HashMap<MessageId, Vec<Arc<Attachment>>>,
    /// Their reactions, oldest first.
    pub reactions: Vec<Reaction>,
    /// The names of the operators among their authors.
    pub operator_names: HashMap<i64, String>,
}

/// The messages with these ids, those of other chats left out.
pub fn read_messages(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    ids: Vec<MessageId>,
) -> Result<MessageRows, StoreError> {
    if ids.is_empty() {
        return Ok(MessageRows::default());
    }
    let mut rows = message::by_ids(connection, &ids)?;
    rows.retain(|row| row.chat_id == chat_id);
    let ids: Vec<MessageId> = rows.iter().map(|row| row.message_id).collect();
    let places = batch::attachment_ids(connection, &ids)?;
    let files: Vec<AttachmentId> = places.iter().map(|(_, id)| *id).collect();
    let files = if files.is_empty() {
        files_of(Vec::new())
    } else {
        files_of(attachment::by_ids(connection, &files)?)
    };
    let mut attachments: HashMap<MessageId, Vec<Arc<Attachment>>> = HashMap::new();
    for (message, file) in places {
        attachments.entry(message).or_default().extend(files.get(&file).cloned());
    }
    let authors = rows.iter().filter(|row| row.author_kind == AuthorKind::Operator);
    let authors = crate::family::unique(authors.filter_map(|row| row.author_id.map(OperatorId)));
    let operators =
        if authors.is_empty() { Vec::new() } else { operator::by_ids(connection, &authors)? };
    Ok(MessageRows {
        attachments,
        reactions: batch::reactions(connection, &ids)?,
        operator_names: operators.into_iter().map(|one| (one.operator_id.0, one.name)).collect(),
        messages: rows.into_iter().map(|row| (row.message_id, Arc::new(row))).collect(),
    })
}

fn files_of(rows: Vec<Attachment>) -> HashMap<AttachmentId, Arc<Attachment>> {
    rows.into_iter().map(|row| (row.attachment_id, Arc::new(row))).collect()
}

/// The names of those who take part in a chat now.
pub fn read_operators(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<String>, StoreError> {
    let participants = batch::participants(connection, &[chat_id])?;
    let ids: Vec<OperatorId> = participants.iter().map(|one| one.operator_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let names: HashMap<OperatorId, String> = operator::by_ids(connection, &ids)?
        .into_iter()
        .map(|one| (one.operator_id, one.name))
        .collect();
    Ok(ids.iter().filter_map(|id| names.get(id).cloned()).collect())
}
