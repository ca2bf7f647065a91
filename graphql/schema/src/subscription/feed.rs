//! The feed of one subscriber: batches of the log as far as their rights go, which are read again
//! whenever an event may have changed them.

use super::{
    EventBatch, FeedReset, FeedTopic, ResetReason,
    encoding::{Audience, Source, Told},
    present::present,
};
use crate::{
    api::Api,
    errors::top_level,
    log_reader::{LogReader, Next, head},
    scalars::EventCursor,
};
use async_graphql::Result;
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::{DeskError, session};
use switchboard_model::{
    Actor, ChatId, Right,
    actor::OperatorActor,
    event::{self, EventKind},
};
use switchboard_store::operator;

struct Feed {
    api: Arc<Api>,
    reader: LogReader,
    operator: OperatorActor,
    audience: Audience,
    /// The log's end when the feed was opened: up to there the subscriber's rights of the time are
    /// not known, only those of now.
    opened_at: switchboard_model::EventCursor,
    /// What the credentials allow at most: a token may be cut to less than its operator's role.
    most: Vec<Right>,
    topics: Option<Vec<FeedTopic>>,
    chat_id: Option<ChatId>,
}

/// Opens a feed behind a place in the log.
pub async fn open(
    api: Arc<Api>,
    operator: OperatorActor,
    after: Option<switchboard_model::EventCursor>,
    topics: Option<Vec<FeedTopic>>,
    chat_id: Option<ChatId>,
) -> Result<impl Stream<Item = Result<Told>> + use<>> {
    let reader = LogReader::open(Arc::clone(&api), after).await?;
    let most = operator.rights.clone();
    let opened_at = head(&api).await?;
    let audience = Audience::of(&operator);
    let feed = Feed { api, reader, operator, audience, opened_at, most, topics, chat_id };
    Ok(stream::try_unfold(feed, |mut feed| async move {
        Ok(feed.next().await?.map(|batch| (batch, feed)))
    }))
}

impl Feed {
    async fn next(&mut self) -> Result<Option<Told>> {
        loop {
            let batch = match self.reader.next().await? {
                None => return Ok(None),
                Some(Next::Reset { is_other_epoch, head }) => {
                    let reason = if is_other_epoch {
                        ResetReason::EpochChanged
                    } else {
                        ResetReason::CursorExpired
                    };
                    return Ok(Some(reset(reason, head)));
                }
                Some(Next::Batch(batch)) => batch,
            };
            let Some(last) = batch.events.last().map(|event| event.cursor) else { continue };
            if self.had_other_rights(&batch.events).await? {
                return Ok(Some(reset(ResetReason::PermissionsChanged, last)));
            }
            if batch.events.iter().any(may_change_rights) {
                match self.changed_operator().await? {
                    None => return Ok(None),
                    Some(operator) => {
                        let is_same = sees_the_same(&self.operator, &operator);
                        self.audience = Audience::of(&operator);
                        self.operator = operator;
                        if !is_same {
                            return Ok(Some(reset(ResetReason::PermissionsChanged, last)));
                        }
                    }
                }
            }
            if !batch.events.iter().any(|event| self.wants(event)) {
                continue;
            }
            let rows = batch.rows(&self.api).await?;
            let wanted = batch.events.iter().filter(|event| self.wants(event));
            let (told, events): (Vec<_>, Vec<_>) = wanted
                .filter_map(|event| Some((event.cursor, present(event, &rows, &self.operator)?)))
                .unzip();
            if !events.is_empty() {
                let seen = EventBatch { events, cursor: EventCursor(last), reset: None };
                let source = Source { batch, audience: self.audience, told };
                return Ok(Some(Told { batch: seen, source: Some(source) }));
            }
        }
    }

