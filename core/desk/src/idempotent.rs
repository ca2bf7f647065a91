//! Recognises a repeated call by the caller's key: same author, key and input give the stored answer.
//! The key is stored in the same transaction as what the command does.

use crate::limits::IDEMPOTENCY_KEY_MAX_BYTES;
use crate::{Context, Desk, DeskError, Done};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use switchboard_model::attachment::Attachment;
use switchboard_model::channel::Channel;
use switchboard_model::chat::{Chat, Reason};
use switchboard_model::contact::Contact;
use switchboard_model::delivery::Delivery;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::{
    Actor, AttachmentId, ChannelId, ChatId, ContactId, DeliveryId, EventCursor, MessageId, NoteId,
    OperatorId, ReasonId, RoleId, TeamId,
};
use switchboard_store::mutation_key::MutationKey;
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, Transaction, attachment, channel, chat, contact,
    delivery, log, message, mutation_key, note, operator, reason, role, team,
};

/// What the store calls the conflict of two calls with one key.
const KEY_CONSTRAINT: &str = "mutation_keys_pkey";

/// A key that a caller made for one call, with a hash of that call's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    key: String,
    request_hash: String,
}

impl IdempotencyKey {
    /// A key for a call. `request` is any stable text of the command's name and input.
    ///
    /// # Errors
    /// `Invalid` for an empty key, one longer than `limits::IDEMPOTENCY_KEY_MAX_BYTES` or one with
    /// control characters.
    pub fn new(key: &str, request: &str) -> Result<Self, DeskError> {
        let is_bounded = (1..=IDEMPOTENCY_KEY_MAX_BYTES).contains(&key.len());
        if !is_bounded || key.chars().any(char::is_control) {
            return Err(DeskError::invalid(
                "clientMutationId",
                format!(
                    "must be 1 to {IDEMPOTENCY_KEY_MAX_BYTES} bytes without control characters"
                ),
            ));
        }
        let request_hash = URL_SAFE_NO_PAD.encode(Sha256::digest(request));
        Ok(Self { key: key.to_owned(), request_hash })
    }
}

/// A command's answer that can be found again: its id is stored, the object is read as it is now.
pub trait Answer: Sized + Send + 'static {
    /// What is stored.
    fn id(&self) -> i64;
    /// The answer of what was stored.
    ///
    /// # Errors
    /// `NotFound` when the object is gone, `Store`.
    fn load(connection: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError>;
}

macro_rules! answers {
    ($($object:ty, $column:ident, $id:ident, $table:ident;)+) => { $(
        impl Answer for $object {
            fn id(&self) -> i64 {
                self.$column.0
            }

            fn load(connection: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
                Ok($table::get(connection, $id(id))?)
            }
        }
    )+ };
}

answers! {
    Attachment, attachment_id, AttachmentId, attachment;
    Channel, channel_id, ChannelId, channel;
    Chat, chat_id, ChatId, chat;
    Contact, contact_id, ContactId, contact;
    Delivery, delivery_id, DeliveryId, delivery;
    Message, message_id, MessageId, message;
    Note, note_id, NoteId, note;
    Operator, operator_id, OperatorId, operator;
    Reason, reason_id, ReasonId, reason;
    Role, role_id, RoleId, role;
    Team, team_id, TeamId, team;
}

impl Answer for NoteId {
    fn id(&self) -> i64 {
        self.0
    }

    fn load(_: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
        Ok(Self(id))
    }
}

impl Answer for () {
    fn id(&self) -> i64 {
        0
    }

    fn load(_: &mut DatabaseConnection, _: i64) -> Result<Self, DeskError> {
        Ok(())
    }
}

impl Answer for usize {
    fn id(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }

    fn load(_: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
        Ok(Self::try_from(id).unwrap_or_default())
    }
}

#[derive(Serialize, Deserialize)]
struct StoredAnswer {
    id: i64,
    cursor: String,
}

#[derive(Clone)]
struct Asked {
    author: String,
    key: IdempotencyKey,
}

