//! An inbound request of a platform that could not be taken in.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{channel::Channel, event::event},
};
use async_graphql::{Context, Result};
use switchboard_desk::read::InboundRequestSummary;
use switchboard_graphql::{choice::InboundRequestState, connection, object, scalars::DateTime};
use switchboard_model::{InboundRequestId, Permission};

batched!(InboundRequest of InboundRequestSummary, inbound_request_id: InboundRequestId, Relations);

#[derive(Default)]
pub struct Relations {
    channels: ToOne<Channel>,
}

impl Noun for InboundRequest {
    const ROWS: Rows<Self> = |related, ids| related.inbound_requests(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_inbound_requests(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::ChannelRead);
}

event! {
    /// An inbound request could not be parsed, or was parsed after all.
    InboundRequestEvent {
        /// The inbound request as it is now.
        inbound_request: InboundRequest
    }
}

/// An inbound request of a platform, kept as it came.
#[object(id = inbound_request_id)]
impl InboundRequest {
    /// The channel it came to.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        self.0.one(ctx, |of| &of.channels, |row| row.channel_id).await
    }

    /// `GET` or `POST`.
    fn method(&self) -> &str;
    /// What became of it.
    fn state(&self) -> InboundRequestState;
    /// How often it was tried.
    fn attempt_count(&self) -> i32;
    /// The last error; absent when there was none.
    fn error(&self) -> Option<&str>;
    /// Which version of the plugin tried last; absent before the first try.
    fn plugin_version(&self) -> Option<&str>;
    /// When it came.
    fn received_at(&self) -> DateTime;
    /// When it was taken in or given up; absent while it waits.
    fn settled_at(&self) -> Option<DateTime>;
}

connection!(
    InboundRequestConnection,
    InboundRequestEdge,
    InboundRequest,
    "A page of inbound requests.",
    "An inbound request in a list."
);
