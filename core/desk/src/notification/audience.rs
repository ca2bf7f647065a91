//! Who is told of an event, and of what: those whom it concerns, who did not do it themselves and may see it.

use crate::access::can_read;
use crate::chat::{is_staffed, operator_id};
use crate::limits::{OPERATORS_MAX, QUEUED_TOLD_MAX};
use crate::operator::online;
use crate::session::operator_actor;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use switchboard_model::actor::Credential;
use switchboard_model::chat::Chat;
use switchboard_model::delivery::DeliveryState;
use switchboard_model::event::{Event, EventKind, NewEvent};
use switchboard_model::forward::ForwardState;
use switchboard_model::notification::NotificationKind;
use switchboard_model::preferences::Preferences;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{
    Actor, AuthorKind, DeliveryId, MessageId, NoteId, OperatorId, Permission, TeamId, Timestamp,
};
use switchboard_store::{
    DatabaseConnection, StoreError, chat, delivery, forward, message, note, operator,
    operator_preferences, operator_presence, participant, team,
};

/// Somebody who is told of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addressee {
    pub(super) operator_id: OperatorId,
    pub(super) kind: NotificationKind,
    /// The number of what it is about.
    pub(super) subject_id: i64,
}

/// The operators of a page of the log, each read once: as they may act now, and what they prefer.
#[derive(Default)]
pub(super) struct Audience {
    actors: HashMap<OperatorId, Option<Actor>>,
    preferences: HashMap<OperatorId, Preferences>,
}

impl Audience {
    /// What an operator prefers.
    pub(super) fn preferences(
        &mut self,
        connection: &mut DatabaseConnection,
        id: OperatorId,
    ) -> Result<&Preferences, StoreError> {
        let preferences = match self.preferences.entry(id) {
            Entry::Occupied(place) => place.into_mut(),
            Entry::Vacant(place) => {
                let found = operator_preferences::find(connection, id)?;
                place.insert(found.unwrap_or_else(|| Preferences::of(id, Timestamp(0))))
            }
        };
        Ok(preferences)
    }

    /// An operator as they may act now; none for one who may not sign in.
    fn actor(
        &mut self,
        connection: &mut DatabaseConnection,
        id: OperatorId,
    ) -> Result<Option<&Actor>, StoreError> {
        let actor = match self.actors.entry(id) {
            Entry::Occupied(place) => place.into_mut(),
            Entry::Vacant(place) => {
                let found = operator_actor(connection, id, Credential::Console, None)?;
                place.insert(found.map(Actor::Operator))
            }
        };
        Ok(actor.as_ref())
    }

    /// May an operator see a chat, where it is in one, and has this permission, where it takes one.
    fn may_know(
        &mut self,
        connection: &mut DatabaseConnection,
        id: OperatorId,
        (chat, permission): (Option<&Chat>, Option<Permission>),
    ) -> Result<bool, StoreError> {
        let Some(actor) = self.actor(connection, id)? else { return Ok(false) };
        if permission.is_some_and(|permission| !actor.has(permission)) {
            return Ok(false);
        }
        chat.map_or(Ok(true), |chat| can_read(connection, actor, chat))
    }
}

/// What an event would tell, before it is asked who may know it.
struct News {
    kind: NotificationKind,
    subject_id: i64,
    operator_ids: Vec<OperatorId>,
    permission: Option<Permission>,
    /// At most so many are told.
    most: usize,
}

impl News {
    fn of(kind: NotificationKind, subject_id: i64, operator_ids: Vec<OperatorId>) -> Self {
        Self { kind, subject_id, operator_ids, permission: None, most: usize::MAX }
    }
}

/// Whom an event tells what.
pub(super) fn told_by(
    connection: &mut DatabaseConnection,
    audience: &mut Audience,
    event: &Event,
) -> Result<Vec<Addressee>, StoreError> {
    let event = &event.event;
    let chat = match event.chat_id {
        Some(id) if may_tell(event.kind) => chat::find(connection, id)?,
        _ => None,
    };
    // What has happened in a chat that is gone is no news.
    if event.chat_id.is_some() && chat.is_none() {
        return Ok(Vec::new());
    }
    let Some(news) = news_of(connection, event, chat.as_ref())? else { return Ok(Vec::new()) };
    let author = operator_id((event.author_kind, event.author_id));
    let mut told = Vec::new();
    for operator_id in news.operator_ids {
        let asked = (chat.as_ref(), news.permission);
        if told.len() < news.most
            && author != Some(operator_id)
            && audience.may_know(connection, operator_id, asked)?
        {
            told.push(Addressee { operator_id, kind: news.kind, subject_id: news.subject_id });
        }
    }
    Ok(told)
}

/// Can this kind of event in a chat tell anybody anything.
fn may_tell(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ChatAssigned
            | EventKind::ChatOpened
            | EventKind::ChatReopened
            | EventKind::ChatQueued
            | EventKind::ChatWoken
            | EventKind::ChatEscalated
            | EventKind::ChatForwarded
            | EventKind::ChatForwardSettled
            | EventKind::ChatRated
            | EventKind::MessageCreated
            | EventKind::DeliveryChanged
            | EventKind::NoteCreated
            | EventKind::NoteUpdated
    )
}

