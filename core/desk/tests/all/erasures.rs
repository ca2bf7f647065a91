//! What is left of a contact that was erased: nothing, whoever died in the middle, and nothing of anybody else is
//! gone (F107).

use crate::app::{ANSWERS, TestApp, inbound, item, words};
use crate::pending;
use crate::shorthand::unchanged;
use crate::unite::{noted, united};
use std::collections::BTreeMap;
use switchboard_desk::contact::erase::{EraseInput, erase};
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::draft::{SaveInput, save};
use switchboard_desk::erasure::{advance, apply_recorded};
use switchboard_desk::inbound_request::{ClaimInput, StoreInput, claim, store};
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::limits::CONTENT_REMOVAL_LEASE_MS;
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::pending_reply::{ScheduleInput, schedule};
use switchboard_desk::{CommandResult, Context};
use switchboard_model::connector::{InboundEvent, InboundItem, RawRequest, TextFormat};
use switchboard_model::draft::DraftKind;
use switchboard_model::erasure::Erasure;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, ContactId, InboundRequestId, Permission};
use switchboard_store::testing::{TableContents, TestDatabase, both_databases, contents};
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, Transaction, chat, contact, content, erasure,
    inbound_request,
};

/// Stands in all that is held on the one who is erased, and nowhere else.
pub const CANARY: &str = "Xylophone";

pub async fn eraser(app: &TestApp) -> Context {
    let permissions = [ANSWERS, &[Permission::ContactErase]].concat();
    app.operator("olga", &permissions, true).await
}

/// A message of somebody in a chat of their own; `who` is their name and their address on the platform.
fn said(id: &str, who: &str) -> InboundItem {
    let mut told = inbound(id, &format!("{who} asks"));
    told.reference.chat.id = format!("chat of {who}");
    told.sender.id = who.to_owned();
    told.sender.name = Some(who.to_owned());
    item(id, InboundEvent::Message(told))
}

/// Somebody writes by a request of their own; gives their contact, and the request.
async fn asks(app: &TestApp, items: Vec<InboundItem>) -> (ContactId, InboundRequestId) {
    let channel_id = app.channel.channel_id;
    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/hooks/shop".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: format!("{items:?}").into_bytes(),
        received_at: app.desk.now(),
    };
    let id = store(&app.desk, StoreInput { channel_id, request }).await.expect("stored");
    let worker_id = "one".to_owned();
    let input = ClaimInput { worker_id: worker_id.clone(), lease_ms: 30_000, limit: 10 };
    claim(&app.desk, input).await.expect("claimed");
    let plugin_version = "test 1".to_owned();
    let source = Source::InboundRequest { inbound_request_id: id, worker_id, plugin_version };
    let input = IngestInput { channel_id, source, items };
    let taken = ingest(&app.desk, &Context::system(), input).await.expect("taken");
    let Ingested::Done { outcomes, .. } = taken else { panic!("nothing is in flight") };
    let ItemOutcome::Stored { chat_id, .. } = outcomes[0] else { panic!("{outcomes:?}") };
    (app.chat(chat_id).await.contact_id, id)
}

/// All that can be held on a contact; gives the content (SHA-256) of a file as well.
pub async fn known(app: &TestApp, olga: &Context, who: &str, id: &str) -> (ContactId, String) {
    let (contact_id, _) = asks(app, vec![said(id, who)]).await;
    let chats = app.read(move |connection| chat::of_contact(connection, contact_id, ChatId(0), 1));
    let chat_id = chats.await[0].chat_id;
    let file = app.uploads(olga, Some(chat_id), &format!("{who}.txt"), who.as_bytes()).await;
    let input = ReplyInput {
        attachment_ids: vec![file.attachment_id],
        ..words(chat_id, &format!("hi {who}"))
    };
    let message_id = reply(&app.desk, olga, input).await.expect("a reply").value.message_id;
    let input = EditInput { message_id, body: format!("hello {who}"), expected_version: None };
    edit(&app.desk, olga, input).await.expect("edited");
    let input = CreateInput { on: NoteOn::Chat(chat_id), body: format!("{who} pays") };
    create(&app.desk, olga, input).await.expect("noted");
    noted(app, olga, contact_id, &format!("{who} is nice")).await;
    let email = Some(Some(format!("{who}@example.org")));
    let input = UpdateInput { email, ..unchanged(contact_id) };
    update(&app.desk, olga, input).await.expect("changed");
    let text = words(chat_id, &format!("later, {who}")).text;
    let input = ScheduleInput { text, ..pending::said(chat_id) };
    schedule(&app.desk, olga, input).await.expect("it waits");
    let input = SaveInput {
        chat_id,
        kind: DraftKind::Reply,
        body: format!("dear {who}"),
        format: TextFormat::Plain,
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        device: "desk".to_owned(),
        expected_version: None,
    };
    save(&app.desk, olga, input).await.expect("saved");
    (contact_id, file.sha256.expect("it is stored"))
}

