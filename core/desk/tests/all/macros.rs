//! Macros (F49): done whole or not at all, as whoever runs them, and made by who may. Many chats are written
//! to by a template (F46).

use crate::app::{ANSWERS, TestApp};
use crate::rounds::reason;
use crate::shorthand::code;
use crate::texts::template as text;
use switchboard_desk::chat::label;
use switchboard_desk::chat::many::{BulkInput, act_on_many};
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::macros::{
    CreateInput, RunInput, UpdateInput, create, delete, intents_of, run, update,
};
use switchboard_desk::{Context, DeskError, limits, template};
use switchboard_model::chat::{ChatPriority, ChatStatus};
use switchboard_model::event::EventKind;
use switchboard_model::intent::Intent;
use switchboard_model::macros::Macro;
use switchboard_model::{ChatId, LabelId, Permission, SharingScope, TemplateId};
use switchboard_store::testing::both_databases;

fn doing(scope: SharingScope, acts: &[Intent]) -> CreateInput {
    let acts = acts.iter().copied().map(Some).collect();
    CreateInput { scope, team_id: None, title: "As usual".to_owned(), acts }
}

async fn made(app: &TestApp, who: &Context, input: CreateInput) -> Macro {
    create(&app.desk, who, input).await.expect("a macro").value
}

async fn new_label(app: &TestApp, name: &str) -> LabelId {
    let input = label::CreateInput { name: name.to_owned(), color: None };
    let made = label::create(&app.desk, &Context::system(), input).await;
    made.expect("a label").value.label_id
}

async fn said(app: &TestApp, who: &Context, shortcut: &str, body: &str) -> TemplateId {
    let input = text(SharingScope::Own, shortcut, &[("en", body)]);
    template::create(&app.desk, who, input).await.expect("a template").value.template_id
}

/// The same, by a key of the call's own.
fn keyed(who: &Context, key: &str) -> Context {
    who.clone().with_key(IdempotencyKey::new(key, key).expect("a key"))
}

/// Each command once, for the audit log.
pub async fn every_command(app: &TestApp, admin: &Context) {
    let (_, chat_id) = app.writes("macro-1", "hello").await;
    let row = made(app, admin, doing(SharingScope::Everyone, &[Intent::Read])).await;
    let macro_id = row.macro_id;
    let title = Some("Seen".to_owned());
    let input = UpdateInput { macro_id, title, acts: None, expected_version: Some(1) };
    update(&app.desk, admin, input).await.expect("edited");
    run(&app.desk, admin, RunInput { macro_id, chat_id }).await.expect("run");
    delete(&app.desk, admin, macro_id).await.expect("deleted");
}

/// F49.
#[both_databases]
async fn a_macro_is_done_whole_or_not_at_all(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (first, second) = (new_label(&app, "first").await, new_label(&app, "second").await);
    let hello = said(&app, &olga, "hello", "Hello {{ contact.first_name }}.").await;
    let mail = said(&app, &olga, "mail", "We write to {{ contact.email }}.").await;
    let close = Intent::Close(reason(&app).await);
    let acts = [Intent::Label(second), Intent::Reply(mail), close];
    let lacking = made(&app, &olga, doing(SharingScope::Own, &acts)).await.macro_id;
    let input = RunInput { macro_id: lacking, chat_id };
    assert_eq!(code(run(&app.desk, &olga, input).await), "INVALID", "it would write twice");
    let refused = run(&app.desk, &keyed(&olga, "lacking"), input).await;
    let refused = refused.expect_err("nobody knows the address");
    assert_eq!(refused.code(), "CONFLICT");
    assert!(refused.to_string().contains("act 2"), "{refused}");
    assert_eq!(app.message_count(chat_id).await, 1);

    let acts = [Intent::Label(first), Intent::Reply(hello), close, Intent::Archive];
    let row = made(&app, &olga, doing(SharingScope::Own, &acts)).await;
    assert_eq!(intents_of(&row), Ok(acts.to_vec()));
    let input = RunInput { macro_id: row.macro_id, chat_id };
    for _ in 0..2 {
        run(&app.desk, &keyed(&olga, "once"), input).await.expect("run");
    }
    let chat = app.chat(chat_id).await;
    assert_eq!(chat.status, ChatStatus::Archived);
    let last = app.message(chat.last_message_id.expect("a message")).await;
    assert_eq!(last.body, "Hello Ana.");
    assert_eq!(app.message_count(chat_id).await, 2);
    // A closed chat cannot be closed once more: nothing of the rest is done either.
    assert_eq!(code(run(&app.desk, &keyed(&olga, "again"), input).await), "CONFLICT");
    assert_eq!(app.message_count(chat_id).await, 2);
    assert_eq!(app.count(EventKind::ChatLabeled).await, 1);
}

