//! What a visitor may do.

use crate::{
    access::{VisitorCaller, visitor},
    types::{VisitorAttachment, VisitorMessage},
};
use async_graphql::{Context, Enum, ID, InputObject, InputType, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::{
    Context as DeskContext, attachment, channel::web::WebSettings, idempotent::IdempotencyKey,
    visitor as desk_visitor,
};
use switchboard_graphql::{
    api::api,
    errors::top_level,
    mutation::{Outcome, given},
    payload,
    plain::Plain,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::{Actor, AttachmentId, MessageId};

/// Who comes, and to which channel.
#[derive(Clone, InputObject)]
pub struct VisitStartInput {
    /// Returned in the payload: each call gives a new session.
    client_mutation_id: Option<String>,
    /// The channel's key, as the snippet on the page has it.
    channel_key: String,
    /// The identity that the page's own server signed (JWT); absent for unknown visitors.
    identity: Option<String>,
}

/// An identity for a visitor who is already here.
#[derive(Clone, InputObject)]
pub struct VisitIdentifyInput {
    /// Returned in the payload: the same identity again changes nothing.
    client_mutation_id: Option<String>,
    /// The identity that the page's own server signed (JWT).
    identity: String,
}

/// What to say.
#[derive(Clone, InputObject)]
pub struct MessageWriteInput {
    /// Made by the client, 1 to 64 of `a-z A-Z 0-9 - _`: the same key again is the same message, and
    /// is refused with another text.
    client_mutation_id: String,
    /// The text; absent for files alone.
    body: Option<String>,
    /// Files that were uploaded before, in order.
    attachment_ids: Option<Vec<Id<AttachmentId>>>,
    /// The message that it answers.
    quoted_id: Option<Id<MessageId>>,
    /// Your name, where it was asked.
    name: Option<String>,
    /// Your email address, where it was asked.
    email: Option<String>,
}

/// Up to where you have read.
#[derive(Clone, InputObject)]
pub struct ChatMarkReadInput {
    /// Returned in the payload: reading twice changes nothing.
    client_mutation_id: Option<String>,
    /// The newest message that you have seen.
    message_id: Id<MessageId>,
}

/// That you type, or stopped.
#[derive(Clone, InputObject)]
pub struct TypingSetInput {
    /// Returned in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
    /// What is typed so far, where the company shows that to its operators; never stored.
    preview: Option<String>,
}

/// The file to upload.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadBeginInput {
    /// Returned in the payload.
    client_mutation_id: Option<String>,
    /// The file name.
    name: String,
    /// The media type as the browser knows it; the real one is found out from the bytes.
    content_type: Option<String>,
    /// Its size in bytes.
    size_bytes: Long,
}

/// The upload that is complete.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadFinishInput {
    /// Returned in the payload.
    client_mutation_id: Option<String>,
    /// The file.
    attachment_id: Id<AttachmentId>,
}

/// Is something asked of a visitor before the first message.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[graphql(remote = "switchboard_desk::channel::web::Ask")]
pub enum VisitorAsk {
    /// Not asked.
    No,
    /// Asked, may be left empty.
    Optional,
    /// Asked and needed.
    Required,
}

/// A visit that has begun.
#[derive(Clone, SimpleObject)]
pub struct Visit {
    /// The session's secret, for `Authorization: Bearer`. Keep it to come back to the same chat.
    secret: String,
    /// The session ends then, unless it is used.
    expires_at: DateTime,
    /// A greeting to show; absent when the company set none.
    greeting: Option<String>,
    /// Is your name asked before the first message.
    ask_name: VisitorAsk,
    /// Is your email address asked before the first message.
    ask_email: VisitorAsk,
    /// Only visitors whom the page has signed in may write.
    is_identity_required: bool,
}

/// Where the bytes go.
#[derive(Clone, SimpleObject)]
pub struct VisitorUpload {
    /// The file; use it in a message after the upload is finished.
    attachment: VisitorAttachment,
    /// Send the bytes there by PUT.
    url: String,
    /// More bytes than this are refused.
    max_bytes: Long,
    /// The link works until then.
    expires_at: DateTime,
}

payload!(VisitStartPayload, "The result of coming.", visit: Visit, "The visit; absent when you were not let in.");
payload!(VisitIdentifyPayload, "The result of an identity.", visit: Visit, "The visit with a new session; absent when the identity was refused.");
payload!(MessageWritePayload, "The result of writing.", message: VisitorMessage, "The message; absent when it was not taken.");
payload!(ChatMarkReadPayload, "The result of reading.", message_id: ID, "The message up to which you have read; absent when there is none.");
payload!(AttachmentUploadBeginPayload, "The result of beginning an upload.", upload: VisitorUpload, "Where the bytes go; absent when the file is not taken.");
payload!(AttachmentUploadFinishPayload, "The result of finishing an upload.", attachment: VisitorAttachment, "The file; absent when it is not complete.");

/// The result of telling that you type.
#[derive(Clone, SimpleObject)]
pub struct TypingSetPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
}

fn visit(started: desk_visitor::start::Started) -> Option<Visit> {
    let settings = WebSettings::read(&started.channel.settings).ok()?;
    Some(Visit {
        secret: started.secret,
        expires_at: DateTime(started.session.expires_at),
        greeting: settings.greeting,
        ask_name: settings.ask_name.into(),
        ask_email: settings.ask_email.into(),
        is_identity_required: settings.is_identity_required,
    })
}

