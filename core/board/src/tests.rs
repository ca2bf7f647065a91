//! What is kept for those who look, on chats that change by chance: it is at any time what it would be if it were
//! counted again, and a fault of it is found.

use crate::{condition::Question, counts::Watcher, kept::Numbers, limits, state::State};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::{
    ChannelId, ChatFilter, ChatId, ChatTab, ChatVisibility, CloseReasonId, ContactId, EventCursor,
    FilterContext, LabelId, OperatorId, ReferenceKindId, TeamId, Timestamp,
};
use switchboard_store::page::chats::ChatCount;
use switchboard_store::page::standing::{Standing, StandingRow};

const CHATS: i64 = 60;
const OPERATORS: i64 = 4;
const ROLES: [&str; 3] = ["", "investor", "merchant"];
const LANGUAGES: [&str; 2] = ["de", "en"];

fn some(random: &mut StdRng, most: i64) -> Vec<i64> {
    (1..=most).filter(|_| random.random_bool(0.3)).collect()
}

fn standing(random: &mut StdRng, id: i64) -> Standing {
    let perhaps = |random: &mut StdRng| {
        let number = random.random_range(1..=OPERATORS);
        random.random_bool(0.5).then_some(number)
    };
    let inbound_count = random.random_range(0..2);
    let readers = if inbound_count > 0 { some(random, OPERATORS) } else { Vec::new() };
    Standing {
        chat: StandingRow {
            chat_id: ChatId(id),
            contact_id: ContactId(1),
            channel_id: ChannelId(random.random_range(1..3)),
            status: *ChatStatus::ALL.choose(random).expect("statuses"),
            waiting_on: *WaitingOn::ALL.choose(random).expect("whom"),
            waiting_since: perhaps(random).map(Timestamp),
            priority: *ChatPriority::ALL.choose(random).expect("priorities"),
            escalation_level: random.random_range(0..2),
            snoozed_until: perhaps(random).map(Timestamp),
            operator_id: perhaps(random).map(OperatorId),
            team_id: perhaps(random).map(TeamId),
            last_message_at: Timestamp(random.random_range(0..100)),
            inbound_count,
            language: None,
            close_reason_id: perhaps(random).map(CloseReasonId),
            closed_at: perhaps(random).map(days),
            created_at: days(random.random_range(-5..5)),
        },
        participants: some(random, OPERATORS).into_iter().map(OperatorId).collect(),
        labels: some(random, 3).into_iter().map(LabelId).collect(),
        readers: readers.into_iter().map(OperatorId).collect(),
        reference_kinds: some(random, 2).into_iter().map(ReferenceKindId).collect(),
        is_example: random.random(),
        role: word(random, &ROLES),
        language: word(random, &LANGUAGES),
    }
}

/// A time so many half parts of time behind the beginning.
fn days(halves: i64) -> Timestamp {
    Timestamp(halves * limits::TIME_PART_MS / 2)
}

fn word(random: &mut StdRng, words: &[&str]) -> Option<String> {
    words.choose(random).filter(|_| random.random_bool(0.7)).map(|word| (*word).to_owned())
}

/// Changes a chat, or takes it away.
fn change(state: &mut State, random: &mut StdRng) {
    let id = random.random_range(1..=CHATS);
    let standing = random.random_bool(0.9).then(|| standing(random, id));
    state.take_in(ChatId(id), standing.as_ref());
    if let Some(standing) = &standing {
        assert!(state.sets.is_as(standing), "{standing:?}");
    }
}

fn board(random: &mut StdRng) -> State {
    let mut state = State::at(EventCursor::start(1));
    for id in 1..=CHATS {
        let standing = standing(random, id);
        state.sets.put(&standing);
    }
    state
}

/// One operator who sees all, some who see less.
fn watchers() -> Vec<Watcher> {
    let of = |number, visibility| Watcher {
        visibility,
        viewer_id: OperatorId(number),
        operator_id: OperatorId(number),
    };
    let own = |number| {
        let (teams, channels) = (vec![TeamId(number)], Vec::new());
        ChatVisibility::own(OperatorId(number), teams, channels)
    };
    let all = of(1, ChatVisibility::everything());
    (2..=OPERATORS).map(|number| of(number, own(number))).chain([all]).collect()
}

/// What is asked for together, and the questions that it asks.
fn asked(watcher: &Watcher) -> (Vec<ChatFilter>, Vec<Option<Question>>) {
    let context = FilterContext { operator_id: watcher.operator_id, now: Timestamp(100) };
    let none = ChatFilter::default();
    let mine = ChatFilter { is_mine: Some(true), is_unread: Some(true), ..none.clone() };
    let labelled = ChatFilter { label_ids: Some(vec![LabelId(1), LabelId(2)]), ..none.clone() };
    let newer = ChatFilter { last_message_from: Some(Timestamp(50)), ..none.clone() };
    let not = ChatFilter { not: Some(Box::new(newer.clone())), ..none };
    let tabs = ChatTab::ALL.iter().map(|tab| tab.filter());
    let all = tabs.chain([mine, labelled, newer, not]).chain(of_contacts_and_ends());
    let all: Vec<ChatFilter> = all.collect();
    let questions = all.iter().map(|filter| Question::of(filter, context)).collect();
    (all, questions)
}

