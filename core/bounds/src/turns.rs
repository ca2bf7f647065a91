//! A queue with a bound in which everybody takes turns: who brings much waits behind its own, not
//! before others.

use std::collections::VecDeque;

/// Lines by key, served in turn.
#[derive(Debug)]
pub struct Turns<K, T> {
    most: usize,
    length: usize,
    lines: VecDeque<(K, VecDeque<T>)>,
}

impl<K: Eq, T> Turns<K, T> {
    /// Empty, for at most so many items of all keys.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, length: 0, lines: VecDeque::new() }
    }

    /// Puts an item at the end of its key's line. Returns the item for which there is no room: the
    /// newest of the longest line, so that a newcomer is refused only while all others have as little.
    pub fn push(&mut self, key: K, item: T) -> Option<T> {
        match self.lines.iter_mut().find(|(known, _)| *known == key) {
            Some((_, line)) => line.push_back(item),
            None => self.lines.push_back((key, VecDeque::from([item]))),
        }
        self.length += 1;
        if self.length <= self.most {
            return None;
        }
        let longest = (0..self.lines.len()).max_by_key(|place| self.lines[*place].1.len())?;
        let (_, line) = self.lines.get_mut(longest)?;
        let refused = line.pop_back()?;
        if line.is_empty() {
            self.lines.remove(longest);
        }
        self.length -= 1;
        Some(refused)
    }

    /// The next item: the oldest of the key whose turn it is.
    pub fn pop(&mut self) -> Option<T> {
        let (key, mut line) = self.lines.pop_front()?;
        let item = line.pop_front()?;
        if !line.is_empty() {
            self.lines.push_back((key, line));
        }
        self.length -= 1;
        Some(item)
    }

    /// Items of all keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_take_turns() {
        let mut turns = Turns::new(8);
        for (key, item) in [("flood", 1), ("flood", 2), ("flood", 3), ("ana", 4), ("ben", 5)] {
            assert_eq!(turns.push(key, item), None);
        }
        let served: Vec<i32> = std::iter::from_fn(|| turns.pop()).collect();
        assert_eq!(served, [1, 4, 5, 2, 3]);
        assert!(turns.is_empty());
    }

    #[test]
    fn a_newcomer_takes_the_place_of_who_has_most() {
        let mut turns = Turns::new(3);
        for item in 1..=3 {
            assert_eq!(turns.push("flood", item), None);
        }
        assert_eq!(turns.push("flood", 4), Some(4), "its own newest");
        assert_eq!(turns.push("ana", 5), Some(3));
        assert_eq!(turns.push("ben", 6), Some(2));
        assert_eq!(turns.push("cleo", 7), Some(7), "all have as little");
        assert_eq!(turns.len(), 3);
    }
}
