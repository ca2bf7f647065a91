//! What a visitor may ask.

use crate::{
    access::{VisitorCaller, visitor},
    chat::{VisitorChat, VisitorChatConnection},
    cursor::EventCursor,
    mutation::visit::VisitorAsk,
};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::channel::web::ConsentSettings;
use switchboard_desk::read::{ChatKey, Page, PageRequest, Related, Widget};
use switchboard_graphql::{
    api::api,
    errors::top_level,
    head_first, object,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::{ChatId, locale};

/// What the web chat takes.
#[derive(Clone, SimpleObject)]
pub struct VisitorLimits {
    /// Largest file, in bytes.
    attachment_max_bytes: Long,
    /// Longest text of a message, in UTF-16 units.
    message_text_max_units: i64,
    /// Files of one message.
    message_attachments_max: i64,
}

/// What visitors are asked to agree to before anything personal of them is stored.
#[derive(Clone, SimpleObject)]
pub struct VisitorConsentText {
    /// Which text it is: pass it to `consentSet` once there is a visit.
    version: String,
    /// The text beside the box to tick.
    text: String,
    /// The page that the text links; absent when it links none.
    url: Option<String>,
}

impl From<ConsentSettings> for VisitorConsentText {
    fn from(ConsentSettings { version, text, url }: ConsentSettings) -> Self {
        Self { version, text, url }
    }
}

/// How the chat of a page begins.
#[derive(Clone, SimpleObject)]
pub struct VisitorWidget {
    /// A greeting to show; absent when the company set none.
    greeting: Option<String>,
    /// Is your name asked before the first message.
    ask_name: VisitorAsk,
    /// Is your email address asked before the first message.
    ask_email: VisitorAsk,
    /// Only visitors whom the page has signed in may write.
    is_identity_required: bool,
    /// Visitors who have a chat may begin a further one: `messageWrite(isNewChat:)`.
    is_new_chat_offered: bool,
    /// What visitors are asked to agree to; absent when nothing is asked.
    consent: Option<VisitorConsentText>,
    /// The language to speak (BCP 47): the page's own, or the company's where that is none.
    language: String,
    /// The names of those of the company who are there now, at most three.
    operator_names: Vec<String>,
    /// Is it open now, by the company's business hours.
    is_open: bool,
    /// When it opens next; absent while it is open, and where nobody knows.
    next_open_at: Option<DateTime>,
    /// What to show in the place of the greeting while it is not open; absent when the company set nothing.
    closed_text: Option<String>,
    /// How long visitors usually wait for the first answer, in ms, rounded up to a step of minutes or hours; absent where
    /// too few chats tell.
    reply_time_ms: Option<Long>,
}

/// What a visitor may ask.
pub struct VisitorQuery;

/// What a visitor may ask.
#[object]
impl VisitorQuery {
    /// The chat of yours in which something was said last; absent before the first message.
    async fn my_chat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Another one of yours; absent where it is none.")] id: Option<Id<ChatId>>,
    ) -> Result<Option<VisitorChat>> {
        let actor = visitor(ctx)?.context.actor;
        let id = id.map(|id| id.0);
        let row = api(ctx)?.read(actor, move |reader| reader.visitor_chat(id)).await?;
        Ok(row.map(VisitorChat::of))
    }

    /// Your chats, that in which something was said last first; closed ones stand among them.
    async fn my_chats(
        &self,
        ctx: &Context<'_>,
        page: PageRequest<ChatKey>,
    ) -> Result<VisitorChatConnection> {
        let actor = visitor(ctx)?.context.actor;
        let rows = api(ctx)?.read(actor, move |reader| reader.visitor_chats(&page)).await?;
        let Page { items, has_previous, has_next } = rows;
        let page = Page { items: VisitorChat::all(items), has_previous, has_next };
        Ok(VisitorChatConnection::of(page, VisitorChat::cursor))
    }

    /// The place in the log before anything else of this query was read: pass it to the subscription
    /// `myChat` to miss nothing that this query did not see.
    async fn head_cursor(&self, ctx: &Context<'_>) -> Result<EventCursor> {
        let visitor = visitor(ctx)?;
        let head = head_first::head_cursor(ctx).await?;
        EventCursor::seal(api(ctx)?, &visitor.context.actor, head.0)
    }

    /// How the chat of a page begins, before there is a visit: nothing is stored, and nobody is told.
    async fn widget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel's key, as the snippet on the page has it.")]
        channel_key: String,
        #[graphql(desc = "The language that the page speaks (BCP 47); absent: the company's.")]
        language: Option<String>,
    ) -> Result<VisitorWidget> {
        let origin = ctx.data::<VisitorCaller>()?.origin.clone();
        let api = api(ctx)?;
        let now = api.desk.now();
        let read =
            move |related: &mut Related<'_>| related.widget(&channel_key, origin.as_deref(), now);
        let told: Widget = api.read_related(read).await?;
        let Widget { channel_id, settings, .. } = told;
        let reply_time_ms = api.desk.usual_reply_ms(channel_id).await.map_err(top_level)?;
        let language = language.as_deref().and_then(locale::canonical);
        Ok(VisitorWidget {
            greeting: settings.greeting,
            ask_name: settings.ask_name.into(),
            ask_email: settings.ask_email.into(),
            is_identity_required: settings.is_identity_required,
            is_new_chat_offered: settings.is_new_chat_offered,
            consent: settings.consent.map(VisitorConsentText::from),
            language: language.unwrap_or(told.default_language),
            operator_names: told.operator_names,
            is_open: told.is_open,
            next_open_at: told.next_open_at.map(DateTime),
            closed_text: settings.closed_text,
            reply_time_ms: reply_time_ms.map(Long),
        })
    }

    /// What the web chat takes.
    async fn limits(&self, ctx: &Context<'_>) -> Result<VisitorLimits> {
        use switchboard_desk::limits as fixed;
        let bytes = api(ctx)?.desk.limits().attachment_max_bytes;
        Ok(VisitorLimits {
            attachment_max_bytes: Long(i64::try_from(bytes).unwrap_or(i64::MAX)),
            message_text_max_units: i64::from(fixed::WEB_TEXT_MAX_UNITS),
            message_attachments_max: i64::from(fixed::MESSAGE_ATTACHMENTS_MAX),
        })
    }
}