impl Asked {
    fn answer<T: Answer>(
        &self,
        connection: &mut DatabaseConnection,
    ) -> Result<Option<Done<T>>, DeskError> {
        let Some(row) = mutation_key::get(connection, &self.author, &self.key.key)? else {
            return Ok(None);
        };
        if row.request_hash != self.key.request_hash {
            return Err(DeskError::KeyReused);
        }
        let stored: StoredAnswer = serde_json::from_str(&row.answer).map_err(StoreError::from)?;
        let cursor: EventCursor = stored
            .cursor
            .parse()
            .map_err(|_| DeskError::Internal("a stored cursor is damaged".into()))?;
        Ok(Some(Done { value: T::load(connection, stored.id)?, cursor }))
    }

    fn store<T: Answer>(
        &self,
        transaction: &mut Transaction<'_>,
        done: &Done<T>,
    ) -> Result<(), StoreError> {
        let answer = StoredAnswer { id: done.value.id(), cursor: done.cursor.to_string() };
        let row = MutationKey {
            author: self.author.clone(),
            key: self.key.key.clone(),
            request_hash: self.key.request_hash.clone(),
            answer: serde_json::to_string(&answer)?,
            created_at: transaction.now(),
        };
        mutation_key::insert(transaction, &row)
    }
}

fn author(actor: &Actor) -> String {
    match actor {
        Actor::Operator(operator) => operator.operator_id.to_string(),
        Actor::Visitor { contact_id, channel_id } => format!("{contact_id}@{channel_id}"),
        Actor::System => "system".to_owned(),
    }
}

/// Where the write's last event stands; the log's head where it has none.
pub(crate) fn cursor_of(
    transaction: &mut Transaction<'_>,
    epoch: u32,
) -> Result<EventCursor, StoreError> {
    match transaction.last_event() {
        Some(cursor) => Ok(cursor),
        None => log::head(transaction, epoch),
    }
}

impl Answer for RoleId {
    fn id(&self) -> i64 {
        self.0
    }

    fn load(_: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
        Ok(Self(id))
    }
}

impl Desk {
    /// What an earlier call with the context's key was answered, for a command that does something
    /// before its transaction; none for a first call and for one without a key.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another input, and what the answer's `load` says.
    pub(crate) async fn answered<T: Answer>(
        &self,
        context: &Context,
    ) -> Result<Option<Done<T>>, DeskError> {
        let Some(key) = context.key.clone() else { return Ok(None) };
        let asked = Asked { author: author(&context.actor), key };
        self.store().read(move |connection| asked.answer(connection)).await
    }

    /// Runs a command: one transaction, recognised by the context's key when it comes again. Of calls
    /// that run at the same time one has its effect, and all get its answer.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another input, and what the command says.
    pub async fn command<T: Answer>(
        &self,
        context: &Context,
        lane: Lane,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<Done<T>, DeskError> {
        let epoch = self.store().epoch();
        let asked = context.key.clone().map(|key| Asked { author: author(&context.actor), key });
        let again = asked.clone();
        let result = self
            .store()
            .write(lane, move |transaction| {
                if let Some(asked) = &asked
                    && let Some(done) = asked.answer(transaction)?
                {
                    return Ok(done);
                }
                let value = work(transaction)?;
                let done = Done { value, cursor: cursor_of(transaction, epoch)? };
                if let Some(asked) = &asked {
                    asked.store(transaction, &done)?;
                }
                Ok(done)
            })
            .await;
        // The other of two calls at once may have committed first: this one is taken back whole. It
        // met the key itself, or before that what the other has changed: a name that is taken now, a
        // note that is gone.
        match (result, again) {
            (Err(error), Some(asked)) => {
                let answer = self.store().read(move |connection| asked.answer(connection)).await?;
                answer.ok_or(match error {
                    DeskError::Store(StoreError::Conflict(constraint))
                        if constraint == KEY_CONSTRAINT =>
                    {
                        DeskError::Store(StoreError::Busy)
                    }
                    error => error,
                })
            }
            (result, _) => result,
        }
    }
}
