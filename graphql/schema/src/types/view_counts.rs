//! How many chats there are in views and tabs.

use crate::{query::chat_filter::ChatTab, types::view::View};
use async_graphql::SimpleObject;
use switchboard_graphql::scalars::EventCursor;

/// How many chats there are in a view or tab, of those that you may read. No number is cut.
#[derive(Clone, SimpleObject)]
pub struct ViewCount {
    /// The view; absent for a tab.
    pub(crate) view: Option<View>,
    /// The tab; absent for a view.
    pub(crate) tab: Option<ChatTab>,
    /// All of them.
    pub(crate) total: i64,
    /// With messages that you have not read, or those whom `operatorId` names.
    pub(crate) unread: i64,
}

/// How many chats there are in each of some views and tabs, all counted at one moment.
#[derive(Clone, SimpleObject)]
pub struct ViewCounts {
    /// The views in the order in which they were asked for, then the tabs.
    pub(crate) counts: Vec<ViewCount>,
    /// The place in the log before they were counted: what happened after it may be counted or not.
    pub(crate) cursor: EventCursor,
}
