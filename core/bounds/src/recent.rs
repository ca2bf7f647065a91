//! What is believed for a moment after it was found out, so that a busy key costs one question in
//! that time.

use crate::Keyed;
use parking_lot::Mutex;
use std::{borrow::Borrow, hash::Hash};

/// The answers of the last moment, by key.
pub struct Recent<K: Eq + Hash, V> {
    believed_ms: i64,
    answers: Mutex<Keyed<K, (i64, V)>>,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// Remembers at most so many keys, each for less than `believed_ms`.
    #[must_use]
    pub fn new(most: usize, believed_ms: i64) -> Self {
        Self { believed_ms, answers: Mutex::new(Keyed::new(most)) }
    }

    /// What was found out about the key a moment ago.
    pub fn find<Q: Eq + Hash + ?Sized>(&self, key: &Q, now_ms: i64) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let mut answers = self.answers.lock();
        let (at_ms, answer) = answers.get(key)?;
        // An answer from the future was found out before the clock was set back.
        let is_recent = (0..self.believed_ms).contains(&now_ms.saturating_sub(*at_ms));
        is_recent.then(|| answer.clone())
    }

    /// Remembers what was found out.
    pub fn keep(&self, key: K, answer: V, now_ms: i64) {
        self.answers.lock().insert(key, (now_ms, answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_believed_for_its_time_alone() {
        let recent = Recent::new(2, 1_000);
        recent.keep("a".to_owned(), 7, 0);
        assert_eq!(recent.find("a", 999), Some(7));
        assert_eq!(recent.find("a", 1_000), None);
        assert_eq!(recent.find("b", 0), None);
        assert_eq!(recent.find("a", -1), None, "the clock was set back");
    }
}
