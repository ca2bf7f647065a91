//! The timelines of chats: what happened to each of them, from its acts.

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
use switchboard_graphql::{api::api, choice, connection, page::encode, scalars::DateTime};
use switchboard_model::{
    ActId, ChatId, CloseReasonId, OperatorId, TeamId, act::Act, chat::ChatStatus,
    forward::ForwardState,
};

/// Something that happened to a chat.
#[derive(Clone, SimpleObject)]
pub struct TimelineItem {
    #[graphql(skip)]
    pub(crate) act_id: ActId,
    /// The global id.
    id: ID,
    /// When it happened.
    at: DateTime,
    /// What happened.
    kind: choice::EventKind,
    /// In which round of the chat: one begins when it is opened and whenever it is opened again.
    round: i64,
    /// Who did it.
    author: Author,
    /// The names of what changed; empty where all of it is new.
    changed: Vec<String>,
    /// The operator it concerns: who joined, left, was assigned, was offered the chat, or had it back when it was
    /// opened again; absent where there is none.
    operator: Option<Operator>,
    /// The team it concerns; absent where there is none.
    team: Option<Team>,
    /// The reason of a closing; absent for anything else.
    close_reason: Option<CloseReason>,
    /// How the offer of the chat ended; absent for anything else.
    forward_state: Option<choice::ForwardState>,
    /// How the customer rated it, 1 to 5; absent for anything else.
    score: Option<i64>,
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

/// What the acts of many chats concern, read together.
struct Concerned {
    authors: Authors,
    operators: HashMap<OperatorId, Operator>,
    teams: HashMap<TeamId, Team>,
    close_reasons: HashMap<CloseReasonId, CloseReason>,
}

impl Concerned {
    async fn load(ctx: &Context<'_>, acts: &[&Act]) -> Result<Self> {
        let api = api(ctx)?;
        let details = || acts.iter().map(|act| &act.detail);
        let authors = acts.iter().map(|act| (act.author_kind, act.author_id));
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

    fn item(&self, act: &Act) -> TimelineItem {
        let detail = &act.detail;
        let status = |word: &Option<String>| {
            word.as_deref().and_then(|word| word.parse::<ChatStatus>().ok()).map(Into::into)
        };
        TimelineItem {
            act_id: act.act_id,
            id: act.act_id.into(),
            at: DateTime(act.at),
            kind: act.kind.into(),
            round: act.round,
            author: self.authors.find(act.author_kind, act.author_id),
            changed: detail.changed.clone(),
            operator: detail
                .operator_id
                .and_then(|id| self.operators.get(&OperatorId(id)).cloned()),
            team: detail.team_id.and_then(|id| self.teams.get(&TeamId(id)).cloned()),
            close_reason: detail
                .close_reason_id
                .and_then(|id| self.close_reasons.get(&CloseReasonId(id)).cloned()),
            forward_state: detail
                .forward_state
                .as_deref()
                .and_then(|word| word.parse::<ForwardState>().ok())
                .map(Into::into),
            score: detail.score,
            status_before: status(&detail.status_before),
            status_after: status(&detail.status_after),
        }
    }
}

/// What these acts tell: a statement for each kind of what they concern.
pub(crate) async fn items(ctx: &Context<'_>, acts: &[&Act]) -> Result<Vec<TimelineItem>> {
    let concerned = Concerned::load(ctx, acts).await?;
    Ok(acts.iter().map(|act| concerned.item(act)).collect())
}

/// A page of the timeline of each of these chats, newest first: a statement for the acts' ids, one for
/// the acts and one for each kind of what they concern.
pub(crate) async fn timelines(
    ctx: &Context<'_>,
    chat_ids: Vec<ChatId>,
    page_request: &PageRequest<ActId>,
) -> Result<HashMap<ChatId, EventConnection>> {
    let (api, wanted) = (api(ctx)?, page_request.clone());
    let pages = api.read_related(move |related| related.acts_of_chats(&chat_ids, &wanted)).await?;
    let acts: Vec<&Act> = pages.values().flat_map(|page| &page.items).collect();
    let concerned = Concerned::load(ctx, &acts).await?;
    let connection = |(chat_id, page): (&ChatId, &Page<Act>)| {
        let page = Page {
            items: page.items.iter().map(|act| concerned.item(act)).collect(),
            has_previous: page.has_previous,
            has_next: page.has_next,
        };
        (*chat_id, EventConnection::of(page, |item| encode(&item.act_id)))
    };
    Ok(pages.iter().map(connection).collect())
}
