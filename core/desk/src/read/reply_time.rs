//! How long a customer may expect to wait for the first answer on a channel (F90): the median of its newest rounds,
//! rounded up to a step, so that it tells of no operator and of no single chat, and nothing of how much there is to do.

use super::{PageRequest, Related};
use crate::limits::{
    REPLY_TIME_CHATS, REPLY_TIME_MESSAGES, REPLY_TIME_ROUNDS_MIN, REPLY_TIME_STEPS_MS,
    REPLY_TIME_WINDOW_MS,
};
use crate::{Desk, Result};
use std::collections::HashMap;
use switchboard_model::event::EventKind;
use switchboard_model::{ActId, ChannelId, ChatId, Timestamp};
use switchboard_store::act;
use switchboard_store::page::{acts, turns, turns::Turn};

/// What a round begins with.
const BEGINS: [EventKind; 2] = [EventKind::ChatOpened, EventKind::ChatReopened];

impl Desk {
    /// How long customers usually wait for the first answer on a channel, in milliseconds; none where too few rounds
    /// tell. What was found is believed for some minutes.
    ///
    /// # Errors
    /// `Store`.
    pub async fn usual_reply_ms(&self, channel_id: ChannelId) -> Result<Option<i64>> {
        let now = self.now();
        if let Some(known) = self.reply_times().find(&channel_id, now.0) {
            return Ok(known);
        }
        let read = move |related: &mut Related<'_>| related.usual_reply_ms(channel_id, now);
        let found = self.read_related(read).await?;
        self.reply_times().keep(channel_id, found, now.0);
        Ok(found)
    }
}

impl Related<'_> {
    fn usual_reply_ms(&mut self, channel_id: ChannelId, now: Timestamp) -> Result<Option<i64>> {
        let since = now.plus_ms(-REPLY_TIME_WINDOW_MS);
        let chats = turns::newest_chats(self.connection, channel_id, since, REPLY_TIME_CHATS)?;
        if chats.len() < REPLY_TIME_ROUNDS_MIN {
            return Ok(None);
        }
        let newest = PageRequest::first(1);
        let begins = acts::of_kinds(self.connection, &chats, BEGINS, &newest)?;
        let ids: Vec<ActId> = begins.into_values().flat_map(|page| page.items).map(ActId).collect();
        let mut turns_of: HashMap<ChatId, Vec<Turn>> = HashMap::new();
        for turn in turns::of_chats(self.connection, &chats, REPLY_TIME_MESSAGES)? {
            turns_of.entry(ChatId(turn.chat_id)).or_default().push(turn);
        }
        let begun = act::by_ids(self.connection, &ids)?.into_iter();
        let waits = begun.filter(|act| act.at >= since).filter_map(|act| {
            first_answer_ms(
                act.at,
                turns_of.get(&act.chat_id).map(Vec::as_slice).unwrap_or_default(),
            )
        });
        Ok(usual(waits.collect()))
    }
}

/// How long the customer waited in the round that began then; none where they did not begin it, wait still, or have
/// said so much since that it is not read.
fn first_answer_ms(begun_at: Timestamp, newest: &[Turn]) -> Option<i64> {
    let is_whole = i64::try_from(newest.len()).is_ok_and(|count| count < REPLY_TIME_MESSAGES)
        || newest.iter().any(|turn| turn.created_at < begun_at);
    let first = |is_meant: fn(&Turn) -> bool, since: Timestamp| {
        let of_round = newest.iter().filter(|turn| turn.created_at >= since && is_meant(turn));
        of_round.map(|turn| turn.created_at).min()
    };
    let asked_at = first(|turn| turn.is_contact, begun_at).filter(|_| is_whole)?;
    let is_theirs = first(|turn| turn.is_operator, begun_at).is_none_or(|at| at >= asked_at);
    let answered_at = first(|turn| turn.is_operator, asked_at).filter(|_| is_theirs)?;
    Some(answered_at.since_ms(asked_at))
}

/// The median of the waits, rounded up to a step; none of too few, and none beyond the last step.
fn usual(mut waits: Vec<i64>) -> Option<i64> {
    if waits.len() < REPLY_TIME_ROUNDS_MIN {
        return None;
    }
    waits.sort_unstable();
    let median = waits.get(waits.len() / 2)?;
    REPLY_TIME_STEPS_MS.into_iter().find(|step| median <= step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(created_at: i64, is_contact: bool) -> Turn {
        let created_at = Timestamp(created_at);
        Turn { chat_id: 1, created_at, is_contact, is_operator: !is_contact }
    }

    fn waited(turns: &[(i64, bool)]) -> Option<i64> {
        let turns: Vec<Turn> = turns.iter().map(|(at, by)| turn(*at, *by)).collect();
        first_answer_ms(Timestamp(100), &turns)
    }

    #[test]
    fn a_wait_is_from_the_first_question_of_the_round_to_the_first_answer() {
        assert_eq!(
            waited(&[(50, true), (60, false), (100, true), (110, true), (130, false)]),
            Some(30)
        );
        assert_eq!(waited(&[(100, true), (130, false), (140, true), (900, false)]), Some(30));
        assert_eq!(waited(&[(100, true)]), None, "it goes on");
        assert_eq!(waited(&[(100, false), (110, true), (120, false)]), None, "operators began");
        assert_eq!(waited(&[(50, true), (60, false)]), None, "nothing was said in the round");
        let long: Vec<(i64, bool)> =
            (0..REPLY_TIME_MESSAGES).map(|at| (100 + at, at == 5)).collect();
        assert_eq!(waited(&long), None, "its beginning is not read");
    }

    #[test]
    fn the_usual_wait_is_rounded_up_to_a_step_and_none_of_few() {
        let few = REPLY_TIME_ROUNDS_MIN - 1;
        assert_eq!(usual(vec![1_000; few]), None);
        let [shortest, second, .., longest] = REPLY_TIME_STEPS_MS;
        let with = |median: i64| usual([vec![0; few / 2 + 1], vec![median; few]].concat());
        assert_eq!(with(0), Some(shortest));
        assert_eq!(with(shortest + 1), Some(second));
        assert_eq!(with(longest), Some(longest));
        assert_eq!(with(longest + 1), None);
    }
}