pub async fn erases(
    app: &TestApp,
    who: &Context,
    contact_id: ContactId,
) -> CommandResult<ContactId> {
    let input = EraseInput { contact_id, confirmation: contact_id.to_string() };
    erase(&app.desk, who, input).await
}

async fn finished(app: &TestApp) {
    while advance(&app.desk).await.expect("it goes on") > 0 {}
}

/// The rows that hold what people told, by their table: what is left of the others must be as it was.
pub async fn held(app: &TestApp) -> BTreeMap<String, TableContents> {
    let mut all = app.read(contents).await;
    let told = ["audit_lines", "chat_numbers", "events", "file_meters", "leases", "settings"];
    all.retain(|table, _| !told.contains(&table.as_str()));
    all
}

pub fn tables_with(all: &BTreeMap<String, TableContents>, word: &str) -> Vec<String> {
    let with = all.iter().filter(|(_, table)| table.rows.contains(word));
    with.map(|(name, _)| name.clone()).collect()
}

#[both_databases]
async fn nothing_is_left_of_the_contact_and_all_of_the_others(app: TestApp) {
    let olga = eraser(&app).await;
    known(&app, &olga, "Eve", "eve").await;
    let before = held(&app).await;
    let (contact_id, content) = known(&app, &olga, CANARY, "1").await;
    assert!(tables_with(&held(&app).await, CANARY).len() > 8, "it is in many tables");
    erases(&app, &olga, contact_id).await.expect("begun");
    let chats = app.read(move |connection| chat::of_contact(connection, contact_id, ChatId(0), 1));
    assert!(chats.await.is_empty(), "their chats are gone at once");
    let again = erases(&app, &olga, contact_id).await.expect("begun");
    assert_eq!(again.value, contact_id);
    finished(&app).await;
    assert_eq!(tables_with(&app.read(contents).await, CANARY), Vec::<String>::new());
    assert_eq!(held(&app).await, before, "nobody else has lost anything");
    assert!(!app.has_content(&content).await);
    assert_eq!(app.count(EventKind::ChatDeleted).await, 1);
    let (next, _) = asks(&app, vec![said("2", CANARY)]).await;
    assert_ne!(next, contact_id, "who writes again is somebody new");
}

/// Whoever died amid the removal of a file has left a claim on it, behind which it may be there still.
#[both_databases]
async fn it_is_not_over_while_a_file_may_be_left(app: TestApp) {
    let olga = eraser(&app).await;
    let (contact_id, content) = known(&app, &olga, CANARY, "1").await;
    let until = app.desk.now().plus_ms(CONTENT_REMOVAL_LEASE_MS);
    let (others, now) = ("ab".repeat(32), app.desk.now());
    let claims = move |transaction: &mut Transaction<'_>| {
        content::begin_removal(transaction, &others, now, until)
    };
    assert!(app.desk.store().write::<_, StoreError>(Lane::Any, claims).await.expect("claimed"));
    erases(&app, &olga, contact_id).await.expect("begun");
    finished(&app).await;
    let is_begun = move |connection: &mut DatabaseConnection| erasure::find(connection, contact_id);
    assert!(app.read(is_begun).await.is_some(), "it is waited for the other file");
    app.pass_ms(CONTENT_REMOVAL_LEASE_MS);
    finished(&app).await;
    assert_eq!(app.read(is_begun).await, None);
    assert!(!app.has_content(&content).await);
}

