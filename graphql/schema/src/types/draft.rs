//! Drafts: what the operator who calls is writing, on whichever of their devices.

use crate::{
    batch::{batched, single},
    mutation::call::{mutations, run},
    noun::{IsTold, Noun, Rows, TOLD_TO_ITS_AUTHOR, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::{
    Context as DeskContext, Desk, DeskError,
    draft::{DeleteInput, SaveInput, Saved, delete, save},
};
use switchboard_graphql::{
    choice::{Choice, TextFormat},
    errors::user_error,
    input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{AttachmentId, ChatId, DraftId, MessageId, attachment::listed_ids, draft};

batched!(Draft of draft::Draft, draft_id: DraftId);

impl Noun for Draft {
    const ROWS: Rows<Self> = |related, ids| related.drafts(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_drafts(ids);
    const IS_TOLD: IsTold = TOLD_TO_ITS_AUTHOR;
}

event! {
    /// You saved, sent or deleted a draft, on one of your devices.
    DraftEvent {
        /// The draft as it is now; absent when it is none any more.
        draft: Draft
    }
}

/// What you are writing in a chat. Nobody else sees it.
#[object(id = draft_id)]
impl Draft {
    /// The id of the chat.
    async fn chat_id(&self) -> ID {
        self.0.chat_id.into()
    }

    /// What it becomes.
    fn kind(&self) -> Choice<draft::DraftKind>;
    /// The text so far.
    fn body(&self) -> &str;
    /// How the text is marked up.
    fn format(&self) -> TextFormat;

    /// The id of the message that it answers; absent when it answers none.
    async fn quoted_message_id(&self) -> Option<ID> {
        self.0.quoted_message_id.map(Into::into)
    }

    /// The ids of files that were uploaded for it, in order.
    async fn attachment_ids(&self) -> Vec<ID> {
        listed_ids(&self.0.attachment_ids).into_iter().map(Into::into).collect()
    }

    /// Where it was written last.
    fn device(&self) -> &str;
    /// The newest text that another device of yours wrote on an older version; kept for a day. Absent when
    /// there is none.
    fn discarded_body(&self) -> Option<&str>;
    /// Which device that was.
    fn discarded_device(&self) -> Option<&str>;
    /// When that was.
    fn discarded_at(&self) -> Option<DateTime>;
    /// Counts every saved text, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was saved last.
    fn updated_at(&self) -> DateTime;
}

input! {
    /// What you are writing.
    DraftSaveInput into SaveInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// What it becomes.
        kind: Choice<draft::DraftKind>,
        /// The text so far.
        body: String,
        /// How the text is marked up.
        format: TextFormat,
        /// The message that it answers.
        quoted_message_id: Option<Id<MessageId>>,
        /// Files that were uploaded to this chat before, in order.
        attachment_ids: Option<Vec<Id<AttachmentId>>>,
        /// Where you write, as you know it again: `phone`.
        device: String,
        /// The version that you wrote on; absent where you know of no draft. On another one your text is kept
        /// as what was discarded, and the payload has the draft as it is stored.
        expected_version: Option<i64>,
    }

    /// The draft to delete.
    DraftDeleteInput into DeleteInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// What it would have become.
        kind: Choice<draft::DraftKind>,
    }
}

payload!(DraftSavePayload, "The result of saving a draft.", draft: Draft, "The draft as it is stored; absent when there is none.");
payload!(DraftDeletePayload, "The result of deleting a draft.", deleted_id: ID, "The id of the draft; absent when it was not deleted.");

async fn draft_save(ctx: &Context<'_>, input: DraftSaveInput) -> Result<DraftSavePayload> {
    let command = async |desk: &Desk, context: &DeskContext, input: DraftSaveInput| {
        save(desk, context, input.into()).await
    };
    let (saved, mut outcome) = run(ctx, input, command).await?;
    if matches!(saved, Some(Saved::Discarded(_))) {
        outcome.user_errors.push(user_error(DeskError::Stale)?);
    }
    Ok(DraftSavePayload::of(outcome, saved.map(|saved| single(saved.into_draft()))))
}

mutations! {
    /// What is done with a draft.
    DraftMutation {
        /// Saves what you are writing, at most once in two seconds. Sending it deletes it.
        draft_save(DraftSaveInput, "What you are writing.") -> DraftSavePayload { by draft_save }
        /// Deletes a draft of yours.
        draft_delete(DraftDeleteInput, "The draft.") -> DraftDeletePayload { delete }
    }
}
