//! Lists and counts that are kept in memory: what is asked of them, and how what they answer is held against
//! the database, which alone decides what is shown.

use super::chats::{ChatCount, ChatKey, Wanted};
use super::statement::{filter, numbers};
use super::{Page, PageRequest, visibility};
use crate::{DatabaseConnection, Result, dialect::direct, log};
use async_trait::async_trait;
use diesel::{RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{
    ChatFilter, ChatId, ChatOrder, ChatVisibility, EventCursor, FilterContext, OperatorId,
    chat::Chat,
};

/// Who asks: what they see, and for whom and when filters are meant.
#[derive(Clone, Copy, Debug)]
pub struct Onlooker<'a> {
    /// No other chats than these.
    pub visibility: &'a ChatVisibility,
    /// Whose visibility it is: that they take part in a chat decides as well.
    pub viewer_id: OperatorId,
    /// For whom, and when.
    pub context: FilterContext,
}

/// What was found in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// What was found.
    pub found: T,
    /// As of which place in the log.
    pub through: EventCursor,
}

/// Lists and counts of chats from memory. What it does not answer is asked of the database, which also is
/// what its answers are held against: [`found_page`] and [`super::chats::counts_beside`].
#[async_trait]
pub trait ChatBoard: Send + Sync + 'static {
    /// Does it hold what a list asks for: what chats must be like, and the order, where there is one. What it does
    /// not hold it never answers, and nobody waits for it.
    fn holds(&self, filter: &ChatFilter, order: Option<ChatOrder>) -> bool;

    /// Waits a moment until it has followed what is known to have happened; not where it will not get there.
    async fn come_near(&self);

    /// Waits a moment until it has followed the log up to a place; not where it will not get there.
    async fn come_to(&self, place: EventCursor);

    /// The chats of a page, in the direction of the page and one more than asked for where there are more;
    /// none for a filter or an order that it does not hold, and while it is behind.
    fn page(
        &self,
        onlooker: Onlooker<'_>,
        filter: &ChatFilter,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Option<Kept<Vec<ChatId>>>;

    /// How many chats are like each of these, as of a place in the log or later, or else of its end; none for
    /// those of the filters that it does not hold, and none at all while it is behind.
    fn counts(
        &self,
        onlooker: Onlooker<'_>,
        filters: &[ChatFilter],
        from: Option<EventCursor>,
    ) -> Option<Kept<Vec<Option<ChatCount>>>>;

    /// All chats that are like this, whoever may see them, in the order of their ids; none for a filter that it
    /// does not hold, and while it is behind.
    fn like(&self, filter: &ChatFilter, context: FilterContext) -> Option<Kept<Vec<ChatId>>>;
}

impl<'a> Onlooker<'a> {
    /// The same, as it is asked of the database.
    pub fn wanted<'f>(self, filter: &'f ChatFilter) -> Wanted<'f>
    where
        'a: 'f,
    {
        Wanted { visibility: self.visibility, filter, context: self.context }
    }
}

/// The rows of a page that was found in memory. None where anything has happened since, or where one of them
/// is not visible: then the page has to be found again. One statement, so that the rows and the log's end are
/// of one moment.
pub fn found_page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    kept: &Kept<Vec<ChatId>>,
    page_request: &PageRequest<ChatKey>,
) -> Result<Option<Page<Chat>>> {
    let Kept { found, through } = kept;
    if found.is_empty() {
        let is_end = log::is_end(connection, *through)?;
        return Ok(is_end.then(|| Page::of(Vec::new(), page_request)));
    }
    let conditions = [
        format!("chats.chat_id IN ({})", numbers(found.iter().map(|id| id.0))),
        visibility::condition(visibility),
        format!("NOT {}", log::is_any_behind(*through)),
    ];
    let text = format!("SELECT chats.* FROM chats{}", filter(&conditions));
    let rows: Vec<Chat> = direct!(connection => sql_query(text).load(connection))?;
    let mut rows: HashMap<ChatId, Chat> = rows.into_iter().map(|row| (row.chat_id, row)).collect();
    let in_order: Vec<Chat> = found.iter().filter_map(|id| rows.remove(id)).collect();
    Ok((in_order.len() == found.len()).then(|| Page::of(in_order, page_request)))
}