/// What a visitor may do.
pub struct VisitorMutation;

/// What a visitor may do.
#[Object]
impl VisitorMutation {
    /// Comes to a channel: gives a session. Needs no session itself.
    async fn visit_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who comes.")] input: VisitStartInput,
    ) -> Result<VisitStartPayload> {
        let caller = ctx.data::<VisitorCaller>()?;
        let mut context = DeskContext::of(Actor::System);
        context.request_id = caller.request_id.clone();
        context.remote_address = caller.remote_address.clone();
        let command = desk_visitor::start::StartInput {
            channel_key: input.channel_key,
            origin: caller.origin.clone(),
            identity: input.identity,
        };
        let done = desk_visitor::start::start(&api(ctx)?.desk, &context, command).await;
        let (started, outcome) = Outcome::of(input.client_mutation_id, done)?;
        Ok(VisitStartPayload::of(outcome, started.and_then(visit)))
    }

    /// Tells who the visitor is, after they have signed in on the page.
    async fn visit_identify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identity.")] input: VisitIdentifyInput,
    ) -> Result<VisitIdentifyPayload> {
        let visitor = visitor(ctx)?;
        let desk = &api(ctx)?.desk;
        let done = desk_visitor::identify::identify(desk, &visitor.context, input.identity).await;
        let (started, outcome) = Outcome::of(input.client_mutation_id, done)?;
        Ok(VisitIdentifyPayload::of(outcome, started.and_then(visit)))
    }

    /// Writes. The first message opens the chat.
    async fn message_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say.")] input: MessageWriteInput,
    ) -> Result<MessageWritePayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let request = given(ctx, input.to_value())?;
        let key = input.client_mutation_id.clone();
        let command = desk_visitor::write::WriteInput {
            client_key: input.client_mutation_id,
            text: input.body,
            attachment_ids: input.attachment_ids.plain(),
            quoted_message_id: input.quoted_id.plain(),
            name: input.name,
            email: input.email,
        };
        let done = match IdempotencyKey::new(&key, &request) {
            Ok(key) => {
                let context = visitor.context.clone().with_key(key);
                desk_visitor::write::write(&api.desk, &context, command).await
            }
            Err(error) => Err(error),
        };
        let (written, outcome) = Outcome::of(Some(key), done)?;
        let message = match written {
            Some(row) => {
                let id = row.message_id;
                let read =
                    api.read_related(move |related| related.visitor_messages(row.chat_id, &[id]));
                VisitorMessage::of(&Arc::new(read.await?), id)
            }
            None => None,
        };
        Ok(MessageWritePayload::of(outcome, message))
    }

    /// Tells up to where you have read.
    async fn chat_mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Up to where.")] input: ChatMarkReadInput,
    ) -> Result<ChatMarkReadPayload> {
        let visitor = visitor(ctx)?;
        let id = input.message_id.0;
        let done = desk_visitor::read::read(&api(ctx)?.desk, &visitor.context, id).await;
        let (read, outcome) = Outcome::of(input.client_mutation_id, done)?;
        Ok(ChatMarkReadPayload::of(outcome, read.map(|()| id.into())))
    }

    /// Tells that you type, or stopped. Never stored.
    async fn typing_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: TypingSetInput,
    ) -> Result<TypingSetPayload> {
        let visitor = visitor(ctx)?;
        let command =
            desk_visitor::typing::TypingInput { is_on: input.is_typing, preview: input.preview };
        desk_visitor::typing::typing(&api(ctx)?.desk, &visitor.context, command)
            .await
            .map_err(top_level)?;
        Ok(TypingSetPayload { client_mutation_id: input.client_mutation_id })
    }

    /// Begins an upload: gives a link for the bytes.
    async fn attachment_upload_begin(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: AttachmentUploadBeginInput,
    ) -> Result<AttachmentUploadBeginPayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let command = attachment::begin::BeginInput {
            chat_id: None,
            name: input.name,
            mime: input.content_type,
            size_bytes: input.size_bytes.plain(),
        };
        let done = attachment::begin::begin(&api.desk, &visitor.context, command).await;
        let (begun, outcome) = Outcome::of(input.client_mutation_id, done)?;
        let upload = begun.map(|begun| VisitorUpload {
            attachment: VisitorAttachment(Arc::new(begun.attachment)),
            url: api.url(&begun.upload_path),
            max_bytes: Long(i64::try_from(begun.max_bytes).unwrap_or(i64::MAX)),
            expires_at: DateTime(begun.expires_at),
        });
        Ok(AttachmentUploadBeginPayload::of(outcome, upload))
    }

    /// Finishes an upload: the bytes are checked, the real type is found out.
    async fn attachment_upload_finish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The upload.")] input: AttachmentUploadFinishInput,
    ) -> Result<AttachmentUploadFinishPayload> {
        let visitor = visitor(ctx)?;
        let (desk, id) = (&api(ctx)?.desk, input.attachment_id.0);
        let done = attachment::finish::finish(desk, &visitor.context, id).await;
        let (row, outcome) = Outcome::of(input.client_mutation_id, done)?;
        let attachment = row.map(|row| VisitorAttachment(Arc::new(row)));
        Ok(AttachmentUploadFinishPayload::of(outcome, attachment))
    }
}