/// By what chats have of their contacts, by how and when they ended, and by what they are about.
fn of_contacts_and_ends() -> Vec<ChatFilter> {
    let none = ChatFilter::default();
    let (from, to) = (Some(days(-1)), Some(days(3)));
    let roles = ROLES[..2].iter().map(|role| (*role).to_owned()).collect();
    vec![
        ChatFilter { close_reason_ids: Some(vec![CloseReasonId(1)]), ..none.clone() },
        ChatFilter { reference_kind_ids: Some(vec![ReferenceKindId(1)]), ..none.clone() },
        ChatFilter { contact_roles: Some(roles), ..none.clone() },
        ChatFilter { languages: Some(vec!["DE".to_owned()]), ..none.clone() },
        ChatFilter { is_example: Some(false), ..none.clone() },
        ChatFilter { created_from: from, created_to: to, ..none.clone() },
        ChatFilter { closed_from: from, ..none.clone() },
        ChatFilter { closed_to: to, ..none },
    ]
}

/// Asks for all that is watched, and keeps it.
fn ask(state: &mut State) -> Vec<Vec<Option<ChatCount>>> {
    let all = watchers().into_iter().map(|watcher| {
        let (filters, questions) = asked(&watcher);
        let (found, learned) = state.count(&watcher, &filters, questions);
        if let Some(learned) = learned {
            state.counts.keep(watcher, learned);
        }
        found
    });
    all.collect()
}

fn differences(state: &State) -> u64 {
    let (all, looked) = state.counts.differences(&state.sets, 0, usize::MAX);
    let (first, one) = state.counts.differences(&state.sets, 0, 1);
    let (rest, others) = state.counts.differences(&state.sets, one, usize::MAX);
    assert_eq!((first + rest, one + others), (all, looked), "in portions");
    all
}

#[test]
fn what_is_kept_is_what_would_be_counted_again() {
    let mut random = StdRng::seed_from_u64(7);
    let mut state = board(&mut random);
    ask(&mut state);
    for _ in 0..300 {
        change(&mut state, &mut random);
        assert_eq!(differences(&state), 0);
    }
    for watcher in watchers() {
        let visible = watcher.visible(&state.sets);
        let (filters, questions) = asked(&watcher);
        let known = state.known(&watcher, &filters).expect("it is kept together");
        let counted = state.count(&watcher, &filters, questions.clone()).0;
        assert_eq!(known, counted);
        for question in questions.into_iter().flatten() {
            let kept = state.counts.get(&watcher).and_then(|kept| kept.get(&question.condition));
            let again = Numbers::of(&state.sets, &watcher, visible.as_ref(), &question.condition);
            assert_eq!(kept, Some(again), "it is kept: {question:?}");
            let like = question.condition.like(&state.sets);
            for number in state.sets.all.iter() {
                let is_like = question.condition.is_like(&state.sets, number);
                assert_eq!(like.contains(number), is_like, "both forms: {question:?}");
            }
        }
    }
}

#[test]
fn what_was_found_before_a_change_is_not_kept_after_it() {
    let mut random = StdRng::seed_from_u64(8);
    let mut state = board(&mut random);
    let watcher = watchers().remove(0);
    let (filters, questions) = asked(&watcher);
    let (_, learned) = state.count(&watcher, &filters, questions);
    change(&mut state, &mut random);
    state.counts.keep(watcher.clone(), learned.expect("something to keep"));
    assert!(state.counts.get(&watcher).is_none());
}

#[test]
fn a_count_that_is_not_so_is_found() {
    let mut state = board(&mut StdRng::seed_from_u64(9));
    let before = ask(&mut state);
    state.counts.spoil();
    assert_eq!(differences(&state), 1);
    state.counts.clear();
    assert_eq!((differences(&state), ask(&mut state)), (0, before));
}

#[test]
fn what_nobody_asks_for_is_forgotten_while_chats_change() {
    let mut random = StdRng::seed_from_u64(10);
    let mut state = board(&mut random);
    ask(&mut state);
    let [asked, unasked] = [0, 1].map(|place| watchers().remove(place));
    for _ in 0..2 * limits::UNASKED_CHANGES {
        state.take_in(ChatId(1), None);
        assert!(state.counts.get(&asked).is_some());
    }
    // A look is an ask: this one comes when all is over.
    assert!(state.counts.get(&unasked).is_none());
}
