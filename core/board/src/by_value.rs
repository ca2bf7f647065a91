//! Chats by values of which one may have several: its participants, its labels, who has read it.

use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::hash::Hash;

/// Chats by a value.
pub(crate) type ByValue<K> = HashMap<K, RoaringBitmap>;

/// Has the set of this value the chat.
pub(crate) fn holds<K: Hash + Eq>(sets: &ByValue<K>, value: &K, number: u32) -> bool {
    sets.get(value).is_some_and(|chats| chats.contains(number))
}

/// Has a chat in a set or not.
pub(crate) fn set(chats: &mut RoaringBitmap, number: u32, is_in: bool) {
    if is_in {
        chats.insert(number);
    } else {
        chats.remove(number);
    }
}

/// Has a chat in the sets of these values and of no others. One that `is_new` is in none yet.
pub(crate) fn mark<K: Hash + Eq + Ord + Copy>(
    sets: &mut ByValue<K>,
    number: u32,
    values: &[K],
    is_new: bool,
) {
    if !is_new {
        let now = sorted(values);
        sets.retain(|value, chats| {
            if now.binary_search(value).is_err() {
                chats.remove(number);
            }
            !chats.is_empty()
        });
    }
    for value in values {
        sets.entry(*value).or_default().insert(number);
    }
}

/// Of which values the sets have a chat, in order.
pub(crate) fn values<K: Hash + Eq + Ord + Copy>(sets: &ByValue<K>, number: u32) -> Vec<K> {
    let with = sets.iter().filter(|(_, chats)| chats.contains(number));
    let mut values: Vec<K> = with.map(|(value, _)| *value).collect();
    values.sort_unstable();
    values
}

/// Each of the values once, in order.
pub(crate) fn sorted<K: Ord + Copy>(values: &[K]) -> Vec<K> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.dedup();
    values
}
