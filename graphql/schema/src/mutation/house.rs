//! What is done with the house: reasons, settings, the search index, and that somebody types.

use crate::{
    api::{api, operator_with},
    errors::forbidden,
    family::single,
    mutation::call::{Call, change, payload},
    scalars::{Id, Long},
    types::{reason::Reason, setting::Settings},
    visible,
};
use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::{reason, setting, signals::Ephemeral};
use switchboard_model::{AuthorKind, ChatId, ReasonId, Right};

/// A new reason for closing chats.
#[derive(Clone, InputObject)]
pub struct ReasonAddInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The text.
    name: String,
}

/// What to change of a reason. Absent keeps.
#[derive(Clone, InputObject)]
pub struct ReasonEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The reason.
    reason_id: Id<ReasonId>,
    /// The text.
    name: Option<String>,
    /// Can it be chosen for new closings.
    is_active: Option<bool>,
}

/// What to change of the settings. Absent keeps, null sets back to the server's own configuration.
#[derive(Clone, InputObject)]
pub struct SettingEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// May operators read what a customer types before it is sent.
    is_typing_preview_on: Option<bool>,
    /// All stored files together, in bytes.
    storage_quota_bytes: MaybeUndefined<Long>,
}

/// That you type in a chat, or stopped.
#[derive(Clone, InputObject)]
pub struct TypingSetInput {
    /// Told back in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// The chat.
    chat_id: Id<ChatId>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
}

/// How to make the search index anew.
#[derive(Clone, InputObject)]
pub struct SearchRebuildInput {
    /// Told back in the payload: rebuilding twice does no harm.
    client_mutation_id: Option<String>,
}

payload!(ReasonAddPayload, "What came of adding a reason.", reason: Reason, "The reason; absent when it was not added.");
payload!(ReasonEditPayload, "What came of changing a reason.", reason: Reason, "The reason as it is now; absent when it was not changed.");
payload!(SettingEditPayload, "What came of changing settings.", settings: Settings, "The settings as they are now; absent when they were not changed.");

/// What came of telling that you type.
#[derive(Clone, SimpleObject)]
pub struct TypingSetPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// It was told; false when it was told less than a second ago.
    is_told: bool,
}

/// What came of asking for a new search index.
#[derive(Clone, SimpleObject)]
pub struct SearchRebuildPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// It is being made; the old one serves until the new one is complete.
    is_started: bool,
}

#[derive(Default)]
pub struct HouseMutation;

/// What is done with the house.
#[Object]
impl HouseMutation {
    /// Adds a reason for closing chats.
    async fn reason_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reason.")] input: ReasonAddInput,
    ) -> Result<ReasonAddPayload> {
        let call = Call::begin(ctx, "reasonAdd", &input, input.client_mutation_id.as_ref())?;
        let command = reason::AddInput { name: input.name };
        let done = reason::add(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ReasonAddPayload::of(outcome, row.and_then(single)))
    }

    /// Changes a reason for closing chats.
    async fn reason_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: ReasonEditInput,
    ) -> Result<ReasonEditPayload> {
        let call = Call::begin(ctx, "reasonEdit", &input, input.client_mutation_id.as_ref())?;
        let command = reason::EditInput {
            reason_id: input.reason_id.0,
            name: input.name,
            is_active: input.is_active,
        };
        let done = reason::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ReasonEditPayload::of(outcome, row.and_then(single)))
    }

    /// Changes settings.
    async fn setting_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: SettingEditInput,
    ) -> Result<SettingEditPayload> {
        let call = Call::begin(ctx, "settingEdit", &input, input.client_mutation_id.as_ref())?;
        let bytes = |long: Long| u64::try_from(long.0).unwrap_or(0);
        let command = setting::EditInput {
            is_typing_preview_on: input.is_typing_preview_on,
            storage_quota_bytes: change(input.storage_quota_bytes, bytes),
        };
        let done = setting::edit(call.desk, &call.context, command).await;
        let (settings, outcome) = call.finish(done)?;
        Ok(SettingEditPayload::of(outcome, settings.map(Into::into)))
    }

    /// Tells that you type in a chat, or stopped. Never stored.
    async fn typing_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where.")] input: TypingSetInput,
    ) -> Result<TypingSetPayload> {
        let operator = operator_with(ctx, Right::ChatReply)?;
        let api = api(ctx)?;
        let chat_id = input.chat_id.0;
        if visible::chats(api, operator, vec![chat_id]).await?.is_empty() {
            return Err(forbidden());
        }
        let typing = Ephemeral::Typing {
            chat_id,
            author_kind: AuthorKind::Operator,
            author_id: Some(operator.operator_id.0),
            is_on: input.is_typing,
        };
        let is_told = api.desk.signals().tell(typing, api.desk.store().clock().now());
        Ok(TypingSetPayload { client_mutation_id: input.client_mutation_id, is_told })
    }

    /// Makes the search index anew while the old one serves. Needs the right `SETTING_MANAGE`.
    async fn search_rebuild(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: SearchRebuildInput,
    ) -> Result<SearchRebuildPayload> {
        operator_with(ctx, Right::SettingManage)?;
        let search = Arc::clone(&api(ctx)?.search);
        tokio::spawn(async move {
            if let Err(error) = search.rebuild().await {
                tracing::error!(error = %error, "the search index could not be made anew");
            }
        });
        Ok(SearchRebuildPayload { client_mutation_id: input.client_mutation_id, is_started: true })
    }
}
