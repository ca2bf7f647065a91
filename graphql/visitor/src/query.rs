//! What a visitor may ask.

use crate::{
    access::{own_chat, visitor},
    cursor::EventCursor,
    types::VisitorChat,
};
use async_graphql::{Context, Object, Result, SimpleObject};
use switchboard_graphql::{api::api, head_first, scalars::Long};

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

/// What a visitor may ask.
pub struct VisitorQuery;

/// What a visitor may ask.
#[Object]
impl VisitorQuery {
    /// Your chat; absent before the first message.
    async fn my_chat(&self, ctx: &Context<'_>) -> Result<Option<VisitorChat>> {
        let visitor = visitor(ctx)?;
        let row = own_chat(api(ctx)?, &visitor).await?;
        Ok(row.map(VisitorChat::of))
    }

    /// The place in the log before anything else of this query was read: pass it to the subscription
    /// `myChat` to miss nothing that this query did not see.
    async fn head_cursor(&self, ctx: &Context<'_>) -> Result<EventCursor> {
        let visitor = visitor(ctx)?;
        let head = head_first::head_cursor(ctx).await?;
        EventCursor::seal(api(ctx)?, &visitor.context.actor, head.0)
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
