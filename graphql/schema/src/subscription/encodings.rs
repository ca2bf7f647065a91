//! What the shapes of subscriptions have made of one batch of events so far.

use async_graphql::Value;
use parking_lot::Mutex;
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::limits::SHAPES_PER_BATCH;
use tokio::sync::OnceCell;

/// What is told, to whom, in which words.
pub type Key = [u8; 32];

/// What one shape makes of one batch.
pub enum Encoding {
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
    pub fn place(&self, key: Key) -> Option<Arc<OnceCell<Encoding>>> {
        let mut places = self.0.lock();
        if places.len() >= SHAPES_PER_BATCH && !places.contains_key(&key) {
            return None;
        }
        Some(Arc::clone(places.entry(key).or_default()))
    }
}
