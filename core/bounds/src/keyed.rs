//! A map with a bound: a key too many takes the place of the least recently used one.

use lru::LruCache;
use std::{
    borrow::Borrow,
    hash::{Hash, RandomState},
};

/// At most so many keys. It grows with what it holds, and its hashes are seeded, because keys come
/// from strangers.
#[derive(Debug)]
pub struct Keyed<K: Eq + Hash, V> {
    most: usize,
    entries: LruCache<K, V, RandomState>,
}

impl<K: Eq + Hash, V> Keyed<K, V> {
    /// Empty, for at most this many keys.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, entries: LruCache::unbounded_with_hasher(RandomState::new()) }
    }

    /// The value of a key, which counts as a use.
    pub fn get<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.entries.get_mut(key)
    }

    /// The value of a key; a `fresh` one if there is none.
    pub fn entry(&mut self, key: K, fresh: impl FnOnce() -> V) -> &mut V {
        if self.is_full() && !self.entries.contains(&key) {
            self.entries.pop_lru();
        }
        self.entries.get_or_insert_mut(key, fresh)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        if self.is_full() && !self.entries.contains(&key) {
            self.entries.pop_lru();
        }
        self.entries.put(key, value);
    }

    /// Forgets a key.
    pub fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        self.entries.pop(key);
    }

    /// Whether a new key takes the place of another.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.entries.len() >= self.most
    }

    /// Whether the key is known; this is no use of it.
    #[must_use]
    pub fn contains(&self, key: &K) -> bool {
        self.entries.contains(key)
    }

    /// What the next new key takes the place of, when it is full.
    #[must_use]
    pub fn oldest(&self) -> Option<&V> {
        self.entries.peek_lru().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_too_many_takes_the_place_of_the_least_recently_used() {
        let mut keyed = Keyed::new(2);
        keyed.insert("a", 1);
        keyed.insert("b", 2);
        *keyed.entry("a", || 0) += 10;
        keyed.insert("c", 3);
        assert_eq!(keyed.get("a"), Some(&mut 11));
        assert!(!keyed.contains(&"b"));
        assert_eq!(*keyed.entry("d", || 4), 4);
        assert!(!keyed.contains(&"c") && keyed.is_full());
        assert_eq!(keyed.oldest(), Some(&11));
    }

    #[test]
    fn a_known_key_drives_nobody_out() {
        let mut keyed = Keyed::new(2);
        keyed.insert("a", 1);
        keyed.insert("b", 2);
        keyed.insert("a", 3);
        keyed.entry("b", || 0);
        assert!(keyed.contains(&"a") && keyed.contains(&"b"));
        keyed.remove("a");
        assert!(!keyed.contains(&"a") && !keyed.is_full());
    }
}
