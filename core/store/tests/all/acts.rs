//! The histories of many chats at once, lists of more parents than one statement takes, and what a newer
//! binary wrote.

use diesel::prelude::*;
use switchboard_model::act::Act;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{ActId, AuthorKind, ChatId, Timestamp};
use switchboard_store::page::{PageRequest, acts, messages};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError, Transaction, act, limits};

/// Two chats, 1 and 2, of one contact.
const CHATS: &str = "INSERT INTO chats (chat_id, number, channel_id, contact_id, identity_id, \
    platform_chat, is_current, reply_context, round, status, waiting_on, priority, escalation_level, \
    is_snooze_kept, last_message_at, inbound_count, draft_count, version, created_at, updated_at) VALUES \
    (1, 1, 1, 1, 1, 'one', TRUE, '{}', 1, 'NEW', 'NOBODY', 'NORMAL', 0, FALSE, 0, 0, 0, 1, 0, 0), \
    (2, 2, 1, 1, 1, 'two', TRUE, '{}', 1, 'NEW', 'NOBODY', 'NORMAL', 0, FALSE, 0, 0, 0, 1, 0, 0)";
/// What they stand on.
const BELOW: [&str; 3] = [
    "INSERT INTO channels (channel_id, plugin, key, name, state, settings, is_polled, version, \
     created_at, updated_at) VALUES (1, 'web', 'shop', 'Shop', 'ACTIVE', '{}', FALSE, 1, 0, 0)",
    "INSERT INTO contacts (contact_id, name, name_folded, name_key, name_stamp, attributes, \
     is_verified, is_blocked, version, created_at, updated_at) \
     VALUES (1, 'Ana', 'ana', '', 0, '{}', FALSE, FALSE, 1, 0, 0)",
    "INSERT INTO identities (identity_id, contact_id, first_contact_id, channel_id, platform_id, \
     is_reachable, created_at, updated_at) VALUES (1, 1, 1, 1, 'ana', TRUE, 0, 0)",
];

async fn write(
    store: &Store,
    mut work: impl FnMut(&mut Transaction<'_>) -> Result<(), StoreError> + Send + 'static,
) {
    store.write::<_, StoreError>(Lane::Any, move |t| work(t)).await.expect("a write");
}

async fn add_chats(store: &Store) {
    write(store, |transaction| {
        for text in BELOW.into_iter().chain([CHATS]) {
            diesel::sql_query(text).execute(&mut **transaction)?;
        }
        Ok(())
    })
    .await;
}

/// Adds an act with this number to a chat.
fn add(transaction: &mut Transaction<'_>, chat: i64, number: i64) -> Result<(), StoreError> {
    let row = Act {
        act_id: ActId(number),
        chat_id: ChatId(chat),
        at: Timestamp(number),
        kind: EventKind::ChatUpdated,
        round: 1,
        author_kind: AuthorKind::System,
        author_id: None,
        detail: EventDetail::default(),
    };
    act::insert(transaction, &row)
}

/// The numbers of a chat's acts, read in pages of this size among the chats.
async fn numbers(store: &Store, chats: &[ChatId], chat: i64, size: i64) -> Vec<i64> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let (chats, page_request) =
            (chats.to_vec(), PageRequest { after, ..PageRequest::first(size) });
        let pages = store
            .read::<_, StoreError>(move |connection| {
                acts::of_chats(connection, &chats, &page_request)
            })
            .await
            .expect("the histories are read");
        let page = &pages[&chat];
        assert_eq!(page.has_previous, after.is_some());
        found.extend(&page.items);
        if !page.has_next {
            return found;
        }
        after = page.items.last().copied().map(ActId);
    }
}

#[both_databases]
async fn the_histories_of_chats_are_newest_first_and_page_backwards(store: Store) {
    add_chats(&store).await;
    write(&store, |t| (1..=18).try_for_each(|number| add(t, 1 + number % 2, number))).await;
    for size in [1, 2, 4, 100] {
        for chat in [1, 2] {
            let own: Vec<i64> = (1..=18).rev().filter(|number| 1 + number % 2 == chat).collect();
            let chats = [ChatId(1), ChatId(2)];
            assert_eq!(numbers(&store, &chats, chat, size).await, own, "pages of {size}");
        }
    }
}

#[both_databases]
async fn acts_of_kinds_that_a_newer_binary_knows_are_left_out_of_full_pages(store: Store) {
    add_chats(&store).await;
    write(&store, |transaction| {
        (1..=9).try_for_each(|number| add(transaction, 1, number))?;
        let text = "UPDATE acts SET kind = 'chat.teleported' WHERE act_id IN (4, 5, 6, 9)";
        diesel::sql_query(text).execute(&mut **transaction)?;
        Ok(())
    })
    .await;
    for size in [1, 2, 100] {
        assert_eq!(numbers(&store, &[ChatId(1)], 1, size).await, [8, 7, 3, 2, 1], "of {size}");
    }
}

#[both_databases]
async fn the_lists_of_more_parents_than_one_statement_takes_are_read_in_several(store: Store) {
    add_chats(&store).await;
    write(&store, |transaction| add(transaction, 2, 7)).await;
    let many = 3 * limits::PARENTS_PER_STATEMENT;
    // The one with an act stands last.
    let mut chats: Vec<_> = (1_000..).take(many).map(ChatId).collect();
    chats.push(ChatId(2));
    assert_eq!(numbers(&store, &chats, 2, 1).await, [7]);
    let (histories, messages) = store
        .read::<_, StoreError>(move |connection| {
            let histories = acts::of_chats(connection, &chats, &PageRequest::first(1))?;
            Ok((histories, messages::of_chats(connection, &chats, &PageRequest::first(1))?))
        })
        .await
        .expect("the lists are read");
    assert_eq!((histories.len(), messages.len()), (many + 1, many + 1));
}
