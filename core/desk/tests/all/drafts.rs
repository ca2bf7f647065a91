//! Drafts: theirs alone who write them, on all of their devices, until they are sent.

use crate::app::{ANSWERS, TestApp, words};
use crate::shorthand::code;
use switchboard_desk::draft::{DeleteInput, SaveInput, Saved, delete, save};
use switchboard_desk::message::reply::reply;
use switchboard_desk::{Context, DeskError, limits, note};
use switchboard_model::connector::TextFormat;
use switchboard_model::draft::{Draft, DraftKind};
use switchboard_model::event::{Event, EventKind, SubjectKind};
use switchboard_model::{ChatId, EventCursor, Permission};
use switchboard_store::log::{self, LogPage};
use switchboard_store::page::PageRequest;
use switchboard_store::page::{acts, audit};
use switchboard_store::testing::both_databases;

/// What nobody else may read.
const WORDS: &str = "Zanzibar is not sent yet";

fn written(chat_id: ChatId, kind: DraftKind, body: &str) -> SaveInput {
    SaveInput {
        chat_id,
        kind,
        body: body.to_owned(),
        format: TextFormat::Plain,
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        device: "desk".to_owned(),
        expected_version: None,
    }
}

async fn saved(app: &TestApp, context: &Context, input: SaveInput) -> Draft {
    match save(&app.desk, context, input).await.expect("saved").value {
        Saved::Stored(draft) => draft,
        Saved::Discarded(draft) => panic!("another is stored: {draft:?}"),
    }
}

/// The drafts of an operator.
pub async fn own(app: &TestApp, context: &Context) -> Vec<Draft> {
    let read = app.desk.read(context.actor.clone(), |reader| reader.own_drafts(10));
    read.await.expect("a list")
}

/// All events, once the one of a mark can be seen.
async fn events(app: &TestApp) -> Vec<Event> {
    app.count(EventKind::DraftSaved).await;
    let start = EventCursor::start(app.desk.store().epoch());
    match app.read(move |connection| log::after(connection, start, 1_000)).await {
        LogPage::Events(events) => events,
        _ => panic!("the log begins at its start"),
    }
}

