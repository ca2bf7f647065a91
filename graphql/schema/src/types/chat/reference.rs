//! The company's own objects that the chats of a batch are about, read once for all of them.

use super::Relations;
use crate::{batch::BatchRow, relation::load, types::reference_kind::ReferenceKind};
use async_graphql::{Context, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::{AuthorKind, ChatId, ReferenceKindId, chat};

/// An object of the company's own that a chat is about.
#[derive(Clone, SimpleObject)]
pub struct ChatReference {
    /// What it is.
    kind: ReferenceKind,
    /// Its id in the company's own product.
    external_id: String,
    /// What it is called there; absent when nobody said it.
    title: Option<String>,
    /// Where it is shown: http or https, on the host that the kind names; absent where there is no page.
    url: Option<String>,
    /// Was it set by the customer's page, and not by a colleague.
    is_from_customer: bool,
    /// When it was set, last.
    set_at: DateTime,
}

impl BatchRow<chat::Chat, Relations> {
    /// What the chats of the batch are about.
    pub(super) async fn references(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<ChatId, Vec<ChatReference>>>> {
        let load = || async {
            let ids: Vec<ChatId> = self.all(|row| row.chat_id);
            references(ctx, ids).await
        };
        self.relations().references.get(load).await
    }
}

async fn references(
    ctx: &Context<'_>,
    ids: Vec<ChatId>,
) -> Result<HashMap<ChatId, Vec<ChatReference>>> {
    let api = api(ctx)?;
    let rows = api.read_related(move |related| related.references_of_chats(&ids)).await?;
    let kinds: Vec<ReferenceKindId> = rows.iter().map(|row| row.reference_kind_id).collect();
    let kinds = load::<ReferenceKind>(api, kinds).await?;
    let mut all: HashMap<ChatId, Vec<ChatReference>> = HashMap::new();
    for row in rows {
        let Some(kind) = kinds.get(&row.reference_kind_id) else { continue };
        all.entry(row.chat_id).or_default().push(ChatReference {
            url: kind.0.url(&row.external_id),
            kind: kind.clone(),
            external_id: row.external_id,
            title: row.title,
            is_from_customer: row.author_kind == AuthorKind::Contact,
            set_at: DateTime(row.set_at),
        });
    }
    Ok(all)
}
