//! What the chats of a batch are examples of, read once for all of them.

use super::Relations;
use crate::{batch::BatchRow, relation::load, types::operator::Operator};
use async_graphql::{Context, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::{ChatId, OperatorId, chat};

/// What a chat shows to colleagues: a problem that was solved, and how.
#[derive(Clone, SimpleObject)]
pub struct ChatExample {
    /// What it is an example of.
    title: String,
    /// How it was solved.
    solution: String,
    /// Who wrote it last.
    operator: Option<Operator>,
    /// When.
    set_at: DateTime,
}

impl BatchRow<chat::Chat, Relations> {
    /// What the chats of the batch are examples of.
    pub(super) async fn examples(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<ChatId, ChatExample>>> {
        let load = || async {
            let ids: Vec<ChatId> = self.all(|row| row.chat_id);
            examples(ctx, ids).await
        };
        self.relations().examples.get(load).await
    }
}

async fn examples(ctx: &Context<'_>, ids: Vec<ChatId>) -> Result<HashMap<ChatId, ChatExample>> {
    let api = api(ctx)?;
    let rows = api.read_related(move |related| related.examples_of_chats(&ids)).await?;
    let operators: Vec<OperatorId> = rows.iter().map(|row| row.operator_id).collect();
    let operators = load::<Operator>(api, operators).await?;
    let shown = rows.into_iter().map(|row| {
        let example = ChatExample {
            title: row.title,
            solution: row.solution,
            operator: operators.get(&row.operator_id).cloned(),
            set_at: DateTime(row.set_at),
        };
        (row.chat_id, example)
    });
    Ok(shown.collect())
}
