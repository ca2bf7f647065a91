//! Where chats are: at each channel, team and operator together. They are few beside the chats, so that who may
//! see which chats is asked once for a place, of the rule itself.

use roaring::RoaringBitmap;
use std::collections::HashMap;
use switchboard_model::visibility::ChatPlace;

/// All places at which chats are or were.
#[derive(Default)]
pub(crate) struct Places {
    numbers: HashMap<ChatPlace, u32>,
    all: Vec<(ChatPlace, RoaringBitmap)>,
}

impl Places {
    /// Puts a chat at a place; answers the number of the place.
    pub(crate) fn put(&mut self, chat: u32, place: ChatPlace) -> u32 {
        let number = *self.numbers.entry(place).or_insert_with(|| {
            self.all.push((place, RoaringBitmap::new()));
            u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some((_, chats)) = self.all.get_mut(number as usize) {
            chats.insert(chat);
        }
        number
    }

    /// Takes a chat away from its place.
    pub(crate) fn take(&mut self, chat: u32, number: u32) {
        if let Some((_, chats)) = self.all.get_mut(number as usize) {
            chats.remove(chat);
        }
    }

    /// The place with this number.
    pub(crate) fn get(&self, number: u32) -> ChatPlace {
        self.all[number as usize].0
    }

    /// The chats at all places that are like this.
    pub(crate) fn chats_where(&self, is_like: impl Fn(ChatPlace) -> bool) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        for (place, chats) in &self.all {
            if !chats.is_empty() && is_like(*place) {
                found |= chats;
            }
        }
        found
    }
}