/// What is written of them after it has begun would stay in the audit log.
#[both_databases]
async fn who_is_being_erased_is_changed_no_more(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (contact_id, _) = asks(&app, vec![said("1", CANARY)]).await;
    erases(&app, &boss, contact_id).await.expect("begun");
    let email = Some(Some(format!("{CANARY}@example.org")));
    let changed = update(&app.desk, &boss, UpdateInput { email, ..unchanged(contact_id) }).await;
    let input = CreateInput { on: NoteOn::Contact(contact_id), body: format!("{CANARY} is nice") };
    let noted = create(&app.desk, &boss, input).await;
    for refused in [changed.map(|_| ()), noted.map(|_| ())] {
        assert_eq!(refused.map_err(|error| error.code()), Err("CONFLICT"));
    }
    finished(&app).await;
    assert_eq!(tables_with(&app.read(contents).await, CANARY), Vec::<String>::new());
}

/// Each write is whole or not at all; here another process goes on after each.
#[both_databases]
async fn whoever_dies_in_the_middle_another_one_goes_on(database: TestDatabase) {
    let app = TestApp::open(&database, switchboard_desk::DeskLimits::default(), None).await;
    let olga = eraser(&app).await;
    let (kept, one) = known(&app, &olga, CANARY, "1").await;
    let (pulled, other) = known(&app, &olga, &format!("{CANARY}-again"), "2").await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    united(&app, &boss, kept, pulled).await;
    let input = EraseInput { contact_id: pulled, confirmation: kept.to_string() };
    erase(&app.desk, &olga, input)
        .await
        .expect("begun: it stands for the one that it was pulled into");
    let mut steps = 0;
    while advance(&app.beside(&database).await).await.expect("it goes on") > 0 {
        steps += 1;
    }
    assert!(steps > 5, "{steps} steps");
    assert_eq!(tables_with(&app.read(contents).await, CANARY), Vec::<String>::new());
    for content in [one, other] {
        assert!(!app.has_content(&content).await);
    }
    for id in [kept, pulled] {
        assert!(app.has_erasure(id), "{id} stands among the files");
    }
}

#[both_databases]
async fn an_older_database_erases_again_and_nobody_else(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (kept, _) = known(&app, &boss, "Eve", "eve").await;
    let before = held(&app).await;
    let (pulled, _) = known(&app, &boss, CANARY, "1").await;
    let role = Some(Some(format!("plays the {CANARY}")));
    update(&app.desk, &boss, UpdateInput { role, ..unchanged(pulled) }).await.expect("changed");
    // At the time of the backup they were one; who was erased since was two again.
    united(&app, &boss, kept, pulled).await;
    app.notes_erasure(pulled);
    assert_eq!(apply_recorded(&app.desk).await.expect("asked"), 1);
    assert_eq!(apply_recorded(&app.desk).await.expect("asked"), 0, "it is begun");
    finished(&app).await;
    let left = app.read(contents).await;
    assert_eq!(tables_with(&left, CANARY), Vec::<String>::new());
    let names = |all: &BTreeMap<String, TableContents>| {
        ["chats", "messages", "notes", "identities"].map(|table| all[table].row_count)
    };
    assert_eq!(names(&left), names(&before));
    let row = app.read(move |connection| contact::get(connection, kept)).await;
    assert_eq!((row.email.as_deref(), row.role), (Some("Eve@example.org"), None));
    assert_eq!(apply_recorded(&app.desk).await.expect("asked"), 0, "nobody is left");
}

