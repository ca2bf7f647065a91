//! What several tests of the store need: an event to append, and the log to read.

use switchboard_model::event::{Event, EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::{AuthorKind, EventCursor};
use switchboard_store::log::{self, LogPage};
use switchboard_store::{Lane, Store, StoreError};

/// An event about a setting, recognised by its number.
pub fn event(number: i64) -> NewEvent {
    NewEvent {
        kind: EventKind::SettingUpdated,
        author_kind: AuthorKind::System,
        author_id: None,
        subject_kind: SubjectKind::Setting,
        subject_id: number,
        chat_id: None,
        contact_id: None,
        channel_id: None,
        detail: EventDetail::default(),
    }
}

/// Appends one event and waits for its commit.
pub async fn append(store: &Store, number: i64) -> EventCursor {
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            log::append(transaction, &event(number))
        })
        .await
        .expect("an event is appended")
}

/// Waits until the log shows all that is committed: on PostgreSQL other tests' transactions hide it.
pub async fn shown(store: &Store) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while store.read::<_, StoreError>(log::has_hidden).await.expect("the log is read") {
        assert!(std::time::Instant::now() < deadline, "the log hides events for half a minute");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// Reads one page after a place.
pub async fn page(store: &Store, cursor: EventCursor, limit: i64) -> LogPage {
    shown(store).await;
    store
        .read::<_, StoreError>(move |connection| log::after(connection, cursor, limit))
        .await
        .expect("the log is read")
}

/// Reads one page that must not be gone.
pub async fn events(store: &Store, cursor: EventCursor, limit: i64) -> Vec<Event> {
    match page(store, cursor, limit).await {
        LogPage::Events(events) => events,
        LogPage::Unknown(_) => Vec::new(),
        LogPage::Gone => panic!("the place {cursor} is gone"),
    }
}

/// The numbers of all events of the log, in its order.
pub async fn numbers(store: &Store) -> Vec<i64> {
    let mut cursor = EventCursor::start(store.epoch());
    let mut numbers = Vec::new();
    loop {
        let events = events(store, cursor, 1_000).await;
        let Some(last) = events.last() else { return numbers };
        cursor = last.cursor;
        numbers.extend(events.iter().map(|event| event.event.subject_id));
    }
}

/// The log's end.
pub async fn head(store: &Store) -> EventCursor {
    shown(store).await;
    let epoch = store.epoch();
    store
        .read::<_, StoreError>(move |connection| log::head(connection, epoch))
        .await
        .expect("the head is read")
}