/// F32, F47.
#[both_databases]
async fn a_draft_is_its_authors_and_stands_in_no_history(app: TestApp) {
    let (message_id, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let input = SaveInput {
        quoted_message_id: Some(message_id),
        ..written(chat_id, DraftKind::Reply, WORDS)
    };
    let draft = saved(&app, &olga, input).await;
    assert_eq!(own(&app, &olga).await, std::slice::from_ref(&draft));

    let draft_id = draft.draft_id;
    let reads_all = [ANSWERS, &[Permission::ChatReadAll][..]].concat();
    let otto = app.operator("otto", &reads_all, true).await;
    assert_eq!(own(&app, &otto).await, []);
    let seen = app.desk.read(otto.actor.clone(), move |reader| {
        let mut seen = reader.visible_drafts(&[draft_id])?;
        seen.extend(reader.drafts_of_chats(DraftKind::Reply, &[chat_id])?);
        Ok(seen)
    });
    assert_eq!(seen.await.expect("asked"), []);
    let others = DeleteInput { chat_id, kind: DraftKind::Reply };
    assert_eq!(code(delete(&app.desk, &otto, others).await), "NOT_FOUND");

    let of_drafts: Vec<Event> = events(&app)
        .await
        .into_iter()
        .filter(|event| event.event.subject_kind == SubjectKind::Draft)
        .collect();
    let event = &of_drafts[0].event;
    assert_eq!(of_drafts.len(), 1);
    assert_eq!((event.chat_id, event.contact_id, event.channel_id), (None, None, None));
    let first = PageRequest::first(100);
    let told = app
        .read(move |connection| {
            let lines = audit::page(connection, &audit::AuditFilter::default(), &first)?.items;
            let of_chat = acts::of_chats(connection, &[chat_id], &PageRequest::first(100))?;
            let acts = of_chat.values().map(|page| page.items.len()).sum::<usize>();
            Ok((format!("{lines:?}"), acts))
        })
        .await;
    assert!(!told.0.contains("draft") && !told.0.contains(WORDS), "{}", told.0);
    assert_eq!(told.1, 1, "the chat was opened, and nothing else happened to it");
    assert!(!format!("{of_drafts:?}").contains(WORDS), "{of_drafts:?}");
}

/// F32.
#[both_databases]
async fn a_device_that_wrote_on_an_older_version_overwrites_nothing(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let first = saved(&app, &olga, written(chat_id, DraftKind::Reply, "at the desk")).await;
    let same = saved(&app, &olga, written(chat_id, DraftKind::Reply, "at the desk")).await;
    assert_eq!(same, first, "the same words again change nothing");
    let phone = SaveInput {
        device: "phone".to_owned(),
        ..written(chat_id, DraftKind::Reply, "on the way")
    };
    let lost = save(&app.desk, &olga, phone.clone()).await.expect("answered").value;
    let Saved::Discarded(lost) = lost else { panic!("the desk's text is overwritten") };
    assert_eq!((lost.body.as_str(), lost.device.as_str()), ("at the desk", "desk"));
    assert_eq!(lost.discarded_body.as_deref(), Some("on the way"));
    assert_eq!(lost.discarded_device.as_deref(), Some("phone"));
    assert_eq!((lost.version, lost.updated_at), (first.version, first.updated_at));

    app.pass_ms(limits::DRAFT_SAVE_MS);
    let phone = SaveInput { expected_version: Some(lost.version), ..phone };
    let second = saved(&app, &olga, phone.clone()).await;
    assert_eq!((second.version, second.body.as_str()), (2, "on the way"));
    let at = second.discarded_at.expect("it is kept").plus_ms(1);
    let forget = app.desk.store().write(switchboard_store::Lane::Any, move |transaction| {
        switchboard_store::draft::forget_discarded(transaction, at, 10)
    });
    assert_eq!(forget.await, Ok(1));
    assert_eq!(own(&app, &olga).await[0].discarded_body, None);

    let deleted = DeleteInput { chat_id, kind: DraftKind::Reply };
    delete(&app.desk, &olga, deleted).await.expect("deleted");
    let late = SaveInput { body: "too late".to_owned(), ..phone };
    assert_eq!(code(save(&app.desk, &olga, late).await), "STALE_VERSION");
    assert_eq!(own(&app, &olga).await, []);
}

/// F32.
#[both_databases]
async fn what_is_sent_is_a_draft_no_more(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let otto = app.operator("otto", ANSWERS, true).await;
    saved(&app, &olga, written(chat_id, DraftKind::Reply, "an answer")).await;
    saved(&app, &olga, written(chat_id, DraftKind::Note, "a thought")).await;
    saved(&app, &otto, written(chat_id, DraftKind::Reply, "another answer")).await;
    assert_eq!(app.chat(chat_id).await.draft_count, 3);
    let refused = reply(&app.desk, &olga, words(chat_id, " ")).await;
    assert_eq!(code(refused), "INVALID");
    assert_eq!(own(&app, &olga).await.len(), 2, "what is not sent stays");

    app.replies(&olga, chat_id, "an answer, at last").await;
    let left: Vec<DraftKind> = own(&app, &olga).await.iter().map(|draft| draft.kind).collect();
    assert_eq!(left, [DraftKind::Note]);
    let on = note::create::NoteOn::Chat(chat_id);
    let input = note::create::CreateInput { on, body: "a thought".to_owned() };
    note::create::create(&app.desk, &olga, input).await.expect("noted");
    assert_eq!(own(&app, &olga).await, []);
    assert_eq!(own(&app, &otto).await.len(), 1, "a colleague goes on");
    assert_eq!(app.chat(chat_id).await.draft_count, 1);
    assert_eq!(app.count(EventKind::DraftDeleted).await, 2);
}

#[both_databases]
async fn drafts_have_a_pace_and_a_size_and_need_what_they_become(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let first = saved(&app, &olga, written(chat_id, DraftKind::Reply, "a")).await;
    let next = |body: &str| SaveInput {
        expected_version: Some(first.version),
        ..written(chat_id, DraftKind::Reply, body)
    };
    app.pass_ms(limits::DRAFT_SAVE_MS - 1);
    let early = save(&app.desk, &olga, next("ab")).await;
    assert_eq!(early.err(), Some(DeskError::TooMany { retry_after_ms: 1 }));
    let long = "a".repeat(limits::MESSAGE_TEXT_MAX_BYTES + 1);
    for body in ["", " \n", long.as_str()] {
        assert_eq!(code(save(&app.desk, &olga, next(body)).await), "INVALID");
    }
    app.pass_ms(1);
    assert_eq!(saved(&app, &olga, next("ab")).await.version, 2);

    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let stan = app.operator("stan", ANSWERS, false).await;
    for (who, refused) in [(&rita, "FORBIDDEN"), (&stan, "NOT_FOUND")] {
        for kind in [DraftKind::Reply, DraftKind::Note] {
            assert_eq!(code(save(&app.desk, who, written(chat_id, kind, "a")).await), refused);
        }
    }
    assert_eq!(app.chat(chat_id).await.draft_count, 1);
}
