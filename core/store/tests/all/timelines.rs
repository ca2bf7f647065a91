//! The timelines of many chats at once, and lists of more parents than one statement takes.

use crate::support::event;
use switchboard_model::{ChatId, EventCursor, event::NewEvent};
use switchboard_store::page::{PageRequest, messages, timeline};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError, limits, log};

#[both_databases]
async fn the_timelines_of_chats_are_newest_first_and_page_backwards(store: Store) {
    let chats = [5, 6].map(ChatId);
    for number in 0..9 {
        // Two events of one write share its transaction.
        let both = [number * 2, number * 2 + 1].map(|number| {
            let chat_id = chats.get(usize::try_from(number % 3).unwrap()).copied();
            NewEvent { chat_id, ..event(number) }
        });
        store
            .write::<_, StoreError>(Lane::Any, move |transaction| {
                log::append(transaction, &both[0])?;
                log::append(transaction, &both[1])
            })
            .await
            .unwrap();
    }
    let epoch = store.epoch();
    for size in [1, 2, 4, 100] {
        for (place, chat_id) in chats.into_iter().enumerate() {
            let mut after = None;
            let mut numbers = Vec::new();
            loop {
                let page_request = PageRequest { after, ..PageRequest::first(size) };
                let pages = store
                    .read::<_, StoreError>(move |connection| {
                        timeline::of_chats(connection, &chats, epoch, &page_request)
                    })
                    .await
                    .unwrap();
                let page = &pages[&chat_id];
                numbers.extend(page.items.iter().map(|event| event.event.subject_id));
                assert_eq!(page.has_previous, after.is_some());
                if !page.has_next {
                    break;
                }
                after = page.items.last().map(|event| event.cursor);
            }
            let own = (0..18).rev().filter(|number| number % 3 == place as i64);
            assert_eq!(numbers, own.collect::<Vec<i64>>(), "pages of {size}");
        }
    }
}

#[both_databases]
async fn the_lists_of_more_parents_than_one_statement_takes_are_read_in_several(store: Store) {
    let many = 3 * limits::PARENTS_PER_STATEMENT as i64 + 1;
    let chats: Vec<_> = (1..=many).map(ChatId).collect();
    let last = ChatId(many);
    let of_last = NewEvent { chat_id: Some(last), ..event(7) };
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| log::append(transaction, &of_last))
        .await
        .unwrap();
    let epoch = store.epoch();
    let (timelines, messages) = store
        .read::<_, StoreError>(move |connection| {
            let after = Some(EventCursor { epoch, transaction: i64::MAX, sequence: 0 });
            let page_request = PageRequest { after, ..PageRequest::first(1) };
            let timelines = timeline::of_chats(connection, &chats, epoch, &page_request)?;
            let page_request = PageRequest::first(1);
            Ok((timelines, messages::of_chats(connection, &chats, &page_request)?))
        })
        .await
        .unwrap();
    assert_eq!((timelines.len(), messages.len()), (many as usize, many as usize));
    assert_eq!(timelines[&last].items.len(), 1);
}
