//! The log loses and repeats nothing while many write, and says when a place is gone.

use crate::support::{append, event, events, head, numbers, page, shown};
use diesel::RunQueryDsl;
use std::collections::HashSet;
use std::sync::Arc;
use switchboard_model::event::{Event, NewEvent};
use switchboard_model::{ContactId, EventCursor, ManualClock, Timestamp};
use switchboard_store::log::{self, LogPage};
use switchboard_store::page::PageRequest;
use switchboard_store::page::audit::{self, AuditFilter};
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{Lane, Store, StoreConfig, StoreError, Transaction};

const WRITERS: i64 = 16;
const EVENTS_EACH: i64 = 120;

#[both_databases]
async fn a_tailer_sees_each_event_once_and_in_order_while_many_write(database: TestDatabase) {
    let config = StoreConfig { lanes: 8, ..database.config() };
    let store = Store::open(config, Arc::new(switchboard_model::SystemClock))
        .await
        .expect("the database opens");
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(write(store.clone(), writer))).collect();
    let tailer = tokio::spawn(tail(store.clone(), usize::try_from(WRITERS * EVENTS_EACH).unwrap()));
    let naive = tokio::spawn(tail_by_number(
        store.clone(),
        usize::try_from(WRITERS * EVENTS_EACH).unwrap(),
    ));
    let mut written = HashSet::new();
    for writer in writers {
        written.extend(writer.await.expect("a writer ends well"));
    }
    let seen = tailer.await.expect("the tailer ends well");
    let missed = naive.await.expect("the naive tailer ends well");
    println!("{:?}: by numbers alone {missed} events were missed", database.backend());
    let places: Vec<EventCursor> = seen.iter().map(|(place, _)| *place).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "the places must rise");
    let numbers: HashSet<i64> = seen.iter().map(|(_, number)| *number).collect();
    assert_eq!(numbers.len(), seen.len(), "an event came twice");
    let lost: Vec<_> = written.difference(&numbers).collect();
    assert!(lost.is_empty(), "{} events were lost: {lost:?}", lost.len());
    for writer in 0..WRITERS {
        let own: Vec<i64> = seen
            .iter()
            .map(|(_, number)| *number)
            .filter(|number| number / 1_000 == writer)
            .collect();
        assert!(own.is_sorted(), "the events of writer {writer} came out of order");
    }
    store.close().await;
}

/// Each waits for its commit before the next, half of them with a second event in the same write.
async fn write(store: Store, writer: i64) -> Vec<i64> {
    let mut written = Vec::new();
    let mut next = 0;
    while next < EVENTS_EACH {
        let first = writer * 1_000 + next;
        let count = (1 + next % 2).min(EVENTS_EACH - next);
        let work = move |transaction: &mut Transaction<'_>| {
            for number in first..first + count {
                log::append(transaction, &event(number))?;
            }
            Ok::<_, StoreError>(())
        };
        store.write(Lane::Any, work).await.expect("the events are appended");
        written.extend(first..first + count);
        next += count;
    }
    written
}

/// One page of what can be seen at once, without waiting for what is hidden.
async fn events_now(store: &Store, cursor: EventCursor) -> Vec<Event> {
    let page =
        store.read::<_, StoreError>(move |connection| log::after(connection, cursor, 50)).await;
    match page.expect("the log is read") {
        LogPage::Events(events) => events,
        LogPage::Unknown(_) => Vec::new(),
        LogPage::Gone => panic!("the place {cursor} is gone"),
    }
}

/// Follows the bell with a timer behind it, as followers do, until it has seen enough.
async fn tail(store: Store, enough: usize) -> Vec<(EventCursor, i64)> {
    let mut bell = store.bell();
    let mut seen = Vec::new();
    let mut cursor = EventCursor::start(store.epoch());
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(60);
    while seen.len() < enough && tokio::time::Instant::now() < deadline {
        let events = events_now(&store, cursor).await;
        if let Some(last) = events.last() {
            cursor = last.cursor;
            seen.extend(events.iter().map(|event| (event.cursor, event.event.subject_id)));
            continue;
        }
        let poll = std::time::Duration::from_millis(100);
        let _rung_or_polled = tokio::time::timeout(poll, bell.changed()).await;
    }
    // Whoever repeats or adds shows here.
    seen.extend(
        events(&store, cursor, 50).await.iter().map(|event| (event.cursor, event.event.subject_id)),
    );
    seen
}

