//! What of `model::ChatFilter` the board holds, in two forms of one condition: of a chat, and as a set of all
//! chats that are like it. A filter that asks for more is the database's.

use crate::by_value::{ByValue, holds};
use crate::interned::Interned;
use crate::sets::Sets;
use crate::times::Span;
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::hash::Hash;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::{
    ChannelId, ChatFilter, ChatId, CloseReasonId, FilterContext, LabelId, OperatorId,
    ReferenceKindId, TeamId, Timestamp,
};

/// What a chat is to be like. A list means "one of these".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Condition {
    Chats(Vec<ChatId>),
    Statuses(Vec<ChatStatus>),
    WaitingOn(Vec<WaitingOn>),
    Priorities(Vec<ChatPriority>),
    Channels(Vec<ChannelId>),
    Teams(Vec<TeamId>),
    /// One of them is assigned or takes part.
    Staffed(Vec<OperatorId>),
    Labels(Vec<LabelId>),
    ReferenceKinds(Vec<ReferenceKindId>),
    CloseReasons(Vec<Option<CloseReasonId>>),
    /// Of a contact with one of these roles.
    Roles(Vec<Option<String>>),
    /// Of a contact with one of these languages.
    Languages(Vec<Option<String>>),
    Unassigned,
    UnreadBy(OperatorId),
    Snoozed,
    Escalated,
    Example,
    /// It was opened in this span.
    Created(Span),
    /// It is closed, since a time in this span.
    Closed(Span),
    /// Its newest message was stored at this time or later.
    Since(Timestamp),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// A filter as the board asks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) condition: Condition,
    /// Does it ask the same at any time.
    pub(crate) is_lasting: bool,
}

impl Question {
    /// The question that a filter asks; none where it asks for what the board does not hold.
    pub(crate) fn of(filter: &ChatFilter, context: FilterContext) -> Option<Self> {
        let mut is_lasting = true;
        let condition = condition(filter, context, &mut is_lasting)?;
        Some(Self { condition, is_lasting })
    }

    /// Does the board hold what a filter asks for, whoever asks and whenever.
    pub(crate) fn is_held(filter: &ChatFilter) -> bool {
        let anybody = FilterContext { operator_id: OperatorId(0), now: Timestamp::default() };
        Self::of(filter, anybody).is_some()
    }
}

fn condition(
    filter: &ChatFilter,
    context: FilterContext,
    is_lasting: &mut bool,
) -> Option<Condition> {
    // Every field is named: one that comes later is answered by the database until somebody thinks of it here.
    let ChatFilter {
        chat_ids,
        statuses,
        waiting_on,
        priorities,
        channel_ids,
        team_ids,
        operator_ids,
        label_ids,
        // What few chats have in common or nobody has bounded, the database finds by an index of its own.
        external_ids: None,
        reference_kind_ids,
        close_reason_ids,
        contact_roles,
        languages,
        attribute: None,
        chat_attribute: None,
        contact_id: None,
        is_mine,
        is_unassigned,
        is_unread,
        is_snoozed,
        is_escalated,
        is_example,
        created_from,
        created_to,
        closed_from,
        closed_to,
        last_message_from,
        last_message_to,
        within_last_ms,
        all,
        any,
        not,
    } = filter
    else {
        return None;
    };
    let who = context.operator_id;
    let mut parts = Vec::new();
    parts.extend(chat_ids.clone().map(Condition::Chats));
    parts.extend(statuses.clone().map(Condition::Statuses));
    parts.extend(waiting_on.clone().map(Condition::WaitingOn));
    parts.extend(priorities.clone().map(Condition::Priorities));
    parts.extend(channel_ids.clone().map(Condition::Channels));
    parts.extend(team_ids.clone().map(Condition::Teams));
    parts.extend(operator_ids.clone().map(Condition::Staffed));
    parts.extend(label_ids.clone().map(Condition::Labels));
    parts.extend(reference_kind_ids.clone().map(Condition::ReferenceKinds));
    parts.extend(close_reason_ids.as_deref().map(known).map(Condition::CloseReasons));
    parts.extend(contact_roles.as_deref().map(known).map(Condition::Roles));
    parts.extend(languages.as_deref().map(|words| {
        Condition::Languages(words.iter().map(|word| Some(word.to_ascii_lowercase())).collect())
    }));
    parts.extend(as_asked(*is_mine, Condition::Staffed(vec![who])));
    parts.extend(as_asked(*is_unassigned, Condition::Unassigned));
    parts.extend(as_asked(*is_unread, Condition::UnreadBy(who)));
    parts.extend(as_asked(*is_snoozed, Condition::Snoozed));
    parts.extend(as_asked(*is_escalated, Condition::Escalated));
    parts.extend(as_asked(*is_example, Condition::Example));
    parts.extend(Span::of(*created_from, *created_to).map(Condition::Created));
    parts.extend(Span::of(*closed_from, *closed_to).map(Condition::Closed));
    parts.extend(last_message_from.map(Condition::Since));
    parts.extend(last_message_to.map(|to| not_like(Condition::Since(to))));
    if let Some(span) = within_last_ms {
        *is_lasting = false;
        parts.push(Condition::Since(Timestamp(context.now.0.saturating_sub(*span))));
    }
    for one in all {
        parts.push(condition(one, context, is_lasting)?);
    }
    if let Some(any) = any {
        let any: Option<Vec<Condition>> =
            any.iter().map(|one| condition(one, context, is_lasting)).collect();
        parts.push(Condition::Any(any?));
    }
    if let Some(one) = not {
        parts.push(not_like(condition(one, context, is_lasting)?));
    }
    Some(Condition::All(parts))
}

