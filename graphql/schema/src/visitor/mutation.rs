//! What a visitor may do.

use crate::{
    api::{Api, api},
    errors::{UserError, top_level, user_error},
    mutation::call::given,
    scalars::{DateTime, EventCursor, Id, Long},
    visitor::{
        access::{Visitor, VisitorCaller, own_chat, visitor},
        batch::read_messages,
        types::{VisitorAttachment, VisitorMessage},
    },
};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::{
    Context as DeskContext, DeskError, Done, attachment, channel::web::WebSettings,
    idempotent::IdempotencyKey, visitor as desk_visitor,
};
use switchboard_model::{Actor, AttachmentId, MessageId};

/// Who comes, and to which channel.
#[derive(Clone, InputObject)]
pub struct VisitStartInput {
    /// Told back in the payload: each call gives a new session.
    client_mutation_id: Option<String>,
    /// The channel's key, as the snippet on the page has it.
    channel_key: String,
    /// The identity that the page's own server signed (JWT); absent for unknown visitors.
    identity: Option<String>,
}

/// An identity for a visitor who is already here.
#[derive(Clone, InputObject)]
pub struct VisitIdentifyInput {
    /// Told back in the payload: the same identity again changes nothing.
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
    /// Told back in the payload: reading twice changes nothing.
    client_mutation_id: Option<String>,
    /// The newest message that you have seen.
    message_id: Id<MessageId>,
}

/// That you type, or stopped.
#[derive(Clone, InputObject)]
pub struct TypingSetInput {
    /// Told back in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
    /// What is typed so far, where the company shows that to its operators; never stored.
    preview: Option<String>,
}

/// The file to upload.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadBeginInput {
    /// Told back in the payload.
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
    /// Told back in the payload.
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

macro_rules! payload {
    ($name:ident, $doc:literal, $field:ident: $type:ty, $field_doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, SimpleObject)]
        pub struct $name {
            /// The key that was passed.
            client_mutation_id: Option<String>,
            /// The place of the change in the log; absent when nothing was changed.
            event_cursor: Option<EventCursor>,
            /// What you can mend; empty when it worked.
            user_errors: Vec<UserError>,
            #[doc = $field_doc]
            $field: Option<$type>,
        }

        impl $name {
            fn of<T>(
                client_mutation_id: Option<String>,
                done: Result<Done<T>, DeskError>,
                into: impl FnOnce(T) -> Option<$type>,
            ) -> Result<Self> {
                Ok(match done {
                    Ok(Done { value, cursor }) => Self {
                        client_mutation_id,
                        event_cursor: Some(EventCursor(cursor)),
                        user_errors: Vec::new(),
                        $field: into(value),
                    },
                    Err(error) => Self {
                        client_mutation_id,
                        event_cursor: None,
                        user_errors: vec![user_error(error)?],
                        $field: None,
                    },
                })
            }
        }
    };
}

payload!(VisitStartPayload, "What came of coming.", visit: Visit, "The visit; absent when you were not let in.");
payload!(VisitIdentifyPayload, "What came of an identity.", visit: Visit, "The visit with a new session; absent when the identity was refused.");
payload!(MessageWritePayload, "What came of writing.", message: VisitorMessage, "The message; absent when it was not taken.");
payload!(ChatMarkReadPayload, "What came of reading.", message_id: ID, "The message up to which you have read; absent when there is none.");
payload!(AttachmentUploadBeginPayload, "What came of beginning an upload.", upload: VisitorUpload, "Where the bytes go; absent when the file is not taken.");
payload!(AttachmentUploadFinishPayload, "What came of finishing an upload.", attachment: VisitorAttachment, "The file; absent when it is not complete.");

/// What came of telling that you type.
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

async fn message(api: &Api, visitor: &Visitor, id: MessageId) -> Result<Option<VisitorMessage>> {
    let Some(chat) = own_chat(api, visitor).await? else { return Ok(None) };
    let read = move |connection: &mut switchboard_store::DatabaseConnection| {
        read_messages(connection, chat.chat_id, vec![id])
    };
    Ok(VisitorMessage::of(&Arc::new(api.read(read).await?), id))
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
        VisitStartPayload::of(input.client_mutation_id, done, visit)
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
        VisitIdentifyPayload::of(input.client_mutation_id, done, visit)
    }

    /// Writes. The first message opens the chat.
    async fn message_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say.")] input: MessageWriteInput,
    ) -> Result<MessageWritePayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let request = format!("messageWrite {}", given(ctx, &input)?);
        let command = desk_visitor::write::WriteInput {
            client_key: input.client_mutation_id.clone(),
            text: input.body,
            attachment_ids: input.attachment_ids.into_iter().flatten().map(|id| id.0).collect(),
            quoted_message_id: input.quoted_id.map(|id| id.0),
            name: input.name,
            email: input.email,
        };
        let done = match IdempotencyKey::new(&input.client_mutation_id, &request) {
            Ok(key) => {
                let context = visitor.context.clone().with_key(key);
                desk_visitor::write::write(&api.desk, &context, command).await
            }
            Err(error) => Err(error),
        };
        let written = match &done {
            Ok(done) => message(api, &visitor, done.value.message_id).await?,
            Err(_) => None,
        };
        MessageWritePayload::of(Some(input.client_mutation_id), done, |_| written)
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
        ChatMarkReadPayload::of(input.client_mutation_id, done, |()| Some(id.into()))
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
            size_bytes: u64::try_from(input.size_bytes.0).unwrap_or(0),
        };
        let done = attachment::begin::begin(&api.desk, &visitor.context, command).await;
        let base = api.server.public_url.as_deref().unwrap_or_default();
        AttachmentUploadBeginPayload::of(input.client_mutation_id, done, |begun| {
            Some(VisitorUpload {
                attachment: VisitorAttachment { row: Arc::new(begun.attachment) },
                url: format!("{base}{}", begun.upload_path),
                max_bytes: Long(i64::try_from(begun.max_bytes).unwrap_or(i64::MAX)),
                expires_at: DateTime(begun.expires_at),
            })
        })
    }

    /// Finishes an upload: the bytes are checked, the real type is found out.
    async fn attachment_upload_finish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The upload.")] input: AttachmentUploadFinishInput,
    ) -> Result<AttachmentUploadFinishPayload> {
        let visitor = visitor(ctx)?;
        let desk = &api(ctx)?.desk;
        let id = input.attachment_id.0;
        let done = attachment::finish::finish(desk, &visitor.context, id).await;
        AttachmentUploadFinishPayload::of(input.client_mutation_id, done, |row| {
            Some(VisitorAttachment { row: Arc::new(row) })
        })
    }
}
