//! Whom the chats of a batch name, read once for all of them.

use super::Relations;
use crate::{
    batch::BatchRow,
    relation::load,
    types::{operator::Operator, participant::Participant},
};
use async_graphql::{Context, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::api::api;
use switchboard_model::{OperatorId, chat};

impl BatchRow<chat::Chat, Relations> {
    /// Who takes part in the chats of the batch.
    pub(super) async fn participants(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<Vec<chat::Participant>>> {
        let load = || async {
            let ids = self.all(|row| row.chat_id);
            api(ctx)?.read_related(move |related| related.participants(&ids)).await
        };
        self.relations().participants.get(load).await
    }

    /// Who takes part in this one, in the order of joining.
    pub(super) async fn own_participants(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
        let participants = self.participants(ctx).await?;
        let operators = self.participant_operators(ctx).await?;
        let own = participants.iter().filter(|one| one.chat_id == self.chat_id);
        Ok(own
            .filter_map(|one| {
                let operator = operators.get(&one.operator_id)?.clone();
                Some(Participant { operator, joined_at: one.joined_at })
            })
            .collect())
    }

    /// The operators who take part. Those who are assigned are read by themselves: a list that shows nobody
    /// else asks for no participants.
    pub(super) async fn participant_operators(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<OperatorId, Operator>>> {
        let load = || async {
            let participants = self.participants(ctx).await?;
            load(api(ctx)?, participants.iter().map(|one| one.operator_id)).await
        };
        self.relations().participant_operators.get(load).await
    }
}
