//! The timeline of a visitor's chat: what of its history is the customer's business, and nothing of what the
//! company does with it.

use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::read::{Page, PageRequest, VisitorOperators};
use switchboard_graphql::{
    api::api,
    connection,
    page::{empty, encode},
    scalars::DateTime,
};
use switchboard_model::{ActId, ChatId, OperatorId, act::Act, event::EventKind};

/// What happened in your chat.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorTimelineKind {
    /// It was opened.
    Opened,
    /// Somebody of the company joined.
    Joined,
    /// Somebody of the company left.
    Left,
    /// It was closed.
    Closed,
    /// It was opened again.
    Reopened,
}

impl VisitorTimelineKind {
    fn of(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::ChatOpened => Some(Self::Opened),
            EventKind::ChatJoined => Some(Self::Joined),
            EventKind::ChatLeft => Some(Self::Left),
            EventKind::ChatClosed => Some(Self::Closed),
            EventKind::ChatReopened => Some(Self::Reopened),
            _ => None,
        }
    }
}

/// Something that happened in your chat.
#[derive(Clone, SimpleObject)]
pub struct VisitorTimelineItem {
    #[graphql(skip)]
    act_id: ActId,
    /// The global id.
    id: ID,
    /// When it happened.
    at: DateTime,
    /// What happened.
    kind: VisitorTimelineKind,
    /// The name of who joined or left; absent for anything else.
    operator_name: Option<String>,
    /// Their role, as the company names it; absent for anything else.
    operator_role: Option<String>,
}

connection!(
    VisitorTimelineConnection,
    VisitorTimelineEdge,
    VisitorTimelineItem,
    "A page of your chat's timeline.",
    "Something that happened, in a timeline."
);

/// A page of the timeline of each of these chats.
pub async fn of_chats(
    ctx: &Context<'_>,
    chat_ids: Vec<ChatId>,
    wanted: PageRequest<ActId>,
) -> Result<HashMap<ChatId, VisitorTimelineConnection>> {
    let read = api(ctx)?.read_related(move |related| related.visitor_acts(&chat_ids, &wanted));
    let (pages, operators) = read.await?;
    let pages = pages.into_iter().map(|(chat_id, page)| {
        let Page { items, has_previous, has_next } = page;
        let items = items.iter().filter_map(|act| item(act, &operators)).collect();
        (chat_id, connection(Page { items, has_previous, has_next }))
    });
    Ok(pages.collect())
}

/// A page without anything.
pub fn none() -> VisitorTimelineConnection {
    connection(empty())
}

fn connection(page: Page<VisitorTimelineItem>) -> VisitorTimelineConnection {
    VisitorTimelineConnection::of(page, |item| encode(&item.act_id))
}

fn item(act: &Act, operators: &VisitorOperators) -> Option<VisitorTimelineItem> {
    let kind = VisitorTimelineKind::of(act.kind)?;
    let moves = matches!(kind, VisitorTimelineKind::Joined | VisitorTimelineKind::Left);
    let id = act.detail.operator_id.filter(|_| moves).map(OperatorId);
    let operator = id.and_then(|id| operators.get(&id));
    Some(VisitorTimelineItem {
        act_id: act.act_id,
        id: act.act_id.into(),
        at: DateTime(act.at),
        kind,
        operator_name: operator.map(|operator| operator.name.clone()),
        operator_role: operator.map(|operator| operator.role.clone()),
    })
}
