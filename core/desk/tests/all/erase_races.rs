//! Erasing meets uniting, parting and writing in another process: whoever had to wait looks again (F107).

use crate::app::TestApp;
use crate::retention::{closes, rule, writes};
use crate::unite::{unite_of, united};
use switchboard_desk::contact::erase::{EraseInput, erase};
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::limits::DAY_MS;
use switchboard_desk::retention::{create, run};
use switchboard_model::contact::Contact;
use switchboard_model::erasure::Erasure;
use switchboard_model::{ChatFilter, ContactId, Permission};
use switchboard_store::testing::{OnDatabase, TestDatabase, with_waiter};
use switchboard_store::{DatabaseConnection, StoreError, Transaction, chat, contact, erasure};

/// The erasing of a contact begins.
fn begins(
    contact_id: ContactId,
) -> impl FnMut(&mut Transaction<'_>) -> Result<(), StoreError> + Send + 'static {
    move |transaction: &mut Transaction<'_>| {
        contact::lock(transaction, contact_id)?;
        let begun_at = transaction.now();
        let row = Erasure { contact_id, root_id: contact_id, is_recorded: false, begun_at };
        erasure::insert_or_ignore(transaction, &row)?;
        Ok(())
    }
}

/// The second one is pulled into the first, as far as their own rows say.
fn pulls(
    connection: &mut DatabaseConnection,
    kept: ContactId,
    pulled: ContactId,
) -> Result<(), StoreError> {
    contact::lock(connection, kept)?;
    let row = contact::lock(connection, pulled)?;
    contact::update_united(connection, &Contact { united_into_id: Some(kept), ..row })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_is_being_erased_is_neither_united_nor_parted() {
    let database = TestDatabase::postgres().await;
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (_, kept) = writes(&app, "1", "ana", "one").await;
    let (_, pulled) = writes(&app, "2", "bea", "two").await;
    let (_, other) = writes(&app, "3", "cid", "three").await;
    let (_, erased) = writes(&app, "4", "dora", "four").await;
    united(&app, &boss, kept, pulled).await;
    let unite_id = unite_of(&app, pulled).await;
    let parts = undo_unite(&beside, &boss, unite_id);
    let refused = with_waiter(app.desk.store(), begins(kept), parts).await;
    assert_eq!(refused.map(|_| ()).map_err(|error| error.code()), Err("CONFLICT"));
    let input = UniteInput { contact_id: other, pulled_id: erased, expected_version: None };
    let unites = unite(&beside, &boss, input);
    let refused = with_waiter(app.desk.store(), begins(erased), unites).await;
    assert_eq!(refused.map(|_| ()).map_err(|error| error.code()), Err("CONFLICT"));
    beside.store().close().await;
    app.desk.store().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_was_just_pulled_into_a_contact_is_erased_with_it() {
    let database = TestDatabase::postgres().await;
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (_, root) = writes(&app, "1", "ana", "one").await;
    let (_, pulled) = writes(&app, "2", "bea", "two").await;
    let input = EraseInput { contact_id: root, confirmation: root.to_string() };
    let work = move |transaction: &mut Transaction<'_>| pulls(transaction, root, pulled);
    let begun = with_waiter(app.desk.store(), work, erase(&beside, &boss, input)).await;
    begun.expect("begun");
    let erased = app.read(move |connection| erasure::members(connection, root)).await;
    assert_eq!(erased, [root, pulled]);
    beside.store().close().await;
    app.desk.store().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_rule_erases_nobody_who_has_just_written_or_was_united() {
    let database = TestDatabase::postgres().await;
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (one, writing) = writes(&app, "1", "ana", "one").await;
    let (two, pulled) = writes(&app, "2", "bea", "two").await;
    let (_, open) = writes(&app, "3", "cid", "three").await;
    closes(&app, one).await;
    closes(&app, two).await;
    app.pass_ms(11 * DAY_MS);
    create(&app.desk, &boss, rule(ChatFilter::default())).await.expect("a rule");
    let work = move |transaction: &mut Transaction<'_>| {
        let mut row = chat::lock(transaction, one)?;
        row.last_message_at = transaction.now();
        chat::update(transaction, &row)?;
        pulls(transaction, open, pulled)
    };
    assert_eq!(with_waiter(app.desk.store(), work, run(&beside)).await, Ok(0));
    for id in [writing, pulled, open] {
        let begun = app.read(move |connection| erasure::find(connection, id)).await;
        assert!(begun.is_none(), "{begun:?}");
    }
    beside.store().close().await;
    app.desk.store().close().await;
}
