//! What starts rules: an event of the log as rules name it, a state that has lasted, a timer that has run out.

use super::loaded::Loaded;
use switchboard_desk::{Desk, DeskError};
use switchboard_model::delivery::DeliveryState;
use switchboard_model::event::{Event, EventKind};
use switchboard_model::rule::{RuleTimer, RuleWait};
use switchboard_model::{AuthorKind, DeliveryId, MessageId, OperatorId, RuleId, TeamId, Timestamp};
use switchboard_rules::{EventFacts, Was};
use switchboard_store::delivery;

/// What starts rules.
pub(super) struct Starting {
    /// As rules see it.
    pub(super) facts: EventFacts,
    /// The message that it is about.
    pub(super) message_id: Option<MessageId>,
    /// The rule that is asked alone.
    pub(super) only: Option<String>,
    /// How many rules it goes back to.
    pub(super) depth: i64,
}

impl Starting {
    /// A state has lasted.
    pub(super) fn wait(key: &str, wait: &RuleWait, since: Timestamp, now: Timestamp) -> Self {
        let facts = EventFacts {
            kind: wait.start.clone(),
            at: now,
            by: AuthorKind::System.as_str(),
            step: wait.step,
            waited_ms: now.since_ms(since),
            ..EventFacts::default()
        };
        Self { facts, message_id: None, only: Some(key.to_owned()), depth: 0 }
    }

    /// A timer has run out.
    pub(super) fn timer(key: &str, timer: &RuleTimer) -> Self {
        let facts = EventFacts {
            kind: "timer.fired".to_owned(),
            at: timer.due_at,
            by: AuthorKind::System.as_str(),
            timer: Some(timer.name.clone()),
            ..EventFacts::default()
        };
        Self { facts, message_id: None, only: Some(key.to_owned()), depth: 0 }
    }
}

/// An event of the log as it starts rules; none where no rule listens to it.
pub(super) async fn starting_of(
    desk: &Desk,
    known: &Loaded,
    event: &Event,
) -> Result<Option<Starting>, DeskError> {
    let Some(kind) = name_of(event) else { return Ok(None) };
    if !known.hooks(kind) {
        return Ok(None);
    }
    let about = &event.event;
    let message_id = match about.kind {
        EventKind::MessageCreated | EventKind::MessageEdited => Some(MessageId(about.subject_id)),
        EventKind::DeliveryChanged => match failed(desk, DeliveryId(about.subject_id)).await? {
            Some(message_id) => Some(message_id),
            None => return Ok(None),
        },
        _ => None,
    };
    let (detail, id) = (&about.detail, about.author_id);
    let rule_id = id.filter(|_| about.author_kind == AuthorKind::Rule).map(RuleId);
    let operator_id = id.filter(|_| about.author_kind == AuthorKind::Operator).map(OperatorId);
    let facts = EventFacts {
        kind: kind.to_owned(),
        at: event.at,
        by: about.author_kind.as_str(),
        by_operator: operator_id.and_then(|id| known.email_of(id)),
        by_rule: rule_id.and_then(|id| known.key_of(id)),
        changed: changed(&detail.changed),
        was: Was {
            status: detail.status_before.as_deref().and_then(|word| word.parse().ok()),
            priority: detail.priority_before.as_deref().and_then(|word| word.parse().ok()),
            team: detail.team_id_before.and_then(|id| known.team_key_of(TeamId(id))),
            operator: detail.operator_id_before.and_then(|id| known.email_of(OperatorId(id))),
        },
        ..EventFacts::default()
    };
    let depth = detail.depth.unwrap_or_default();
    Ok(Some(Starting { facts, message_id, only: None, depth }))
}

/// What rules call an event; none where they have no word for it.
fn name_of(event: &Event) -> Option<&'static str> {
    let by_contact = event.event.author_kind == AuthorKind::Contact;
    Some(match event.event.kind {
        EventKind::ChatOpened => "chat.opened",
        EventKind::ChatReopened => "chat.reopened",
        EventKind::ChatAssigned => "chat.assigned",
        EventKind::ChatJoined => "chat.joined",
        EventKind::ChatLeft => "chat.left",
        EventKind::ChatForwarded => "chat.forwarded",
        EventKind::ChatEscalated => "chat.escalated",
        EventKind::ChatQueued => "chat.queued",
        EventKind::ChatUpdated => "chat.updated",
        EventKind::ChatLabeled | EventKind::ChatUnlabeled => "chat.labelled",
        EventKind::ChatSnoozed => "chat.snoozed",
        EventKind::ChatWoken => "chat.woken",
        EventKind::ChatClosed => "chat.closed",
        EventKind::ChatRated => "chat.rated",
        EventKind::MessageCreated if by_contact => "message.received",
        EventKind::MessageCreated => "message.sent",
        EventKind::MessageEdited => "message.edited",
        EventKind::DeliveryChanged => "delivery.failed",
        EventKind::ContactUpdated
        | EventKind::ContactUnited
        | EventKind::ContactUniteUndone
        | EventKind::ContactDuplicateFound => "contact.updated",
        _ => return None,
    })
}

/// The message of a delivery that has failed; none of any other.
async fn failed(desk: &Desk, id: DeliveryId) -> Result<Option<MessageId>, DeskError> {
    let found = desk.store().read(move |connection| delivery::by_ids(connection, &[id])).await?;
    let failed = found.into_iter().find(|one| one.state == DeliveryState::Failed);
    Ok(failed.map(|one| one.message_id))
}

/// The properties that changed, by the names that rules say.
fn changed(names: &[String]) -> Vec<&'static str> {
    let word = |name: &String| {
        Some(match name.as_str() {
            "operator_id" => "operator",
            "team_id" => "team",
            "priority" => "priority",
            "subject" => "subject",
            "language" => "language",
            "labels" => "labels",
            "escalation_level" => "escalation_level",
            "snoozed_until" => "snoozed_until",
            "name" => "name",
            "email" => "email",
            "phone" => "phone",
            "role" => "role",
            "locale" => "language",
            "time_zone" => "time_zone",
            "attributes" => "attributes",
            _ => return None,
        })
    };
    names.iter().filter_map(word).collect()
}
