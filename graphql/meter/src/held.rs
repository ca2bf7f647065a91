//! Bytes that one answer holds, until it is dropped.

use std::sync::Arc;

use bytes::Bytes;

use crate::pool::{Lane, Pool};

/// Bytes of a pool, taken for one answer.
#[derive(Debug)]
pub struct Held {
    pool: Arc<Pool>,
    caller: Arc<str>,
    lane: Option<Lane>,
    bytes: usize,
    is_resolving: bool,
}

/// An encoded answer with what it holds.
struct Kept {
    answer: Vec<u8>,
    _held: Held,
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        &self.answer
    }
}

impl Held {
    pub(crate) fn new(pool: Arc<Pool>, caller: Arc<str>, lane: Option<Lane>, bytes: usize) -> Self {
        Self { pool, caller, lane, bytes, is_resolving: true }
    }

    /// How many.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes so many more; false if the caller may not have them now.
    pub(crate) fn grow(&mut self, more: usize) -> bool {
        let has_grown = self.pool.try_grow(&self.caller, self.lane.as_ref(), more);
        self.bytes += if has_grown { more } else { 0 };
        has_grown
    }

    /// Ties what the encoded answer really has to it: it goes back with the last copy of the answer.
    pub fn keep(mut self, answer: Vec<u8>) -> Bytes {
        self.pool.settle(&self.caller, self.lane.as_ref(), self.bytes, answer.len());
        self.bytes = answer.len();
        self.is_resolving = false;
        Bytes::from_owner(Kept { answer, _held: self })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.pool.give_back(&self.caller, self.lane.as_ref(), self.bytes, self.is_resolving);
    }
}
