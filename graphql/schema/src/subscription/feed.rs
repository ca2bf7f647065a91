//! The feed of one subscriber: batches of the log as far as their permissions go, which are read again
//! whenever an event may have changed them.

use super::{
    audience::Audience,
    batch::{FeedBatch, FeedCache},
    encoded::{EncodedBatch, Source},
    event::{Event, is_told},
    rows::FeedRows,
    told::{EventBatch, FeedReset, ResetReason},
};
use crate::{noun::Subscriber, types::chat::ChatEvent};
use async_graphql::{Context, Result};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::{operator::presence::Connection, session};
use switchboard_graphql::{
    api::{Api, api},
    errors::top_level,
    log_reader::{LogReader, Next, head},
    scalars::EventCursor,
};
use switchboard_model::{
    ChatId, ChatVisibility, OperatorId, Permission, TeamId,
    actor::OperatorActor,
    chat,
    event::{self, EventKind, FeedTopic, SubjectKind},
    visibility::ChatPlace,
};

struct Feed {
    api: Arc<Api>,
    cache: Arc<FeedCache>,
    reader: LogReader,
    operator: OperatorActor,
    audience: Audience,
    /// The log's end when the feed was opened: up to there the subscriber's permissions of the time are
    /// not known, only those of now.
    opened_at: switchboard_model::EventCursor,
    /// What the credentials allow at most: a token may be cut to less than its operator's role.
    most: Vec<Permission>,
    topics: Option<Vec<FeedTopic>>,
    chat_id: Option<ChatId>,
    /// The subscriber is seen as long as they follow.
    _connection: Option<Connection>,
}

/// Opens a feed behind a place in the log.
pub async fn open(
    ctx: &Context<'_>,
    operator: OperatorActor,
    after: Option<EventCursor>,
    topics: Option<Vec<FeedTopic>>,
    chat_id: Option<ChatId>,
) -> Result<impl Stream<Item = Result<EncodedBatch>> + use<>> {
    let (api, cache) = (Arc::clone(api(ctx)?), Arc::clone(ctx.data::<Arc<FeedCache>>()?));
    let reader = LogReader::open(Arc::clone(&api), after.map(|cursor| cursor.0)).await?;
    let most = operator.permissions().to_vec();
    let opened_at = head(&api).await?;
    let audience = Audience::of(&operator);
    let _connection = api.desk.connect(&operator);
    let feed = Feed {
        api,
        cache,
        reader,
        operator,
        audience,
        opened_at,
        most,
        topics,
        chat_id,
        _connection,
    };
    Ok(stream::try_unfold(feed, |mut feed| async move {
        Ok(feed.next().await?.map(|batch| (batch, feed)))
    }))
}

impl Feed {
    async fn next(&mut self) -> Result<Option<EncodedBatch>> {
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
                Some(Next::Live(events)) => self.cache.shared(&events),
                Some(Next::Missed(events)) => Arc::new(FeedBatch::alone(events)),
            };
            let Some(last) = batch.events.last().map(|event| event.cursor) else { continue };
            if self.had_other_permissions(&batch.events).await? {
                return Ok(Some(reset(ResetReason::PermissionsChanged, last)));
            }
            if batch.events.iter().any(|event| event.event.kind.may_change_permissions()) {
                match self.changed_operator().await? {
                    None => return Ok(None),
                    Some(operator) => {
                        let is_same = self.operator == operator;
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
                return Ok(Some(EncodedBatch { batch: seen, source: Some(source) }));
            }
        }
    }