/// Follows by "greater than the last number", as the log is not to be read: says how many it missed.
/// On PostgreSQL that is luck, so nothing is asserted of it there.
async fn tail_by_number(store: Store, all: usize) -> usize {
    #[derive(diesel::QueryableByName)]
    struct Number {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        seq: i64,
    }
    let (mut last, mut seen, mut quiet) = (0, 0, 0);
    while seen < all && quiet < 100 {
        let read = store.read::<_, StoreError>(move |connection| {
            let text = "SELECT seq FROM events WHERE seq > $1 ORDER BY seq";
            let query = diesel::sql_query(text).bind::<diesel::sql_types::BigInt, _>(last);
            Ok(query.load::<Number>(connection)?)
        });
        let rows = read.await.expect("the table is read");
        quiet = if rows.is_empty() { quiet + 1 } else { 0 };
        seen += rows.len();
        last = rows.last().map_or(last, |row| row.seq);
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    all - seen
}

#[both_databases]
async fn a_page_ends_at_its_limit_and_the_next_one_goes_on(store: Store) {
    for number in 0..5 {
        append(&store, number).await;
    }
    let first = events(&store, EventCursor::start(store.epoch()), 3).await;
    let second = events(&store, first[2].cursor, 3).await;
    let numbers: Vec<i64> =
        first.iter().chain(&second).map(|event| event.event.subject_id).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    assert_eq!(head(&store).await, second[1].cursor);
}

/// Appends one event of a contact.
async fn append_of(store: &Store, contact_id: ContactId, number: i64) {
    let event = NewEvent { contact_id: Some(contact_id), ..event(number) };
    let append = move |transaction: &mut Transaction<'_>| log::append(transaction, &event);
    store.write::<_, StoreError>(Lane::Any, append).await.expect("an event is appended");
}

#[both_databases]
async fn the_events_of_one_contact_are_read_without_those_of_others(store: Store) {
    let (ana, bob) = (ContactId(1), ContactId(2));
    for number in 0..3 {
        append_of(&store, ana, number).await;
        for other in 0..20 {
            append_of(&store, bob, 100 + other).await;
            append(&store, 200 + other).await;
        }
    }
    shown(&store).await;
    let read = async |cursor: EventCursor, limit: i64| {
        let page = store.read::<_, StoreError>(move |connection| {
            log::after_of_contact(connection, cursor, ana, limit)
        });
        page.await.expect("the log is read")
    };
    let numbers = |page: LogPage| match page {
        LogPage::Events(events) => {
            let places: Vec<_> = events.iter().map(|event| event.cursor).collect();
            (places, events.iter().map(|event| event.event.subject_id).collect::<Vec<_>>())
        }
        other => panic!("no events: {other:?}"),
    };
    let start = EventCursor::start(store.epoch());
    let (places, first) = numbers(read(start, 2).await);
    assert_eq!(first, [0, 1], "two of three, however many others stand between");
    let (places, rest) = numbers(read(places[1], 2).await);
    assert_eq!(rest, [2]);
    let end = head(&store).await;
    assert_eq!(read(places[0], 2).await, LogPage::Unknown(end), "all has been looked at");
    assert_eq!(read(end, 2).await, LogPage::Events(Vec::new()));
    let foreign = EventCursor { epoch: store.epoch() ^ 1, ..start };
    assert_eq!(read(foreign, 2).await, LogPage::Gone);
}

#[both_databases]
async fn an_event_comes_back_as_it_was_written(store: Store) {
    let mut whole = event(7);
    whole.author_id = Some(3);
    whole.chat_id = Some(switchboard_model::ChatId(11));
    whole.contact_id = Some(switchboard_model::ContactId(12));
    whole.channel_id = Some(switchboard_model::ChannelId(13));
    whole.detail.changed = vec!["subject".to_owned()];
    let written = whole.clone();
    let place = store
        .write::<_, StoreError>(Lane::Any, move |transaction| log::append(transaction, &written))
        .await
        .unwrap();
    let read = events(&store, EventCursor::start(store.epoch()), 10).await;
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].cursor, &read[0].event), (place, &whole));
}

