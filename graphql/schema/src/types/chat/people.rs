//! Whom the chats of a batch name, read once for all of them.

use super::Relations;
use crate::{batch::BatchRow, relation::load, types::operator::Operator};
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

    /// The assigned operators and, once they were asked for, those who take part.
    pub(super) async fn operators(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<OperatorId, Operator>>> {
        let load = || async {
            let participants = self.participants(ctx).await?;
            let assigned = self.all(|row| row.operator_id).into_iter().flatten();
            load(api(ctx)?, assigned.chain(participants.iter().map(|one| one.operator_id))).await
        };
        self.relations().operators.get(load).await
    }
}