fn news_of(
    connection: &mut DatabaseConnection,
    event: &NewEvent,
    chat: Option<&Chat>,
) -> Result<Option<News>, StoreError> {
    Ok(match (event.kind, chat) {
        (EventKind::NoteCreated | EventKind::NoteUpdated, _) => {
            mentioned(connection, NoteId(event.subject_id))?
        }
        (_, Some(chat)) => news_in_chat(connection, event, chat)?,
        (EventKind::ChannelBroken, None) => {
            let all = operator::active_with_permissions(connection)?;
            let may_manage = all
                .into_iter()
                .filter(|(_, _, permissions)| permissions.contains(&Permission::ChannelManage));
            let ids = may_manage.map(|(id, _, _)| id).collect();
            let broken = News::of(NotificationKind::ChannelBroken, event.subject_id, ids);
            Some(News { permission: Some(Permission::ChannelManage), ..broken })
        }
        (_, None) => None,
    })
}

fn news_in_chat(
    connection: &mut DatabaseConnection,
    event: &NewEvent,
    chat: &Chat,
) -> Result<Option<News>, StoreError> {
    let about_chat = |kind, ids| News::of(kind, chat.chat_id.0, ids);
    let named = event.detail.operator_id.map(OperatorId);
    Ok(match event.kind {
        EventKind::ChatAssigned
            if event.detail.changed.iter().any(|name| name == "operator_id") =>
        {
            match named {
                Some(id) => Some(about_chat(NotificationKind::Assigned, vec![id])),
                None => queued(connection, chat)?,
            }
        }
        EventKind::ChatAssigned
        | EventKind::ChatOpened
        | EventKind::ChatReopened
        | EventKind::ChatQueued
        | EventKind::ChatWoken
        | EventKind::ChatEscalated => queued(connection, chat)?,
        EventKind::ChatForwarded => {
            let ids = match (named, event.detail.team_id) {
                (Some(id), _) => vec![id],
                (None, Some(id)) => there(connection, Some(TeamId(id)))?,
                (None, None) => Vec::new(),
            };
            let offered = about_chat(NotificationKind::Forwarded, ids);
            Some(News { permission: Some(Permission::ChatReply), most: QUEUED_TOLD_MAX, ..offered })
        }
        EventKind::ChatForwardSettled => {
            let offer = forward::last_of_chat(connection, chat.chat_id)?;
            offer.filter(|offer| offer.state != ForwardState::Offered).map(|offer| {
                let both = [Some(offer.operator_id), offer.to_operator_id];
                let ids = both.into_iter().flatten().collect();
                about_chat(NotificationKind::ForwardSettled, ids)
            })
        }
        EventKind::ChatRated => {
            Some(about_chat(NotificationKind::Rated, chat.operator_id.into_iter().collect()))
        }
        EventKind::MessageCreated if event.author_kind == AuthorKind::Contact => {
            let ids = whose(connection, chat)?;
            Some(News::of(NotificationKind::NewMessage, event.subject_id, ids))
        }
        EventKind::DeliveryChanged => failed(connection, DeliveryId(event.subject_id))?,
        _ => None,
    })
}

/// A chat that nobody has: those who are there and may take it. One with an operator waits for nobody else.
fn queued(connection: &mut DatabaseConnection, chat: &Chat) -> Result<Option<News>, StoreError> {
    if !chat.status.is_open() || chat.snoozed_until.is_some() || is_staffed(connection, chat)? {
        return Ok(None);
    }
    let ids = there(connection, chat.team_id)?;
    let waits = News::of(NotificationKind::Queued, chat.chat_id.0, ids);
    Ok(Some(News { permission: Some(Permission::ChatReply), most: QUEUED_TOLD_MAX, ..waits }))
}

/// Those who are there, of a team where one is named.
fn there(
    connection: &mut DatabaseConnection,
    team_id: Option<TeamId>,
) -> Result<Vec<OperatorId>, StoreError> {
    if let Some(id) = team_id {
        let mut members = team::members(connection, id)?;
        let online = online(connection, &members)?;
        members.retain(|member| online.contains(member));
        return Ok(members);
    }
    let present = operator_presence::present(connection, OPERATORS_MAX)?;
    let online = present.into_iter().filter(|one| one.status == OperatorStatus::Online);
    Ok(online.map(|one| one.operator_id).collect())
}

/// Those whose chat it is: to whom it is assigned, and who has joined.
fn whose(connection: &mut DatabaseConnection, chat: &Chat) -> Result<Vec<OperatorId>, StoreError> {
    let joined = participant::of_chat(connection, chat.chat_id)?;
    let joined = joined.into_iter().map(|one| one.operator_id);
    let ids: BTreeSet<OperatorId> = chat.operator_id.into_iter().chain(joined).collect();
    Ok(ids.into_iter().collect())
}

/// Those whom a note names.
fn mentioned(connection: &mut DatabaseConnection, id: NoteId) -> Result<Option<News>, StoreError> {
    let found = note::by_ids(connection, &[id])?.pop();
    Ok(found.map(|note| News::of(NotificationKind::Mentioned, id.0, note.mentions())))
}

/// The author of a message that did not arrive, or of which nobody knows.
fn failed(connection: &mut DatabaseConnection, id: DeliveryId) -> Result<Option<News>, StoreError> {
    let lost = [DeliveryState::Failed, DeliveryState::MaybeSent];
    let found = delivery::find(connection, id)?.filter(|row| lost.contains(&row.state));
    let Some(row) = found else { return Ok(None) };
    let message = message::by_ids(connection, &[row.message_id])?.pop();
    Ok(message.and_then(|message| {
        let author = operator_id((message.author_kind, message.author_id))?;
        let MessageId(subject_id) = message.message_id;
        Some(News::of(NotificationKind::DeliveryFailed, subject_id, vec![author]))
    }))
}