/// Each of these as the value of a chat that has one.
fn known<T: Clone>(values: &[T]) -> Vec<Option<T>> {
    values.iter().cloned().map(Some).collect()
}

fn not_like(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn as_asked(is_asked: Option<bool>, condition: Condition) -> Option<Condition> {
    is_asked.map(|is_asked| if is_asked { condition } else { not_like(condition) })
}

impl Condition {
    /// Is a chat like this.
    pub(crate) fn is_like(&self, sets: &Sets, number: u32) -> bool {
        match self {
            Self::Chats(ids) => ids.contains(&sets.row(number).chat_id),
            Self::Statuses(statuses) => statuses.contains(&sets.row(number).status),
            Self::WaitingOn(whom) => whom.contains(&sets.row(number).waiting_on),
            Self::Priorities(priorities) => priorities.contains(&sets.row(number).priority),
            Self::Channels(ids) => ids.contains(&sets.place(number).channel_id),
            Self::Teams(ids) => sets.place(number).team_id.is_some_and(|id| ids.contains(&id)),
            Self::Staffed(ids) => ids.iter().any(|id| holds(&sets.staffed, id, number)),
            Self::Labels(ids) => ids.iter().any(|id| holds(&sets.labels, id, number)),
            Self::ReferenceKinds(ids) => {
                ids.iter().any(|id| holds(&sets.reference_kinds, id, number))
            }
            Self::CloseReasons(ids) => ids.contains(&sets.close_reason(number)),
            Self::Roles(roles) => roles.contains(sets.role(number)),
            Self::Languages(languages) => languages.contains(sets.language(number)),
            Self::Unassigned => sets.unassigned.contains(number),
            Self::UnreadBy(operator_id) => sets.is_unread(number, *operator_id),
            Self::Snoozed => sets.row(number).is_snoozed,
            Self::Escalated => sets.row(number).is_escalated,
            Self::Example => sets.examples.contains(number),
            Self::Created(span) => sets.is_created_in(number, *span),
            Self::Closed(span) => sets.is_closed_in(number, *span),
            Self::Since(at) => sets.is_since(number, *at),
            Self::All(parts) => parts.iter().all(|part| part.is_like(sets, number)),
            Self::Any(parts) => parts.iter().any(|part| part.is_like(sets, number)),
            Self::Not(part) => !part.is_like(sets, number),
        }
    }

    /// All chats that are like this.
    pub(crate) fn like<'s>(&self, sets: &'s Sets) -> Cow<'s, RoaringBitmap> {
        match self {
            Self::Chats(ids) => {
                Cow::Owned(ids.iter().filter_map(|id| sets.number_of(*id)).collect())
            }
            Self::Statuses(statuses) => union(statuses.iter().map(|one| sets.in_status(*one))),
            Self::WaitingOn(whom) => union(whom.iter().map(|one| sets.waiting_on(*one))),
            Self::Priorities(all) => union(all.iter().map(|one| sets.with_priority(*one))),
            Self::Channels(ids) => of_values(&sets.channels, ids),
            Self::Teams(ids) => of_values(&sets.teams, ids),
            Self::Staffed(ids) => of_values(&sets.staffed, ids),
            Self::Labels(ids) => of_values(&sets.labels, ids),
            Self::ReferenceKinds(ids) => of_values(&sets.reference_kinds, ids),
            Self::CloseReasons(ids) => of_interned(&sets.close_reasons, ids),
            Self::Roles(roles) => of_interned(&sets.roles, roles),
            Self::Languages(languages) => of_interned(&sets.languages, languages),
            Self::Unassigned => Cow::Borrowed(&sets.unassigned),
            Self::UnreadBy(operator_id) => Cow::Owned(sets.unread(*operator_id)),
            Self::Snoozed => Cow::Borrowed(&sets.snoozed),
            Self::Escalated => Cow::Borrowed(&sets.escalated),
            Self::Example => Cow::Borrowed(&sets.examples),
            Self::Created(span) => Cow::Owned(sets.created_in(*span)),
            Self::Closed(span) => Cow::Owned(sets.closed_in(*span)),
            Self::Since(at) => Cow::Owned(sets.since(*at)),
            Self::All(parts) => all_of(parts, sets),
            Self::Any(parts) => {
                let mut found = RoaringBitmap::new();
                for part in parts {
                    found |= &*part.like(sets);
                }
                Cow::Owned(found)
            }
            Self::Not(part) => Cow::Owned(&sets.all - &*part.like(sets)),
        }
    }
}

