//! The timelines of chats: the log as the history of each of them.

use crate::{
    relation::load,
    types::{
        author::{Author, Authors},
        close_reason::CloseReason,
        operator::Operator,
        team::Team,
    },
};
use async_graphql::{Context, ID, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::read::{Page, PageRequest};
use switchboard_graphql::{
    api::api,
    choice, connection,
    page::{TimelineKey, encode},
    scalars::{DateTime, EventCursor},
};
use switchboard_model::{ChatId, CloseReasonId, OperatorId, TeamId, chat::ChatStatus, event};

/// Something that happened in a chat.
#[derive(Clone, SimpleObject)]
pub struct TimelineItem {
    /// Its place in the log.
    cursor: EventCursor,
    /// When it happened.
    at: DateTime,
    /// What happened.
    kind: choice::EventKind,
    /// Who did it.
    author: Author,
    /// The global id of what it happened to; absent where that has none.
    subject_id: Option<ID>,
    /// The names of what changed; empty where all of it is new.
    changed: Vec<String>,
    /// The operator it concerns: who joined, left or was assigned; absent where there is none.
    operator: Option<Operator>,
    /// The team it concerns; absent where there is none.
    team: Option<Team>,
    /// The reason of a closing; absent for anything else.
    close_reason: Option<CloseReason>,
    /// The chat's status before; absent where it did not change.
    status_before: Option<choice::ChatStatus>,
    /// The chat's status after; absent where it did not change.
    status_after: Option<choice::ChatStatus>,
}

connection!(
    EventConnection,
    EventEdge,
    TimelineItem,
    "A page of a chat's timeline.",
    "Something that happened, in a timeline."
);

/// What the events of many chats concern, read together.
struct Concerned {
    authors: Authors,
    operators: HashMap<OperatorId, Operator>,
    teams: HashMap<TeamId, Team>,
    close_reasons: HashMap<CloseReasonId, CloseReason>,
}

impl Concerned {
    async fn load(ctx: &Context<'_>, events: &[&event::Event]) -> Result<Self> {
        let api = api(ctx)?;
        let details = || events.iter().map(|event| &event.event.detail);
        let authors = events.iter().map(|event| (event.event.author_kind, event.event.author_id));
        let operators = details().filter_map(|detail| detail.operator_id.map(OperatorId));
        let teams = details().filter_map(|detail| detail.team_id.map(TeamId));
        let close_reasons =
            details().filter_map(|detail| detail.close_reason_id.map(CloseReasonId));
        Ok(Self {
            authors: Authors::load(api, authors).await?,
            operators: load(api, operators).await?,
            teams: load(api, teams).await?,
            close_reasons: load(api, close_reasons).await?,
        })
    }

    fn item(&self, event: &event::Event) -> TimelineItem {
        let detail = &event.event.detail;
        let status = |word: &Option<String>| {
            word.as_deref().and_then(|word| word.parse::<ChatStatus>().ok()).map(Into::into)
        };
        TimelineItem {
            cursor: EventCursor(event.cursor),
            at: DateTime(event.at),
            kind: event.event.kind.into(),
            author: self.authors.find(event.event.author_kind, event.event.author_id),
            subject_id: event.event.subject_kind.global_id(event.event.subject_id).map(ID),
            changed: detail.changed.clone(),
            operator: detail
                .operator_id
                .and_then(|id| self.operators.get(&OperatorId(id)).cloned()),
            team: detail.team_id.and_then(|id| self.teams.get(&TeamId(id)).cloned()),
            close_reason: detail
                .close_reason_id
                .and_then(|id| self.close_reasons.get(&CloseReasonId(id)).cloned()),
            status_before: status(&detail.status_before),
            status_after: status(&detail.status_after),
        }
    }
}

/// A page of the timeline of each of these chats, newest first: one statement for the events and one
/// for each kind of what they concern.
pub(crate) async fn timelines(
    ctx: &Context<'_>,
    chat_ids: Vec<ChatId>,
    page_request: &PageRequest<TimelineKey>,
) -> Result<HashMap<ChatId, EventConnection>> {
    let api = api(ctx)?;
    let wanted = PageRequest {
        after: page_request.after.map(|key| key.0),
        before: None,
        count: page_request.count,
        is_from_end: false,
    };
    let pages = api.read_related(move |related| related.timelines(&chat_ids, &wanted)).await?;
    let events: Vec<&event::Event> = pages.values().flat_map(|page| &page.items).collect();
    let concerned = Concerned::load(ctx, &events).await?;
    let connection = |(chat_id, page): (&ChatId, &Page<event::Event>)| {
        let page = Page {
            items: page.items.iter().map(|event| concerned.item(event)).collect(),
            has_previous: page.has_previous,
            has_next: page.has_next,
        };
        (*chat_id, EventConnection::of(page, |item| encode(&TimelineKey(item.cursor.0))))
    };
    Ok(pages.iter().map(connection).collect())
}
