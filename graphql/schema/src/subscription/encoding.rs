//! Encodes what a batch of events looks like once for all who ask for it in the same words and may see
//! the same, instead of once for each of their sockets.

use super::{EventBatch, shape::Shape};
use crate::{feed_cache::FeedBatch, limits::SHAPES_PER_BATCH, personal};
use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerError, ServerResult, Value,
    async_trait::async_trait, parser::types::Field, registry::Registry, to_value,
};
use serde_json::value::to_raw_value;
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use switchboard_model::{EventCursor, actor::OperatorActor};
use tokio::sync::OnceCell;

/// Those who may see the same: a hash of their rights and of what they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience([u8; 32]);

impl Audience {
    /// Of an operator.
    pub fn of(operator: &OperatorActor) -> Self {
        let scope = &operator.scope;
        // Whoever reaches all chats reaches no more of them by name.
        let reach = (!scope.is_all).then_some(scope);
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {reach:?}", operator.rights));
        Self(hash.finalize().into())
    }
}

/// What is told, to whom, in which words.
type Key = [u8; 32];

/// What one shape makes of one batch.
enum Encoding {
    /// The same for the whole audience.
    Shared(Value),
    /// Something in it is only this subscriber's.
    Personal,
}

/// What was made of one batch so far.
#[derive(Default)]
pub struct Encodings(Mutex<HashMap<Key, Arc<OnceCell<Encoding>>>>);

impl Encodings {
    /// The place of an encoding; none when there are too many different ones.
    fn place(&self, key: Key) -> Option<Arc<OnceCell<Encoding>>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= SHAPES_PER_BATCH && !places.contains_key(&key) {
            return None;
        }
        Some(Arc::clone(places.entry(key).or_default()))
    }
}

/// A batch as one subscriber is told it.
pub struct Told {
    /// What is told.
    pub batch: EventBatch,
    /// Where it comes from, when others may be told the same.
    pub source: Option<Source>,
}

impl Told {
    /// A batch that only this subscriber gets.
    pub fn alone(batch: EventBatch) -> Self {
        Self { batch, source: None }
    }
}

/// Where a batch comes from, and what of it is told.
pub struct Source {
    /// All of its events.
    pub batch: Arc<FeedBatch>,
    /// Who may see the same of them.
    pub audience: Audience,
    /// The events that are told.
    pub told: Vec<EventCursor>,
}

impl Source {
    fn key(&self, shape: &Shape, field: &Positioned<Field>) -> Key {
        let mut hash = Sha256::new();
        hash.update(shape.0);
        hash.update(self.audience.0);
        hash.update(field.pos.line.to_le_bytes());
        hash.update(field.pos.column.to_le_bytes());
        for EventCursor { transaction, sequence, .. } in &self.told {
            hash.update(transaction.to_le_bytes());
            hash.update(sequence.to_le_bytes());
        }
        hash.finalize().into()
    }
}

#[async_trait]
impl OutputType for Told {
    fn type_name() -> Cow<'static, str> {
        EventBatch::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        EventBatch::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let resolve = || self.batch.resolve(ctx, field);
        let shape = ctx.data_opt::<Shape>();
        let place =
            self.source.as_ref().zip(shape).and_then(|(source, shape)| {
                source.batch.encodings()?.place(source.key(shape, field))
            });
        let Some(place) = place else { return resolve().await };
        let mut own = None;
        let encode = async {
            let (value, is_personal) = personal::watch(resolve()).await;
            let value = value?;
            let has_failed =
                !ctx.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
            if is_personal || has_failed {
                own = Some(value);
                return Ok(Encoding::Personal);
            }
            raw(&value).map(Encoding::Shared).map_err(|error| {
                ServerError::new(format!("the events cannot be encoded: {error}"), Some(field.pos))
            })
        };
        let encoding = place.get_or_try_init(|| encode).await?;
        match (encoding, own) {
            (Encoding::Shared(value), _) => Ok(value.clone()),
            (Encoding::Personal, Some(value)) => Ok(value),
            (Encoding::Personal, None) => resolve().await,
        }
    }
}

/// The value as JSON text that is only copied from now on.
fn raw(value: &Value) -> Result<Value, Box<dyn std::error::Error>> {
    Ok(to_value(to_raw_value(value)?)?)
}