    /// Did the subscriber's permissions change while they were away. They then may see chats of which older
    /// events were none of theirs, so they have to start again.
    async fn had_other_permissions(&self, events: &[event::Event]) -> Result<bool> {
        let missed = events.iter().filter(|event| event.cursor <= self.opened_at);
        for event in missed.map(|event| &event.event) {
            let has_changed = |names: &[&str]| {
                event.detail.changed.iter().any(|name| names.contains(&name.as_str()))
            };
            let is_concerned = match event.subject_kind {
                SubjectKind::Operator => {
                    event.subject_id == self.operator.operator_id.0
                        && has_changed(&["role_id", "team_ids", "is_active"])
                }
                SubjectKind::Role => has_changed(&["permissions"]) && self.has_role(event).await?,
                SubjectKind::Channel => {
                    let visible = self.operator.visible_chats();
                    !visible.is_some_and(ChatVisibility::is_everything)
                        && has_changed(&["member_operator_ids", "member_team_ids"])
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
        let operators = self.api.read_related(move |related| related.operators(&[id])).await?;
        Ok(operators.iter().any(|operator| operator.role_id.0 == role))
    }

    fn wants(&self, event: &event::Event) -> bool {
        let is_of_chat = self.chat_id.is_none_or(|id| event.event.chat_id == Some(id));
        let topic = event.event.subject_kind.topic();
        is_of_chat && self.topics.as_ref().is_none_or(|topics| topics.contains(&topic))
    }

    /// The subscriber as they are now; none when they may not sign in any more.
    async fn changed_operator(&self) -> Result<Option<OperatorActor>> {
        let most = self.most.clone();
        session::renewed(&self.api.desk, &self.operator, most).await.map_err(top_level)
    }
}

fn reset(reason: ResetReason, head: switchboard_model::EventCursor) -> EncodedBatch {
    let head = EventCursor(head);
    let reset = Some(FeedReset { reason, head });
    EncodedBatch::alone(EventBatch { events: Vec::new(), cursor: head, reset })
}

/// The event as a subscriber may see it, or nothing. Events of a chat need the chat visible as it is now;
/// when a change of owners, a leaving, a closing or its deletion has taken it from the subscriber, only that much
/// is told.
fn present(event: &event::Event, rows: &FeedRows, operator: &OperatorActor) -> Option<Event> {
    let Some(chat_id) = event.event.chat_id else {
        let sees_contact = |id| rows.sees_contact(operator, id);
        let subscriber = Subscriber { operator, sees_contact: &sees_contact };
        return is_told(event, &subscriber).then(|| Event::of(event, rows));
    };
    let visibility = operator.visible_chats()?;
    let chat = rows.chat.get(&chat_id);
    let is_own = event.event.detail.operator_id == Some(operator.operator_id.0);
    if chat.is_some_and(|chat| rows.is_visible(&chat.0, visibility, operator.operator_id)) {
        let is_anothers = event.event.kind == EventKind::ChatRead && !is_own;
        return (!is_anothers).then(|| Event::of(event, rows));
    }
    let may_have_left = match event.event.kind {
        EventKind::ChatDeleted => was_visible(event, visibility, operator.operator_id),
        EventKind::ChatLeft => is_own,
        EventKind::ChatClosed => {
            event.event.detail.left_operator_ids.contains(&operator.operator_id.0)
        }
        kind if kind.changes_owners() || kind == EventKind::ChatReopened => {
            chat.is_some_and(|chat| had_before(event, &chat.0, visibility))
        }
        _ => false,
    };
    may_have_left.then(|| Event::Chat(ChatEvent::of(event, None)))
}

/// Was a chat visible that is gone, as it was until then.
fn was_visible(event: &event::Event, visibility: &ChatVisibility, operator_id: OperatorId) -> bool {
    let Some(channel_id) = event.event.channel_id else { return false };
    let detail = &event.event.detail;
    let place = ChatPlace {
        channel_id,
        team_id: detail.team_id_before.map(TeamId),
        operator_id: detail.operator_id_before.map(OperatorId),
    };
    visibility.allows_at(place, detail.left_operator_ids.contains(&operator_id.0))
}

/// Did a change of owners take the chat from this subscriber or one of their teams: was it visible as it was
/// before.
fn had_before(event: &event::Event, chat: &chat::Chat, visibility: &ChatVisibility) -> bool {
    let detail = &event.event.detail;
    let before = chat::Chat {
        operator_id: detail.operator_id_before.map(OperatorId),
        team_id: detail.team_id_before.map(TeamId),
        ..chat.clone()
    };
    visibility.allows(&before, false)
}