/// Appends this many events, whose column then holds a word that no binary knows.
async fn append_unknown(store: &Store, column: &'static str, count: i64) {
    let work = move |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
        for _ in 0..count {
            let place = log::append(transaction, &event(99))?;
            let text = format!("UPDATE events SET {column} = 'x.y' WHERE seq = {}", place.sequence);
            diesel::sql_query(text).execute(&mut **transaction)?;
        }
        Ok(())
    };
    store.write::<_, StoreError>(Lane::Any, work).await.expect("events are appended");
}

#[both_databases]
async fn what_a_newer_binary_tells_is_passed_over_and_stops_nobody(store: Store) {
    append(&store, 1).await;
    append_unknown(&store, "kind", 5).await;
    append(&store, 2).await;
    append_unknown(&store, "subject_kind", 1).await;
    append_unknown(&store, "author_kind", 1).await;
    append(&store, 3).await;
    append_unknown(&store, "kind", 4).await;
    // Pages smaller than what is passed over as well.
    for limit in [1, 2, 3, 100] {
        let mut cursor = EventCursor::start(store.epoch());
        let mut read = Vec::new();
        loop {
            let page = events(&store, cursor, limit).await;
            let Some(last) = page.last() else { break };
            cursor = last.cursor;
            read.extend(page.iter().map(|event| event.event.subject_id));
        }
        assert_eq!(read, [1, 2, 3], "in pages of {limit}");
    }
    let start = EventCursor::start(store.epoch());
    let last = events(&store, start, 100).await.last().expect("events").cursor;
    let LogPage::Unknown(end) = page(&store, last, 2).await else { panic!("the end is unknown") };
    assert_eq!(end, head(&store).await, "a follower comes to the end and lags behind nothing");
    assert_eq!(page(&store, end, 2).await, LogPage::Events(Vec::new()));
    append(&store, 4).await;
    assert_eq!(numbers(&store).await, [1, 2, 3, 4]);
    assert_eq!(events(&store, end, 2).await.len(), 1);
}

#[both_databases]
async fn lines_of_the_audit_log_that_a_newer_binary_wrote_are_left_out(store: Store) {
    let line = |audit_id: i64, author: &str, subject: &str| {
        format!(
            "INSERT INTO audit_lines (audit_id, at, author_kind, action, subject_kind, subject_id) \
             VALUES ({audit_id}, 0, '{author}', 'setting.update', '{subject}', 0)"
        )
    };
    let lines = [
        line(1, "SYSTEM", "setting"),
        line(2, "ORACLE", "setting"),
        line(3, "SYSTEM", "teapot"),
        line(4, "SYSTEM", "setting"),
    ];
    let insert = move |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
        for text in &lines {
            diesel::sql_query(text).execute(&mut **transaction)?;
        }
        Ok(())
    };
    store.write::<_, StoreError>(Lane::Any, insert).await.expect("lines are added");
    let read = store.read::<_, StoreError>(|connection| {
        audit::page(connection, &AuditFilter::default(), &PageRequest::first(2))
    });
    let page = read.await.expect("the audit log is read");
    let found: Vec<i64> = page.items.iter().map(|line| line.audit_id.0).collect();
    assert_eq!((found, page.has_next), (vec![4, 1], false));
}