#[both_databases]
async fn a_macro_does_what_its_runner_may_and_is_its_owners(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let manager = app.operator("mona", &[Permission::TemplateManage], true).await;
    let urgent = [Intent::Read, Intent::Prioritize(ChatPriority::Urgent)];
    let everyone = doing(SharingScope::Everyone, &urgent);
    assert_eq!(code(create(&app.desk, &olga, everyone.clone()).await), "FORBIDDEN");
    let shared = made(&app, &manager, everyone).await.macro_id;
    let own = made(&app, &olga, doing(SharingScope::Own, &urgent)).await.macro_id;
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let stan = app.operator("stan", ANSWERS, false).await;
    for (who, macro_id, refused) in [
        (&rita, shared, "FORBIDDEN"),
        (&rita, own, "NOT_FOUND"),
        (&stan, shared, "NOT_FOUND"),
        (&manager, shared, "NOT_FOUND"),
    ] {
        assert_eq!(code(run(&app.desk, who, RunInput { macro_id, chat_id }).await), refused);
    }
    assert_eq!(app.count(EventKind::ChatRead).await, 0, "the first act is taken back as well");
    for (who, macro_id, refused) in
        [(&manager, own, "NOT_FOUND"), (&olga, shared, "FORBIDDEN"), (&rita, own, "NOT_FOUND")]
    {
        let change = UpdateInput { macro_id, title: None, acts: None, expected_version: None };
        assert_eq!(code(update(&app.desk, who, change).await), refused);
        assert_eq!(code(delete(&app.desk, who, macro_id).await), refused);
    }
    let known = app.desk.read(olga.actor.clone(), |reader| reader.known_macros()).await;
    assert_eq!(known.expect("a list").len(), 2);
    let known = app.desk.read(rita.actor.clone(), |reader| reader.known_macros()).await;
    assert_eq!(known.expect("a list").len(), 1);
    run(&app.desk, &olga, RunInput { macro_id: shared, chat_id }).await.expect("run");
    assert_eq!(app.chat(chat_id).await.priority, ChatPriority::Urgent);
}

#[both_databases]
async fn a_macro_says_what_there_is_and_not_too_much(app: TestApp) {
    let manager = app.operator("mona", &[Permission::TemplateManage], true).await;
    let own = said(&app, &manager, "mine", "Hello.").await;
    let nobody = Intent::Assign { operator_id: None, team_id: None };
    let many = [Intent::Read; limits::MACRO_ACTS_MAX + 1];
    let (unknown, others) = ([Intent::Label(LabelId(1))], [Intent::Reply(own)]);
    let no_time = [Intent::Snooze(0)];
    for acts in [
        [].as_slice(),
        [nobody].as_slice(),
        many.as_slice(),
        unknown.as_slice(),
        others.as_slice(),
        no_time.as_slice(),
    ] {
        let input = doing(SharingScope::Everyone, acts);
        assert_eq!(code(create(&app.desk, &manager, input).await), "INVALID", "{acts:?}");
    }
    let unsaid = CreateInput { acts: vec![None], ..doing(SharingScope::Own, &[]) };
    assert_eq!(code(create(&app.desk, &manager, unsaid).await), "INVALID");
    let own = made(&app, &manager, doing(SharingScope::Own, &[Intent::Reply(own)])).await;
    let input = UpdateInput {
        macro_id: own.macro_id,
        title: None,
        acts: Some(vec![Some(Intent::Unread)]),
        expected_version: Some(own.version),
    };
    let changed = update(&app.desk, &manager, input).await.expect("changed").value;
    assert_eq!((intents_of(&changed), changed.version), (Ok(vec![Intent::Unread]), 2));
}

/// F46.
#[both_databases]
async fn many_chats_are_written_to_by_a_template(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let hello = said(&app, &olga, "hello", "Hello.").await;
    let of = |template_id: TemplateId| BulkInput {
        chat_ids: Some(vec![chat_id, ChatId(1)]),
        filter: None,
        act: Some(Intent::Reply(template_id)),
    };
    assert_eq!(code(act_on_many(&app.desk, &olga, of(hello)).await), "INVALID", "twice");
    assert_eq!(app.message_count(chat_id).await, 1);
    let once = keyed(&olga, "hello");
    let done = act_on_many(&app.desk, &once, of(hello)).await.expect("done").value;
    let errors: Vec<_> = done.into_iter().map(|one| (one.chat_id, one.error)).collect();
    assert_eq!(errors, [(ChatId(1), Some(DeskError::NotFound)), (chat_id, None)]);
    assert_eq!(app.message_count(chat_id).await, 2);
    let other = keyed(&olga, "unknown");
    let done = act_on_many(&app.desk, &other, of(TemplateId(1))).await.expect("told").value;
    let codes: Vec<_> =
        done.iter().filter_map(|one| one.error.as_ref()).map(DeskError::code).collect();
    assert_eq!(codes, ["NOT_FOUND", "INVALID"]);
}
