//! Two labels become one (F106): chat by chat in portions, with all that names them, whoever goes on with it.

use crate::app::{ANSWERS, TestApp};
use crate::chance::seed;
use crate::killed::{Worker, works_until_it_is_killed};
use crate::retention::{rule, writes};
use crate::shorthand::code;
use rand::SeedableRng;
use rand::rngs::StdRng;
use switchboard_desk::chat::delete::{DeleteInput, delete as delete_chat};
use switchboard_desk::chat::label::{
    CreateInput, LabelInput, UpdateInput, create, delete, label, update,
};
use switchboard_desk::chat::merge_label::{MergeInput, advance, merge};
use switchboard_desk::limits::LABEL_MERGE_CHATS;
use switchboard_desk::{Context, Desk, macros, retention, view};
use switchboard_model::event::EventKind;
use switchboard_model::intent::Intent;
use switchboard_model::{ChatFilter, ChatId, LabelId, Permission, SharingScope};
use switchboard_store::label::{find, of_chats};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};
use switchboard_store::{macros as macro_rows, retention_rule, view as views};

async fn made(app: &TestApp, name: &str) -> LabelId {
    let input = CreateInput { name: name.to_owned(), color: None };
    create(&app.desk, &Context::system(), input).await.expect("a label").value.label_id
}

async fn labels(app: &TestApp, id: ChatId) -> Vec<LabelId> {
    let pairs = app.read(move |connection| of_chats(connection, &[id])).await;
    pairs.into_iter().map(|(_, label_id)| label_id).collect()
}

async fn chat(app: &TestApp, who: &Context, number: usize, marks: &[LabelId]) -> ChatId {
    let place = format!("chat {number}");
    let (chat_id, _) = writes(app, &place, &format!("customer {number}"), &place).await;
    for label_id in marks {
        let input = LabelInput { chat_id, label_id: *label_id };
        label(&app.desk, who, input).await.expect("labeled");
    }
    chat_id
}

async fn is_gone(app: &TestApp, id: LabelId) -> bool {
    app.read(move |connection| find(connection, id)).await.is_none()
}

async fn ends(desk: &Desk) {
    while advance(desk).await.expect("it goes on") {}
}

/// F106: what one process leaves, another goes on with, and no chat is done twice.
#[both_databases]
async fn the_chats_of_a_label_get_the_other_one_each_once(database: TestDatabase) {
    let app = TestApp::on(&database).await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (late, overdue, other) =
        (made(&app, "late").await, made(&app, "overdue").await, made(&app, "other").await);
    let most = usize::try_from(LABEL_MERGE_CHATS).expect("few");
    let mut chats = Vec::new();
    for number in 0..most + 2 {
        chats.push(chat(&app, &boss, number, &[late]).await);
    }
    let both = chat(&app, &boss, most + 2, &[late, overdue]).await;
    let apart = chat(&app, &boss, most + 3, &[other]).await;
    let deleted = chat(&app, &boss, most + 4, &[late]).await;
    let number = app.chat(deleted).await.number;
    let input = DeleteInput { chat_id: deleted, number };
    delete_chat(&app.desk, &boss, input).await.expect("deleted");
    let told = app.count(EventKind::ChatLabeled).await;
    let version = app.chat(both).await.version;

    let input = MergeInput { label_id: late, into_label_id: overdue };
    let stays = merge(&app.desk, &boss, input).await.expect("it is merged").value;
    assert_eq!(stays.label_id, overdue);
    let refused = LabelInput { chat_id: apart, label_id: late };
    assert_eq!(code(label(&app.desk, &boss, refused).await), "INVALID", "nobody gets it any more");
    let there = async || {
        let mut count = 0;
        for id in &chats {
            count += usize::from(labels(&app, *id).await == [late]);
        }
        count
    };
    assert_eq!(there().await, most + 2, "the command itself moves none");
    assert_eq!(advance(&app.desk).await, Ok(true));
    assert_eq!(there().await, 2, "one portion");
    let beside = app.beside(&database).await;
    ends(&beside).await;

    for id in &chats {
        assert_eq!(labels(&app, *id).await, [overdue]);
    }
    assert_eq!((labels(&app, both).await, labels(&app, apart).await), (vec![overdue], vec![other]));
    assert_eq!(app.chat(both).await.version, version + 1);
    assert!(is_gone(&app, late).await);
    let moved = app.count(EventKind::ChatLabeled).await - told;
    assert_eq!(moved, chats.len() + 1, "each once, and none that was deleted");
    let counts = async |kind| app.count(kind).await;
    assert_eq!(counts(EventKind::LabelMerged).await, 1);
    assert_eq!(counts(EventKind::LabelDeleted).await, 1);
    assert_eq!(advance(&app.desk).await, Ok(false));
    beside.store().close().await;
    app.desk.store().close().await;
}