#[both_databases]
async fn places_of_another_epoch_and_older_than_what_is_kept_are_gone(database: TestDatabase) {
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let store = database.open_with(clock.clone()).await;
    let start = EventCursor::start(store.epoch());
    let old = append(&store, 1).await;
    let last_old = append(&store, 2).await;
    clock.pass_ms(1_000);
    let young = append(&store, 3).await;
    shown(&store).await;
    let before = Timestamp(1_800_000_000_500);
    let pruned = store
        .write::<_, StoreError>(Lane::Any, move |transaction| log::prune(transaction, before, 100))
        .await
        .unwrap();
    assert_eq!(pruned, 2);
    assert_eq!(page(&store, start, 10).await, LogPage::Gone);
    assert_eq!(page(&store, old, 10).await, LogPage::Gone);
    let kept = events(&store, last_old, 10).await;
    assert_eq!(kept.iter().map(|event| event.cursor).collect::<Vec<_>>(), [young]);
    assert_eq!(events(&store, young, 10).await, []);
    let foreign = EventCursor { epoch: store.epoch() ^ 1, ..young };
    assert_eq!(page(&store, foreign, 10).await, LogPage::Gone);
    store.close().await;
}

#[both_databases]
async fn the_head_of_an_emptied_log_is_where_its_last_event_stood(database: TestDatabase) {
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let store = database.open_with(clock.clone()).await;
    assert_eq!(head(&store).await, EventCursor::start(store.epoch()));
    let last = append(&store, 1).await;
    shown(&store).await;
    let all = Timestamp(1_900_000_000_000);
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| log::prune(transaction, all, 100))
        .await
        .unwrap();
    assert_eq!(head(&store).await, last);
    let next = append(&store, 2).await;
    assert!(next > last, "numbers are not given out again: {next} after {last}");
    assert_eq!(numbers_after(&store, last).await, [2]);
    store.close().await;
}

async fn numbers_after(store: &Store, cursor: EventCursor) -> Vec<i64> {
    events(store, cursor, 10).await.iter().map(|event| event.event.subject_id).collect()
}

#[both_databases]
async fn the_bell_rings_for_events_and_not_for_other_writes(store: Store) {
    let mut bell = store.bell();
    bell.mark_unchanged();
    store.write::<_, StoreError>(Lane::Any, |_| Ok(())).await.unwrap();
    assert!(!bell.has_changed().unwrap(), "a write without an event rang");
    append(&store, 1).await;
    assert!(bell.has_changed().unwrap(), "an event did not ring");
}

#[both_databases]
async fn a_follower_goes_on_where_it_stopped_after_a_restart(database: TestDatabase) {
    let store = database.open().await;
    let place = append(&store, 1).await;
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            let now = transaction.now();
            switchboard_store::cursor::set(transaction, "search", place, now)
        })
        .await
        .unwrap();
    append(&store, 2).await;
    store.close().await;

    let store = database.open().await;
    let read = |follower: &'static str| {
        store.read::<_, StoreError>(move |connection| {
            switchboard_store::cursor::get(connection, follower)
        })
    };
    assert_eq!(read("rules").await.unwrap(), None);
    assert_eq!(read("search").await.unwrap(), Some(place));
    assert_eq!(numbers_after(&store, place).await, [2]);
    assert_eq!(numbers(&store).await, [1, 2]);
    store.close().await;
}

#[both_databases]
async fn pages_that_end_inside_a_write_neither_skip_nor_repeat(store: Store) {
    for first in [0, 10, 20] {
        store
            .write::<_, StoreError>(Lane::Any, move |transaction| {
                for number in first..first + 5 {
                    log::append(transaction, &event(number))?;
                }
                Ok(())
            })
            .await
            .expect("five events are one write");
    }
    let expected = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24];
    for limit in 1..=16 {
        let mut cursor = EventCursor::start(store.epoch());
        let mut read = Vec::new();
        loop {
            let page = events(&store, cursor, limit).await;
            let Some(last) = page.last() else { break };
            assert!(page.len() <= usize::try_from(limit).unwrap());
            cursor = last.cursor;
            read.extend(page.iter().map(|event| event.event.subject_id));
        }
        assert_eq!(read, expected, "in pages of {limit}");
    }
}
