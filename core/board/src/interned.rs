//! Chats by the one value that each of them has of something: where it is, the role of its contact. A value is
//! kept once, under a small number, while any chat has it. They are few beside the chats, so that who may see which
//! chats is asked once for a place, of the rule itself.

use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::hash::Hash;

/// Chats by a value of which each has one.
pub(crate) struct Interned<K> {
    numbers: HashMap<K, u32>,
    all: Vec<(K, RoaringBitmap)>,
    /// The numbers of values that no chat has any more.
    free: Vec<u32>,
}

impl<K> Default for Interned<K> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), all: Vec::new(), free: Vec::new() }
    }
}

impl<K: Hash + Eq + Clone> Interned<K> {
    /// Gives a chat a value; answers the number of the value.
    pub(crate) fn put(&mut self, chat: u32, value: &K) -> u32 {
        let number = match self.numbers.get(value) {
            Some(number) => *number,
            None => self.intern(value.clone()),
        };
        if let Some((_, chats)) = self.all.get_mut(number as usize) {
            chats.insert(chat);
        }
        number
    }

    fn intern(&mut self, value: K) -> u32 {
        let kept = (value.clone(), RoaringBitmap::new());
        let number = match self.free.pop() {
            Some(number) => {
                self.all[number as usize] = kept;
                number
            }
            None => {
                self.all.push(kept);
                u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.numbers.insert(value, number);
        number
    }

    /// Takes the value with this number from a chat.
    pub(crate) fn take(&mut self, chat: u32, number: u32) {
        let Some((value, chats)) = self.all.get_mut(number as usize) else { return };
        if chats.remove(chat) && chats.is_empty() {
            self.numbers.remove(&*value);
            self.free.push(number);
        }
    }

    /// The value with this number, which some chat has.
    pub(crate) fn get(&self, number: u32) -> &K {
        &self.all[number as usize].0
    }

    /// The chats with this value.
    pub(crate) fn chats_of(&self, value: &K) -> Option<&RoaringBitmap> {
        self.numbers.get(value).map(|number| &self.all[*number as usize].1)
    }

    /// The chats with any value that is like this.
    pub(crate) fn chats_where(&self, is_like: impl Fn(&K) -> bool) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        for (value, chats) in &self.all {
            if !chats.is_empty() && is_like(value) {
                found |= chats;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_value_that_no_chat_has_is_given_again() {
        let mut words: Interned<&str> = Interned::default();
        let [one, other] = ["one", "other"].map(|word| words.put(1, &word));
        words.take(1, one);
        assert_eq!((words.chats_of(&"one"), words.all.len()), (None, 2));
        let third = words.put(2, &"third");
        assert_eq!((third, *words.get(third), words.all.len()), (one, "third", 2));
        assert_eq!(words.put(3, &"other"), other);
        words.take(1, other);
        let chats = words.chats_of(&"other").map(|chats| chats.iter().collect::<Vec<_>>());
        assert_eq!(chats, Some(vec![3]));
        assert_eq!(words.chats_where(|word| word.len() == 5).iter().collect::<Vec<_>>(), [2, 3]);
    }
}
