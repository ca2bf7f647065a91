//! The histories of the chats of a schedule: each change of a chat is told once, in the order in which it
//! happened, so that who adds up what is told has the chat as it is.

use super::deeds::World;
use crate::app::events;
use switchboard_desk::read::PageRequest;
use switchboard_model::chat::ChatStatus;
use switchboard_model::event::{Event, EventKind};
use switchboard_model::{AuthorKind, ChatId, Timestamp};
use switchboard_store::{StoreError, chat, participant};

/// More acts than a chat has in a schedule.
const ACTS: i64 = 1_000;

/// A status before and after, as an event tells it.
type StatusChange = (Option<String>, Option<String>);

/// What the events of a chat add up to.
struct Folded {
    status: String,
    round: i64,
    /// Whose it is; several where one of them has it whom nothing has told yet.
    operator_ids: Vec<i64>,
    /// Since when they are in it, and who.
    present: Vec<(Timestamp, i64)>,
    is_snoozed: bool,
    /// Offers that have not ended.
    offers: usize,
    /// The status before and after, where the last event has opened the chat again.
    reopened: Option<StatusChange>,
    /// The acts that were told.
    acts: Vec<String>,
}

/// Each chat's events add up to its row, and its acts are those events of it that stay.
pub async fn holds(world: &World) {
    let mut events = events(world.desk(), world.start).await;
    // Both databases number events while their chat is locked. The log's own order is that of transactions,
    // of which some do several things.
    events.sort_by_key(|event| event.cursor.sequence);
    for (_, id) in world.ledger.chats() {
        let mut folded = Folded::new();
        for event in events.iter().filter(|event| event.event.chat_id == Some(id)) {
            folded.add(event, &world.told);
        }
        let read = world.desk().store().read::<_, StoreError>(move |connection| {
            Ok((chat::get(connection, id)?, participant::of_chat(connection, id)?))
        });
        let (row, participants) = read.await.expect("the chat is read");
        let present: Vec<i64> = participants.iter().map(|one| one.operator_id.0).collect();
        let told_present = folded.ids_of_present();
        let is_whose = row
            .operator_id
            .map_or(folded.operator_ids.is_empty(), |id| folded.operator_ids.contains(&id.0));
        let whose = (&row.operator_id, &folded.operator_ids);
        assert!(is_whose, "whose it is, and whose by what is told: {whose:?}, {}", world.told);
        let expected = (
            row.status.as_str().to_owned(),
            row.round,
            present,
            row.snoozed_until.is_some(),
            usize::from(row.status == ChatStatus::Transferred),
        );
        let told = (folded.status, folded.round, told_present, folded.is_snoozed, folded.offers);
        assert_eq!(told, expected, "what is told adds up to the row, {}", world.told);

        let mut acts = acts(world, id).await;
        let mut expected = folded.acts;
        if world.processes > 1 {
            // Each process numbers its acts by itself, and the clock stands still.
            acts.sort();
            expected.sort();
        }
        assert_eq!(acts, expected, "the acts, {}", world.told);
    }
}

/// The acts of a chat in words, oldest first.
async fn acts(world: &World, id: ChatId) -> Vec<String> {
    let read = world
        .desk()
        .read_related(move |related| related.acts_of_chats(&[id], &PageRequest::first(ACTS)));
    let mut pages = read.await.expect("the history is read");
    let page = pages.remove(&id).expect("a page of the chat");
    let words = page.items.into_iter().rev().map(|act| {
        line(act.kind, (act.at, act.round), (act.author_kind, act.author_id), &act.detail)
    });
    words.collect()
}

fn line(
    kind: EventKind,
    (at, round): (Timestamp, i64),
    author: (AuthorKind, Option<i64>),
    detail: &dyn std::fmt::Debug,
) -> String {
    format!("{kind} at {} in {round} by {author:?}: {detail:?}", at.0)
}

impl Folded {
    /// A chat before its first event.
    fn new() -> Self {
        Self {
            status: "NEW".to_owned(),
            round: 1,
            operator_ids: Vec::new(),
            present: Vec::new(),
            is_snoozed: false,
            offers: 0,
            reopened: None,
            acts: Vec::new(),
        }
    }

    fn add(&mut self, event: &Event, told: &str) {
        let (kind, detail) = (event.event.kind, &event.event.detail);
        match kind {
            EventKind::ChatReopened => {
                self.round += 1;
                self.belongs_to(detail.operator_id);
            }
            EventKind::ChatJoined => self.joins(event.at, detail.operator_id),
            EventKind::ChatLeft => self.leaves(detail.operator_id),
            EventKind::ChatClosed => self.present.clear(),
            EventKind::ChatSnoozed => self.is_snoozed = true,
            EventKind::ChatWoken => {
                self.is_snoozed = false;
                self.belongs_to(detail.operator_id);
            }
            EventKind::ChatQueued => {
                let whose = (detail.operator_id, self.present.len());
                assert_eq!(whose, (None, 0), "a chat that queues is nobody's, {told}");
                self.belongs_to(None);
            }
            EventKind::ChatForwarded => self.offers += 1,
            EventKind::ChatForwardSettled => {
                assert_eq!(self.offers, 1, "an offer ends once, {told}");
                self.offers = 0;
                self.belongs_to(detail.operator_id);
            }
            _ => {}
        }
        let change: StatusChange = (detail.status_before.clone(), detail.status_after.clone());
        // The message that opens a chat again tells of the same change as its opening.
        let is_again = kind == EventKind::MessageCreated && self.reopened.as_ref() == Some(&change);
        if let (Some(before), Some(after)) = &change
            && !is_again
        {
            assert_eq!(*before, self.status, "{kind} follows on what was, {told}");
            self.status.clone_from(after);
        }
        // That it queues since then may be told between the two.
        if kind != EventKind::ChatQueued {
            self.reopened = (kind == EventKind::ChatReopened).then_some(change);
        }
        if kind.is_act() {
            let author = (event.event.author_kind, event.event.author_id);
            self.acts.push(line(kind, (event.at, self.round), author, detail));
        }
    }

    fn joins(&mut self, at: Timestamp, id: Option<i64>) {
        let id = id.expect("somebody joins");
        if self.present.iter().all(|(_, present)| *present != id) {
            self.present.push((at, id));
            self.present.sort();
        }
        if self.operator_ids.is_empty() {
            self.operator_ids = vec![id];
        }
    }

    /// Who has the chat gives it to one of those who stay: to whom, hangs on who is there.
    fn leaves(&mut self, id: Option<i64>) {
        self.present.retain(|(_, present)| Some(*present) != id);
        if self.operator_ids.iter().any(|operator_id| Some(*operator_id) == id) {
            self.operator_ids = self.ids_of_present();
        }
    }

    fn belongs_to(&mut self, operator_id: Option<i64>) {
        self.operator_ids = operator_id.into_iter().collect();
    }

    fn ids_of_present(&self) -> Vec<i64> {
        self.present.iter().map(|(_, id)| *id).collect()
    }
}
