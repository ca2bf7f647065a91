//! A list waits for lists in memory where they hold what it asks for, and only there.

use crate::app::{ANSWERS, TestApp};
use async_trait::async_trait;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use switchboard_model::{ChatFilter, ChatId, ChatOrder, EventCursor, FilterContext};
use switchboard_store::page::PageRequest;
use switchboard_store::page::board::{ChatBoard, Kept, Onlooker};
use switchboard_store::page::chats::{ChatCount, ChatKey};
use switchboard_store::testing::both_databases;

/// Holds what asks for nothing, but not by name; finds nothing and counts who waits for it.
#[derive(Default)]
struct Waits(AtomicUsize);

#[async_trait]
impl ChatBoard for Waits {
    fn holds(&self, filter: &ChatFilter, order: Option<ChatOrder>) -> bool {
        *filter == ChatFilter::default() && !order.is_some_and(ChatOrder::is_by_name)
    }

    async fn come_near(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    async fn come_to(&self, _: EventCursor) {}

    fn page(
        &self,
        _: Onlooker<'_>,
        _: &ChatFilter,
        _: ChatOrder,
        _: &PageRequest<ChatKey>,
    ) -> Option<Kept<Vec<ChatId>>> {
        None
    }

    fn counts(
        &self,
        _: Onlooker<'_>,
        _: &[ChatFilter],
        _: Option<EventCursor>,
    ) -> Option<Kept<Vec<Option<ChatCount>>>> {
        None
    }

    fn like(&self, _: &ChatFilter, _: FilterContext) -> Option<Kept<Vec<ChatId>>> {
        None
    }
}

#[both_databases]
async fn a_list_that_is_not_kept_in_memory_is_not_waited_for(app: TestApp) {
    let board = Arc::new(Waits::default());
    let desk = app.desk.clone().with_board(board.clone());
    let context = app.operator("lists", ANSWERS, true).await;
    let anything = ChatFilter::default();
    let object = ChatFilter { external_ids: Some(Vec::new()), ..anything.clone() };
    for (filter, order, waits) in [
        (&anything, None, 1),
        (&anything, Some(ChatOrder::LastMessage), 1),
        (&anything, Some(ChatOrder::ContactName), 0),
        (&anything, Some(ChatOrder::ContactNameDesc), 0),
        (&object, Some(ChatOrder::LastMessage), 0),
        (&object, None, 0),
    ] {
        let before = board.0.load(Ordering::Relaxed);
        let asked = filter.clone();
        let read =
            desk.read_list(context.actor.clone(), (filter.clone(), order), move |_, filter| {
                assert_eq!(*filter, asked);
                Ok(())
            });
        read.await.expect("it is read");
        let waited = board.0.load(Ordering::Relaxed) - before;
        assert_eq!(waited, waits, "{filter:?} {order:?}");
    }
}
