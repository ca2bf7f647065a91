//! Exports: what stands in them, who gets them, and until when.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::shorthand::id_of;
use futures::TryStreamExt;
use switchboard_desk::export::begin::{BeginInput, begin};
use switchboard_desk::export::open::{OpenedExport, open};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::{Context, Result, limits, role};
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_model::export::ExportFormat;
use switchboard_model::{ChatFilter, ChatId, Permission};
use switchboard_store::operator;
use switchboard_store::testing::both_databases;

/// What a spreadsheet would take for a formula.
const FORMULA: &str = "=HYPERLINK(\"http://x\";\"a\nb\")";

fn wanted(format: ExportFormat, after_chat_id: Option<ChatId>) -> BeginInput {
    BeginInput { filter: None, format, includes_notes: false, after_chat_id }
}

async fn exporter(app: &TestApp) -> Context {
    app.operator("olga", &[ANSWERS, &[Permission::ChatExport]].concat(), true).await
}

/// Three customers, of whom one has a name that is a formula.
async fn chats(app: &TestApp) -> Vec<ChatId> {
    let mut all = Vec::new();
    for (number, name) in ["Ana", FORMULA, "Eve"].into_iter().enumerate() {
        let mut message = inbound("1", &format!("-{number} is what I owe"));
        message.reference.chat.id = format!("chat {number}");
        let (id, name) = (format!("customer {number}"), Some(name.to_owned()));
        message.sender = PlatformIdentity { id, name, ..message.sender };
        let told = item(&format!("first {number}"), InboundEvent::Message(message));
        let (_, chat_id) = app.stored(told).await;
        all.push(chat_id);
    }
    all
}

/// The export behind a path.
pub async fn followed(app: &TestApp, path: &str) -> Result<OpenedExport> {
    open(&app.desk, path.strip_prefix("/exports/").expect("a path")).await
}

/// All that an export holds.
pub async fn whole(opened: OpenedExport) -> Vec<u8> {
    let pieces: Vec<_> = opened.pieces.try_collect().await.expect("all of it");
    pieces.concat()
}

async fn opened(app: &TestApp, who: &Context, input: BeginInput) -> Result<OpenedExport> {
    followed(app, &begin(&app.desk, who, input).await?.value.path).await
}

async fn exported(app: &TestApp, who: &Context, input: BeginInput) -> String {
    let opened = opened(app, who, input).await.expect("opened");
    String::from_utf8(whole(opened).await).expect("a text")
}

/// F18.
#[both_databases]
async fn a_table_has_each_chat_once_and_goes_on_behind_any(app: TestApp) {
    let all = chats(&app).await;
    let olga = exporter(&app).await;
    let table = exported(&app, &olga, wanted(ExportFormat::ChatsCsv, None)).await;
    assert!(table.starts_with("chat_id,number,subject,"), "{table}");
    let places: Vec<_> =
        all.iter().map(|id| table.find(&id.to_string()).expect("each chat")).collect();
    assert!(places.is_sorted(), "the oldest first");
    assert!(!table.contains(",=") && !table.contains(",\"="), "no cell is a formula: {table}");

    let rest = exported(&app, &olga, wanted(ExportFormat::ChatsCsv, Some(all[0]))).await;
    assert!(!rest.contains(&all[0].to_string()) && rest.contains(&all[1].to_string()), "{rest}");
    let none =
        ChatFilter { contact_roles: Some(vec!["nobody".to_owned()]), ..ChatFilter::default() };
    let input = BeginInput { filter: Some(none), ..wanted(ExportFormat::ChatsCsv, None) };
    assert_eq!(exported(&app, &olga, input).await.lines().count(), 1, "the head alone");
}

/// F18, F56.
#[both_databases]
async fn notes_are_in_it_only_where_they_are_asked_for(app: TestApp) {
    let all = chats(&app).await;
    let olga = exporter(&app).await;
    let input = CreateInput { on: NoteOn::Chat(all[0]), body: "@psst".to_owned() };
    create(&app.desk, &olga, input).await.expect("noted");
    for format in [ExportFormat::MessagesCsv, ExportFormat::Jsonl] {
        let without = exported(&app, &olga, wanted(format, None)).await;
        assert!(without.contains("-0 is what I owe") && !without.contains("psst"), "{without}");
        let input = BeginInput { includes_notes: true, ..wanted(format, None) };
        let with = exported(&app, &olga, input).await;
        assert_eq!(with.matches("psst").count(), 1, "{with}");
    }
    let table = exported(&app, &olga, wanted(ExportFormat::MessagesCsv, None)).await;
    assert_eq!(table.matches("'-").count(), all.len(), "texts are no numbers: {table}");
}

#[both_databases]
async fn a_link_is_good_for_a_while_and_as_long_as_its_maker_may(app: TestApp) {
    app.admin().await;
    let olga = exporter(&app).await;
    let rita = app.operator("rita", ANSWERS, true).await;
    let denied = begin(&app.desk, &rita, wanted(ExportFormat::Jsonl, None)).await;
    assert_eq!(denied.map_err(|error| error.code()), Err("FORBIDDEN"));
    let link = begin(&app.desk, &olga, wanted(ExportFormat::Jsonl, None)).await.expect("begun");
    let token = link.value.path.strip_prefix("/exports/").expect("a path").to_owned();
    let refused = async |token: &str| open(&app.desk, token).await.err().expect("refused").code();
    let other = if token.starts_with('A') { "B" } else { "A" };
    assert_eq!(refused(&format!("{other}{}", &token[1..])).await, "NOT_FOUND");
    assert_eq!(refused("abc").await, "NOT_FOUND");
    open(&app.desk, &token).await.expect("opened");

    let id = id_of(&olga);
    let row = app.read(move |connection| operator::get(connection, id)).await;
    let input = role::update::UpdateInput {
        role_id: row.role_id,
        name: None,
        permissions: Some(vec![Permission::ChatRead]),
        is_totp_required: None,
        expected_version: None,
    };
    role::update::update(&app.desk, &Context::system(), input).await.expect("cut");
    assert_eq!(refused(&token).await, "FORBIDDEN", "what was allowed is so no more");
    app.pass_ms(limits::EXPORT_LINK_MS + limits::FILE_LINK_STEP_MS);
    assert_eq!(refused(&token).await, "GONE");
}

#[both_databases]
async fn few_run_at_once_and_who_goes_away_makes_room(app: TestApp) {
    chats(&app).await;
    let olga = exporter(&app).await;
    let ask = async || opened(&app, &olga, wanted(ExportFormat::Jsonl, None)).await;
    let mut running = Vec::new();
    for _ in 0..limits::EXPORTS_AT_ONCE {
        running.push(ask().await.expect("opened"));
    }
    let refused = ask().await.err().expect("no place");
    assert_eq!(refused.code(), "RATE_LIMITED");
    running.clear();
    while let Err(error) = ask().await.map(|_| ()) {
        assert_eq!(error.code(), "RATE_LIMITED");
        tokio::task::yield_now().await;
    }
}
