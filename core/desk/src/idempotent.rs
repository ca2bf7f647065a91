//! Recognises a repeated call by the caller's key: same author, key and input give the stored answer.
//! The key is stored in the same transaction as what the command does. The answer is read as it is now, as far
//! as the actor may see it now.

use crate::limits::IDEMPOTENCY_KEY_MAX_BYTES;
use crate::{Command, CommandResult, Committed, Context, Desk, DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use switchboard_model::actor::Credential;
use switchboard_model::{Actor, ChatId, EventCursor};
use switchboard_store::mutation_key::MutationKey;
use switchboard_store::{DatabaseConnection, Lane, StoreError, Transaction, mutation_key};

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
    pub fn new(key: &str, request: &str) -> Result<Self> {
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

    /// The key as the caller made it.
    pub(crate) fn as_str(&self) -> &str {
        &self.key
    }

    /// The key by which the call recognises what it has done with one of many chats.
    pub(crate) fn of_chat(&self, chat_id: ChatId) -> Self {
        Self { key: format!("bulk:{}:{chat_id}", self.key), ..self.clone() }
    }
}

/// A command's answer that can be found again: its id is stored, the object is read as it is now.
pub trait Answer: Sized + Send + 'static {
    /// What is stored.
    fn id(&self) -> i64;
    /// The answer of what was stored, by the door through which the actor would read it today. What
    /// opens something by itself, such as a signed path, asks for what the command asked for.
    ///
    /// # Errors
    /// `NotFound`, `Denied` and `Forbidden` when the object is gone or none that the actor may see.
    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self>;
}

impl Answer for () {
    fn id(&self) -> i64 {
        0
    }

    fn load(_: &mut DatabaseConnection, _: &Actor, _: i64) -> Result<Self> {
        Ok(())
    }
}

impl Answer for usize {
    fn id(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }

    fn load(_: &mut DatabaseConnection, _: &Actor, id: i64) -> Result<Self> {
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
    actor: Actor,
    key: IdempotencyKey,
}

impl Asked {
    fn of(context: &Context) -> Option<Self> {
        let key = context.key.clone()?;
        Some(Self { actor: context.actor.clone(), key })
    }

    fn answer<T: Answer>(
        &self,
        connection: &mut DatabaseConnection,
    ) -> Result<Option<Committed<T>>> {
        let Some(row) = mutation_key::get(connection, &author(&self.actor), &self.key.key)? else {
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
        match T::load(connection, &self.actor, stored.id) {
            Ok(value) => Ok(Some(Committed { value, cursor })),
            Err(error) if error == DeskError::NotFound || error.is_refusal() => {
                Err(DeskError::NoLongerVisible { cursor })
            }
            Err(error) => Err(error),
        }
    }

    /// What the first of these calls was about, where it has come so far.
    fn frozen(&self, connection: &mut DatabaseConnection) -> Result<Option<Vec<i64>>> {
        let found = mutation_key::get(connection, &author(&self.actor), &self.list_key())?;
        let Some(row) = found else { return Ok(None) };
        if row.request_hash != self.key.request_hash {
            return Err(DeskError::KeyReused);
        }
        Ok(Some(serde_json::from_str(&row.answer).map_err(StoreError::from)?))
    }

    fn freeze(&self, transaction: &mut Transaction<'_>, ids: &[i64]) -> Result<(), StoreError> {
        let row = MutationKey {
            author: author(&self.actor),
            key: self.list_key(),
            request_hash: self.key.request_hash.clone(),
            answer: serde_json::to_string(ids)?,
            created_at: transaction.now(),
        };
        mutation_key::insert(transaction, &row)
    }

    fn list_key(&self) -> String {
        format!("bulk:{}", self.key.key)
    }

    fn store<T: Answer>(
        &self,
        transaction: &mut Transaction<'_>,
        done: &Committed<T>,
    ) -> Result<(), StoreError> {
        let answer = StoredAnswer { id: done.value.id(), cursor: done.cursor.to_string() };
        let row = MutationKey {
            author: author(&self.actor),
            key: self.key.key.clone(),
            request_hash: self.key.request_hash.clone(),
            answer: serde_json::to_string(&answer)?,
            created_at: transaction.now(),
        };
        mutation_key::insert(transaction, &row)
    }
}

/// Who has a key. A token's keys are its own: it may see less than its owner, and than another token.
fn author(actor: &Actor) -> String {
    match actor {
        Actor::Operator(operator) => match operator.credential {
            Credential::Token(token_id) => format!("{}@{token_id}", operator.operator_id),
            Credential::Session(_) | Credential::Console => operator.operator_id.to_string(),
        },
        Actor::Visitor(visitor) => format!("{}@{}", visitor.platform_id, visitor.channel_id),
        Actor::Rule(rule) => rule.rule_id.to_string(),
        Actor::System => "system".to_owned(),
    }
}

impl Desk {
    /// Runs a command that does something before its transaction. A repeated call gets the answer of the
    /// first, and does nothing; of equal calls at once a later one may find that it cannot do any more what
    /// the first has done, and gets that answer too.
    pub(crate) async fn once<T: Answer>(
        &self,
        context: &Context,
        work: impl Future<Output = CommandResult<T>>,
    ) -> CommandResult<T> {
        if let Some(done) = self.answered(context).await? {
            return Ok(done);
        }
        match work.await {
            Err(error) => self.answered(context).await?.ok_or(error),
            done => done,
        }
    }

    async fn answered<T: Answer>(&self, context: &Context) -> Result<Option<Committed<T>>> {
        let Some(asked) = Asked::of(context) else { return Ok(None) };
        self.store().read(move |connection| asked.answer(connection)).await
    }

    /// The ids that a call over many is about: those that `find` finds, and when the call comes again by
    /// the context's key, those of the first one.
    pub(crate) async fn frozen(
        &self,
        context: &Context,
        find: impl Future<Output = Result<Vec<i64>>> + Send,
    ) -> Result<Vec<i64>> {
        let Some(asked) = Asked::of(context) else { return find.await };
        let known = asked.clone();
        let known = self.store().read(move |connection| known.frozen(connection)).await?;
        if let Some(ids) = known {
            return Ok(ids);
        }
        let ids = find.await?;
        let (first, kept) = (asked.clone(), ids.clone());
        let stored = self
            .store()
            .write(Lane::Any, move |transaction| first.freeze(transaction, &kept))
            .await;
        match stored {
            Ok(()) => Ok(ids),
            // The other of two calls at once came first.
            Err(StoreError::Conflict(_)) => {
                let again = self.store().read(move |connection| asked.frozen(connection)).await?;
                again.ok_or(DeskError::Store(StoreError::Busy))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Runs a command: one transaction, recognised by the context's key when it comes again. Of calls
    /// that run at the same time one has its effect, and all get its answer.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another input, `NoLongerVisible` when the actor may not see any more
    /// what an earlier call was answered, and what the command says.
    pub async fn command<T: Answer>(
        &self,
        context: &Context,
        lane: Lane,
        mut work: impl FnMut(&mut Command<'_>) -> Result<T> + Send + 'static,
    ) -> CommandResult<T> {
        let asked = Asked::of(context);
        let again = asked.clone();
        let result = self
            .transact(context, lane, move |command| {
                if let Some(asked) = &asked
                    && let Some(done) = asked.answer(command)?
                {
                    return Ok(done);
                }
                let value = work(command)?;
                let done = command.committed(value)?;
                if let Some(asked) = &asked {
                    asked.store(command, &done)?;
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