/// The test that is killed.
const MERGING: &str = "label_merges::merges_until_it_is_killed";
/// Lives that end in the middle of a portion.
const DEATHS: usize = 2;

/// The process that is killed: moves a portion when it is asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn merges_until_it_is_killed() {
    let merges = async |desk: &Desk, _: usize| usize::from(advance(desk).await.expect("a step"));
    works_until_it_is_killed(0, merges).await;
}

/// F106.
#[both_databases]
async fn each_chat_is_moved_once_whoever_is_killed(database: TestDatabase) {
    let app = TestApp::on(&database).await;
    let mut random = StdRng::seed_from_u64(seed());
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (late, overdue) = (made(&app, "late").await, made(&app, "overdue").await);
    let most = usize::try_from(LABEL_MERGE_CHATS).expect("few");
    let mut chats = Vec::new();
    for number in 0..most * DEATHS + 1 {
        chats.push(chat(&app, &boss, number, &[late]).await);
    }
    let told = app.count(EventKind::ChatLabeled).await;
    let input = MergeInput { label_id: late, into_label_id: overdue };
    merge(&app.desk, &boss, input).await.expect("it is merged");
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..DEATHS {
        Worker::start(MERGING, database.url(), folder.path(), app.desk.now()).dies(1, &mut random);
    }
    ends(&app.desk).await;
    for id in &chats {
        assert_eq!(labels(&app, *id).await, [overdue]);
    }
    assert_eq!(app.count(EventKind::ChatLabeled).await - told, chats.len());
    assert!(is_gone(&app, late).await);
    app.desk.store().close().await;
}

/// F106.
#[both_databases]
async fn what_names_the_label_names_the_other_one(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (late, overdue) = (made(&app, "late").await, made(&app, "overdue").await);
    let of = |id| ChatFilter { label_ids: Some(vec![id]), ..ChatFilter::default() };
    let not = |id| ChatFilter { not: Some(Box::new(of(id))), ..ChatFilter::default() };
    let input = view::CreateInput {
        name: "Not late".to_owned(),
        scope: SharingScope::Own,
        team_id: None,
        filter: not(late),
        chat_order: None,
        position: None,
    };
    let view_id = view::create(&app.desk, &boss, input).await.expect("a view").value.view_id;
    let input = macros::CreateInput {
        scope: SharingScope::Everyone,
        team_id: None,
        title: "Late".to_owned(),
        acts: vec![Some(Intent::Label(late)), Some(Intent::Read)],
    };
    let macro_id = macros::create(&app.desk, &boss, input).await.expect("a macro").value.macro_id;
    let made = retention::create(&app.desk, &boss, rule(of(late))).await.expect("a rule").value;
    let rule_id = made.retention_rule_id;

    let input = MergeInput { label_id: late, into_label_id: overdue };
    merge(&app.desk, &boss, input).await.expect("it is merged");
    ends(&app.desk).await;
    let found = app.read(move |connection| views::get(connection, view_id)).await;
    assert_eq!((view::filter_of(&found), found.version), (Ok(not(overdue)), 2));
    let found = app.read(move |connection| macro_rows::get(connection, macro_id)).await;
    let acts = vec![Intent::Label(overdue), Intent::Read];
    assert_eq!((macros::intents_of(&found), found.version), (Ok(acts), 2));
    let found = app.read(move |connection| retention_rule::get(connection, rule_id)).await;
    assert_eq!((retention::filter_of(&found), found.version), (Ok(of(overdue)), 2));
    let told = [EventKind::ViewUpdated, EventKind::MacroUpdated, EventKind::RetentionRuleUpdated];
    for kind in told {
        assert_eq!(app.count(kind).await, 1, "{kind:?}");
    }
}