/// What is like all of these: first what is in their sets, then without those that are left out.
fn all_of<'s>(parts: &[Condition], sets: &'s Sets) -> Cow<'s, RoaringBitmap> {
    let mut found: Option<Cow<'s, RoaringBitmap>> = None;
    for part in parts.iter().filter(|part| !matches!(part, Condition::Not(_))) {
        let like = part.like(sets);
        found = Some(match found {
            Some(found) => Cow::Owned(&*found & &*like),
            None => like,
        });
    }
    let mut found = found.unwrap_or(Cow::Borrowed(&sets.all));
    for part in parts {
        if let Condition::Not(part) = part {
            found = Cow::Owned(&*found - &*part.like(sets));
        }
    }
    found
}

fn of_values<'s, K: Hash + Eq>(sets: &'s ByValue<K>, values: &[K]) -> Cow<'s, RoaringBitmap> {
    union(values.iter().filter_map(|value| sets.get(value)))
}

fn of_interned<'s, K: Hash + Eq + Clone>(
    sets: &'s Interned<K>,
    values: &[K],
) -> Cow<'s, RoaringBitmap> {
    union(values.iter().filter_map(|value| sets.chats_of(value)))
}

fn union<'s>(mut sets: impl Iterator<Item = &'s RoaringBitmap>) -> Cow<'s, RoaringBitmap> {
    let Some(first) = sets.next() else { return Cow::Owned(RoaringBitmap::new()) };
    sets.fold(Cow::Borrowed(first), |union, one| Cow::Owned(&*union | one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::ContactId;

    fn asked(filter: &ChatFilter) -> Option<Question> {
        let context = FilterContext { operator_id: OperatorId(7), now: Timestamp(1_000) };
        Question::of(filter, context)
    }

    #[test]
    fn what_the_board_does_not_hold_is_left_to_the_database_wherever_it_stands() {
        let contact = ChatFilter { contact_id: Some(ContactId(1)), ..ChatFilter::default() };
        let not = Some(Box::new(contact.clone()));
        for filter in [
            ChatFilter { not, ..ChatFilter::default() },
            ChatFilter { any: Some(vec![contact.clone()]), ..ChatFilter::default() },
            ChatFilter { all: vec![contact.clone()], ..ChatFilter::default() },
            contact,
        ] {
            assert_eq!(asked(&filter), None, "{filter:?}");
        }
        assert!(asked(&ChatFilter::default()).is_some());
    }

    #[test]
    fn what_is_asked_by_the_clock_is_another_question_each_time() {
        let hour = ChatFilter { within_last_ms: Some(100), ..ChatFilter::default() };
        let question = asked(&ChatFilter { all: vec![hour], ..ChatFilter::default() });
        let question = question.expect("a question");
        assert!(!question.is_lasting);
        let since = Condition::All(vec![Condition::Since(Timestamp(900))]);
        assert_eq!(question.condition, Condition::All(vec![since]));
    }
}