    /// Did the subscriber's rights change while they were away. They then may see chats of which older
    /// events were none of theirs, so they have to start anew.
    async fn had_other_rights(&self, events: &[event::Event]) -> Result<bool> {
        let missed = events.iter().filter(|event| event.cursor <= self.opened_at);
        for event in missed.map(|event| &event.event) {
            let has_changed = |names: &[&str]| {
                event.detail.changed.iter().any(|name| names.contains(&name.as_str()))
            };
            let is_concerned = match event.kind {
                EventKind::OperatorEdited => {
                    event.subject_id == self.operator.operator_id.0
                        && has_changed(&["role_id", "team_ids", "is_active"])
                }
                EventKind::RoleEdited => has_changed(&["rights"]) && self.has_role(event).await?,
                EventKind::ChannelEdited => {
                    !self.operator.scope.is_all && has_changed(&["team_id"])
                }
                _ => false,
            };
            if is_concerned {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn has_role(&self, event: &event::NewEvent) -> Result<bool> {
        let (id, role) = (self.operator.operator_id, event.subject_id);
        let operator = self.api.read(move |connection| operator::find(connection, id)).await?;
        Ok(operator.is_some_and(|operator| operator.role_id.0 == role))
    }

    fn wants(&self, event: &event::Event) -> bool {
        let is_of_chat = self.chat_id.is_none_or(|id| event.event.chat_id == Some(id));
        let topic = topic(event.event.kind);
        is_of_chat && self.topics.as_ref().is_none_or(|topics| topics.contains(&topic))
    }

    /// The subscriber as they are now; none when they may not sign in any more.
    async fn changed_operator(&self) -> Result<Option<OperatorActor>> {
        match session::actor_of(&self.api.desk, self.operator.operator_id).await {
            Ok(Actor::Operator(mut operator)) => {
                operator.rights.retain(|right| self.most.contains(right));
                operator.scope.is_all = operator.rights.contains(&Right::ChatReadAll);
                Ok(Some(operator))
            }
            Ok(_) | Err(DeskError::NotFound) => Ok(None),
            Err(error) => Err(top_level(error)),
        }
    }
}

/// Whoever reaches all chats reaches no more of them by a team or a channel.
fn sees_the_same(before: &OperatorActor, after: &OperatorActor) -> bool {
    let is_all = before.scope.is_all && after.scope.is_all;
    before.rights == after.rights && (is_all || before.scope == after.scope)
}

fn reset(reason: ResetReason, head: switchboard_model::EventCursor) -> Told {
    let head = EventCursor(head);
    let reset = Some(FeedReset { reason, head });
    Told::alone(EventBatch { events: Vec::new(), cursor: head, reset })
}

fn may_change_rights(event: &event::Event) -> bool {
    matches!(
        event.event.kind,
        EventKind::OperatorEdited
            | EventKind::RoleEdited
            | EventKind::TeamEdited
            | EventKind::ChannelAdded
            | EventKind::ChannelEdited
    )
}

fn topic(kind: EventKind) -> FeedTopic {
    match kind {
        EventKind::ChatOpened
        | EventKind::ChatAssigned
        | EventKind::ChatJoined
        | EventKind::ChatLeft
        | EventKind::ChatClosed
        | EventKind::ChatReopened
        | EventKind::ChatEdited
        | EventKind::ChatRead
        | EventKind::MessageCreated
        | EventKind::MessageEdited
        | EventKind::MessageRetracted
        | EventKind::MessageReacted
        | EventKind::DeliveryChanged
        | EventKind::AttachmentChanged
        | EventKind::NoteCreated
        | EventKind::NoteEdited
        | EventKind::NoteDeleted => FeedTopic::Chats,
        EventKind::ContactCreated | EventKind::ContactEdited => FeedTopic::Contacts,
        EventKind::ChannelAdded | EventKind::ChannelEdited | EventKind::InboxChanged => {
            FeedTopic::Channels
        }
        EventKind::OperatorAdded
        | EventKind::OperatorEdited
        | EventKind::RoleEdited
        | EventKind::TeamEdited => FeedTopic::People,
        EventKind::ReasonEdited | EventKind::SettingEdited => FeedTopic::Settings,
    }
}
