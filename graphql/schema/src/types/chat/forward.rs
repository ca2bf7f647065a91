//! To whom the chats of a batch are offered, read once for all of them.

use super::Relations;
use crate::{
    batch::BatchRow,
    relation::load,
    types::{note::Note, operator::Operator, team::Team},
};
use async_graphql::{Context, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::{
    ChatId, OperatorId, TeamId,
    chat::{self, ChatStatus},
};

/// An offer of a chat to another operator or to a team, which waits to be taken.
#[derive(Clone, SimpleObject)]
pub struct ChatForward {
    /// Who offers it.
    operator: Option<Operator>,
    /// Whose chat it was; absent where it was nobody's.
    from_operator: Option<Operator>,
    /// The team it comes from; absent where it belonged to none.
    from_team: Option<Team>,
    /// The operator it is for; absent where it is for a team.
    to_operator: Option<Operator>,
    /// The team it is for; absent where it is for an operator.
    to_team: Option<Team>,
    /// The comment; absent when it was deleted. Customers never see it.
    note: Option<Note>,
    /// Do those who have the chat stay in it when it is taken.
    is_staying: bool,
    /// When it was offered.
    offered_at: DateTime,
    /// When it comes back by itself.
    expires_at: DateTime,
}

impl BatchRow<chat::Chat, Relations> {
    /// The open offers of the chats of the batch.
    pub(super) async fn forwards(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<ChatId, ChatForward>>> {
        let load = || async {
            let of =
                |row: &chat::Chat| (row.status == ChatStatus::Transferred).then_some(row.chat_id);
            let ids: Vec<ChatId> = self.all(of).into_iter().flatten().collect();
            offers(ctx, ids).await
        };
        self.relations().forwards.get(load).await
    }
}

async fn offers(ctx: &Context<'_>, ids: Vec<ChatId>) -> Result<HashMap<ChatId, ChatForward>> {
    let api = api(ctx)?;
    let rows = api.read_related(move |related| related.offers_of_chats(&ids)).await?;
    // Collected first: the load waits, and a closure over rows does not outlive that.
    let mut operators: Vec<OperatorId> = Vec::new();
    let mut teams: Vec<TeamId> = Vec::new();
    for row in &rows {
        operators.push(row.operator_id);
        operators.extend([row.from_operator_id, row.to_operator_id].into_iter().flatten());
        teams.extend([row.from_team_id, row.to_team_id].into_iter().flatten());
    }
    let operators = load::<Operator>(api, operators).await?;
    let teams = load::<Team>(api, teams).await?;
    let notes = load::<Note>(api, rows.iter().map(|row| row.note_id)).await?;
    let offer = |row: &switchboard_model::forward::Forward| ChatForward {
        operator: operators.get(&row.operator_id).cloned(),
        from_operator: row.from_operator_id.and_then(|id| operators.get(&id).cloned()),
        from_team: row.from_team_id.and_then(|id| teams.get(&id).cloned()),
        to_operator: row.to_operator_id.and_then(|id| operators.get(&id).cloned()),
        to_team: row.to_team_id.and_then(|id| teams.get(&id).cloned()),
        note: notes.get(&row.note_id).cloned(),
        is_staying: row.is_staying,
        offered_at: DateTime(row.offered_at),
        expires_at: DateTime(row.expires_at),
    };
    Ok(rows.iter().map(|row| (row.chat_id, offer(row))).collect())
}
