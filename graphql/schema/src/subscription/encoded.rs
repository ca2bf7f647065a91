//! Encodes what a batch of events looks like once for all who ask for it in the same words and may see
//! the same, instead of once for each of their sockets.

use super::{
    audience::Audience,
    batch::FeedBatch,
    encodings::{Encoding, Key},
    told::EventBatch,
};
use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerError, ServerResult, Value,
    async_trait::async_trait, parser::types::Field, registry::Registry, to_value,
};
use serde_json::value::to_raw_value;
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    sync::{Arc, PoisonError},
};
use switchboard_graphql::{personal, shape::Shape};
use switchboard_model::EventCursor;

/// A batch as one subscriber is told it.
pub struct EncodedBatch {
    /// What is told.
    pub batch: EventBatch,
    /// Where it comes from, when others may be told the same.
    pub source: Option<Source>,
}

impl EncodedBatch {
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
impl OutputType for EncodedBatch {
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
