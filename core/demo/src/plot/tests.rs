//! The same seed gives the same chats, in order, and nothing happens after now.

use super::*;
use std::collections::HashSet;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn of(seed: u64) -> Vec<Script> {
    let data = Data::load().expect("whole files");
    scripts(&data, Scale { seed, chats: 300, long_chat_messages: 200 }, NOW)
}

#[test]
fn a_seed_gives_the_same_chats_and_another_one_others() {
    assert_eq!(of(7), of(7));
    assert_ne!(of(7), of(8));
}

#[test]
fn there_are_as_many_chats_as_are_wanted_all_of_them_before_now() {
    let all = of(7);
    assert_eq!(all.len(), 300);
    let begin = crate::begin(NOW);
    for script in &all {
        assert!(!script.steps.is_empty());
        assert!(script.steps.is_sorted_by_key(|(at, _)| *at), "{script:?}");
        assert!(script.steps.iter().all(|(at, _)| begin <= *at && *at <= NOW), "{script:?}");
        assert!(matches!(script.steps[0].1, Step::Customer(_)), "{script:?}");
    }
}

/// A text whose gap nobody filled would be seen by who tries the demo.
#[test]
fn no_text_has_a_gap_left() {
    for script in of(7) {
        for (_, step) in script.steps {
            let texts = match step {
                Step::Customer(texts) => texts,
                Step::Reply { text, .. } | Step::Note { text, .. } => vec![text],
                _ => Vec::new(),
            };
            assert!(texts.iter().all(|text| !text.contains('{')), "{texts:?}");
        }
    }
}

/// Whoever comes back has no chat that still goes on.
#[test]
fn a_customer_has_one_chat_at_a_time() {
    let mut open: HashSet<String> = HashSet::new();
    let mut all: Vec<(Timestamp, bool, String)> = Vec::new();
    for script in of(7) {
        let id = format!("{}:{}", script.channel, script.customer.id);
        let ends = script.steps.iter().filter(|(_, step)| matches!(step, Step::Close { .. }));
        all.extend(ends.map(|(at, _)| (*at, false, id.clone())));
        all.push((script.steps[0].0, true, id));
    }
    all.sort();
    for (_, begins, id) in all {
        if begins {
            assert!(open.insert(id.clone()), "{id} writes in two chats at once");
        } else {
            open.remove(&id);
        }
    }
}

#[test]
fn all_languages_are_spoken_and_some_chats_are_still_open() {
    let all = of(7);
    let spoken: HashSet<usize> = all.iter().map(|script| script.language).collect();
    assert_eq!(spoken.len(), 6);
    let is_open = |script: &&Script| !matches!(script.steps.last(), Some((_, Step::Close { .. })));
    let open = all.iter().filter(is_open).count();
    assert!((10..150).contains(&open), "{open}");
}