/// Who was pulled into them at the time of the backup, and was parted from them since, was not erased.
#[both_databases]
async fn an_older_database_keeps_who_was_parted_before_the_erasing(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (parted, _) = known(&app, &boss, "Eve", "eve").await;
    let (below, _) = known(&app, &boss, "Ian", "ian").await;
    let before = held(&app).await;
    let (erased, _) = known(&app, &boss, CANARY, "1").await;
    united(&app, &boss, parted, below).await;
    united(&app, &boss, erased, parted).await;
    app.notes_erasure(erased);
    assert_eq!(apply_recorded(&app.desk).await.expect("asked"), 1);
    finished(&app).await;
    let left = app.read(contents).await;
    assert_eq!(tables_with(&left, CANARY), Vec::<String>::new());
    for table in ["contacts", "chats", "messages", "notes", "identities", "drafts"] {
        assert_eq!(left[table].row_count, before[table].row_count, "{table}");
    }
    let row = app.read(move |connection| contact::get(connection, below)).await;
    assert_eq!(row.united_into_id, Some(parted), "what they were one with stays so");
}

/// A contact that another one's row still names cannot go; whoever is erased after it goes all the same.
#[both_databases]
async fn an_erasing_that_fails_keeps_no_other_one_waiting(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (stuck, _) = asks(&app, vec![said("1", "Eve")]).await;
    let (pulled, _) = asks(&app, vec![said("2", "Ian")]).await;
    let (contact_id, _) = asks(&app, vec![said("3", CANARY)]).await;
    united(&app, &boss, stuck, pulled).await;
    let work = app.desk.store().write(Lane::Any, move |transaction| {
        let begun_at = transaction.now();
        let row = Erasure { contact_id: stuck, root_id: stuck, is_recorded: true, begun_at };
        erasure::insert_or_ignore(transaction, &row)
    });
    assert_eq!(work.await, Ok(true));
    app.pass_ms(1);
    erases(&app, &boss, contact_id).await.expect("begun");
    let mut failures = 0;
    for _ in 0..40 {
        failures += usize::from(advance(&app.desk).await.is_err());
    }
    assert!(failures > 20, "{failures} were told");
    let left = app.read(move |connection| erasure::find(connection, contact_id)).await;
    assert!(left.is_none(), "{left:?}");
    assert_eq!(tables_with(&held(&app).await, CANARY), Vec::<String>::new());
}

#[both_databases]
async fn who_may_not_or_names_another_erases_nobody(app: TestApp) {
    let olga = eraser(&app).await;
    let (contact_id, _) = asks(&app, vec![said("1", "Ana")]).await;
    let (other, _) = asks(&app, vec![said("2", "Eve")]).await;
    let rita = app.operator("rita", ANSWERS, true).await;
    let dora = app.operator("dora", &[ANSWERS, &[Permission::ContactErase]].concat(), false).await;
    for (who, code) in [(&rita, "FORBIDDEN"), (&dora, "NOT_FOUND")] {
        assert_eq!(erases(&app, who, contact_id).await.map_err(|error| error.code()), Err(code));
    }
    let input = EraseInput { contact_id, confirmation: "Eve".to_owned() };
    let refused = erase(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("CONFLICT"));
    let input = EraseInput { contact_id, confirmation: " Ana ".to_owned() };
    erase(&app.desk, &olga, input).await.expect("begun");
    let input = UniteInput { contact_id: other, pulled_id: contact_id, expected_version: None };
    let refused = unite(&app.desk, &olga, input).await;
    assert_eq!(
        refused.map_err(|error| error.code()),
        Err("CONFLICT"),
        "it would be erased as well"
    );
    finished(&app).await;
    assert_eq!(app.count(EventKind::ContactErased).await, 2, "begun, and nothing is left");
}

#[both_databases]
async fn a_request_goes_with_the_one_it_tells_of_and_is_emptied_where_they_are_several(
    app: TestApp,
) {
    let olga = eraser(&app).await;
    let (contact_id, alone) = asks(&app, vec![said("1", CANARY)]).await;
    let (_, together) = asks(&app, vec![said("2", CANARY), said("3", "Eve")]).await;
    let found = app.read(move |connection| inbound_request::get(connection, together)).await;
    assert_eq!(found.request.body, b"");
    erases(&app, &olga, contact_id).await.expect("begun");
    finished(&app).await;
    let left = app.read(move |connection| inbound_request::by_ids(connection, &[alone])).await;
    assert!(left.is_empty(), "{left:?}");
}