/// F106.
#[both_databases]
async fn nothing_new_names_a_label_that_will_be_gone(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (late, overdue) = (made(&app, "late").await, made(&app, "overdue").await);
    let input = MergeInput { label_id: late, into_label_id: overdue };
    merge(&app.desk, &boss, input).await.expect("it is merged");
    for (label_id, expected) in [(late, "CONFLICT"), (LabelId(7), "INVALID")] {
        let filter = ChatFilter { label_ids: Some(vec![label_id]), ..ChatFilter::default() };
        let input = view::CreateInput {
            name: "Late".to_owned(),
            scope: SharingScope::Own,
            team_id: None,
            filter: ChatFilter { any: Some(vec![filter.clone()]), ..ChatFilter::default() },
            chat_order: None,
            position: None,
        };
        assert_eq!(code(view::create(&app.desk, &boss, input).await), expected);
        assert_eq!(code(retention::create(&app.desk, &boss, rule(filter)).await), expected);
        let input = macros::CreateInput {
            scope: SharingScope::Everyone,
            team_id: None,
            title: "Late".to_owned(),
            acts: vec![Some(Intent::Unlabel(label_id))],
        };
        assert_eq!(code(macros::create(&app.desk, &boss, input).await), expected);
    }
    ends(&app.desk).await;
    assert!(is_gone(&app, late).await);
}

/// F106.
#[both_databases]
async fn a_label_takes_part_in_one_merge_at_a_time(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let bob = app.operator("bob", ANSWERS, true).await;
    let (late, overdue, other) =
        (made(&app, "late").await, made(&app, "overdue").await, made(&app, "other").await);
    let into = async |who: &Context, label_id, into_label_id| {
        let input = MergeInput { label_id, into_label_id };
        merge(&app.desk, who, input).await.map(|_| ()).map_err(|error| error.code())
    };
    let change = |label_id, is_active| UpdateInput {
        label_id,
        name: None,
        color: None,
        is_active: Some(is_active),
        expected_version: None,
    };
    assert_eq!(into(&bob, late, overdue).await, Err("FORBIDDEN"));
    assert_eq!(into(&boss, late, late).await, Err("CONFLICT"));
    assert_eq!(into(&boss, late, LabelId(7)).await, Err("NOT_FOUND"));
    update(&app.desk, &boss, change(overdue, false)).await.expect("switched off");
    assert_eq!(into(&boss, late, overdue).await, Err("INVALID"), "no chat can get it");
    update(&app.desk, &boss, change(overdue, true)).await.expect("switched on");

    assert_eq!(into(&boss, late, overdue).await, Ok(()));
    assert_eq!(into(&boss, late, overdue).await, Ok(()), "it is being done");
    for (label_id, other) in [(late, other), (other, late), (overdue, other)] {
        assert_eq!(into(&boss, label_id, other).await, Err("CONFLICT"), "{label_id} {other}");
    }
    assert_eq!(into(&boss, other, overdue).await, Ok(()), "several become the same");
    assert_eq!(code(update(&app.desk, &boss, change(late, true)).await), "CONFLICT");
    assert_eq!(code(delete(&app.desk, &boss, late).await), "CONFLICT");
    assert_eq!(code(delete(&app.desk, &boss, overdue).await), "CONFLICT");
    ends(&app.desk).await;
    assert_eq!(into(&boss, late, overdue).await, Err("NOT_FOUND"));
    delete(&app.desk, &boss, overdue).await.expect("nothing is merged into it any more");
}
