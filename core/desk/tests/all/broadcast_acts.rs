//! Who may do what with a broadcast (F68), in which of its states, and how a visitor agrees to be written to.

use crate::app::{ANSWERS, TestApp};
use crate::broadcasts::{announced, ends, of, row, text};
use crate::visitors::{say, visitor};
use futures::future::LocalBoxFuture;
use serde_json::json;
use switchboard_desk::broadcast::{CreateInput, cancel, create, delete, pause, resume, start};
use switchboard_desk::limits::BROADCAST_RATE_MAX;
use switchboard_desk::visitor::consent::{ConsentInput, consent};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{CommandResult, Context};
use switchboard_model::visit::ConsentPurpose;
use switchboard_model::{BroadcastId, Permission, TemplateId};
use switchboard_store::testing::both_databases;

fn code<T>(result: CommandResult<T>) -> Option<&'static str> {
    result.err().map(|error| error.code())
}

type Act = fn(&TestApp, Context, BroadcastId) -> LocalBoxFuture<'_, Option<&'static str>>;

/// A command about a broadcast, with its name.
macro_rules! act {
    ($name:ident) => {{
        fn act(
            app: &TestApp,
            who: Context,
            id: BroadcastId,
        ) -> LocalBoxFuture<'_, Option<&'static str>> {
            Box::pin(async move { code($name(&app.desk, &who, id).await) })
        }
        (stringify!($name), act as Act)
    }};
}

#[both_databases]
async fn each_act_is_for_its_states_and_for_who_may(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let template_id = text(&app, "acts", "Hello.").await;
    let acts: [(&str, Act); 5] =
        [act!(start), act!(pause), act!(resume), act!(cancel), act!(delete)];
    let paths: [(&[usize], [bool; 5]); 4] = [
        (&[][..], [true, false, false, true, true]),
        (&[0][..], [false, true, false, true, false]),
        (&[0, 1][..], [false, false, true, true, false]),
        (&[3][..], [false, false, false, false, true]),
    ];
    for (path, allowed) in paths {
        for ((name, act), is_allowed) in acts.iter().zip(allowed) {
            let made = create(&app.desk, &boss, of(&app, template_id)).await.expect("made").value;
            let id = made.broadcast_id;
            for step in path {
                assert_eq!((acts[*step].1)(&app, boss.clone(), id).await, None);
            }
            let state = row(&app, id).await.state;
            assert_eq!(act(&app, olga.clone(), id).await, Some("FORBIDDEN"), "{name}");
            assert_eq!(act(&app, boss.clone(), BroadcastId(1)).await, Some("NOT_FOUND"), "{name}");
            let expected = (!is_allowed).then_some("CONFLICT");
            assert_eq!(act(&app, boss.clone(), id).await, expected, "{name} of {state}");
        }
    }
}

#[both_databases]
async fn what_cannot_be_sent_is_not_made(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let blind = [Permission::ChatRead, Permission::BroadcastSend];
    let blind = app.operator("blind", &blind, false).await;
    let template_id = text(&app, "hello", "Hello.").await;
    let writers = text(&app, "mine", "{{ operator.name }}").await;
    let input = || of(&app, template_id);
    assert_eq!(code(create(&app.desk, &olga, input()).await), Some("FORBIDDEN"));
    let unseen = create(&app.desk, &blind, input()).await;
    assert_eq!(code(unseen), Some("INVALID"), "who sees no chat of a channel writes by none");
    let channel_id = app.channel.channel_id;
    for (what, input) in [
        ("no channel", CreateInput { channel_ids: Vec::new(), ..input() }),
        ("one twice", CreateInput { channel_ids: vec![channel_id; 2], ..input() }),
        ("no name", CreateInput { name: " ".to_owned(), ..input() }),
        ("no template", CreateInput { template_id: TemplateId(1), ..input() }),
        ("no rate", CreateInput { rate_per_minute: Some(0), ..input() }),
        ("a flood", CreateInput { rate_per_minute: Some(BROADCAST_RATE_MAX + 1), ..input() }),
        ("a writer", of(&app, writers)),
    ] {
        assert_eq!(code(create(&app.desk, &boss, input).await), Some("INVALID"), "{what}");
    }
}

/// F63, F68: a visitor agrees in the widget, where that is asked, and hears of it in their chat.
#[both_databases]
async fn a_visitor_agrees_and_takes_it_back(app: TestApp) {
    let (_, admin) = app.admin().await;
    let asked = json!({ "version": "3", "text": "News?" });
    let channel = app.web_channel(&admin, json!({ "broadcast_consent": asked })).await;
    let visitor = visitor(&app).await;
    let says = async |is_given: bool, purpose: ConsentPurpose| -> CommandResult<()> {
        let input = ConsentInput { purpose, is_given, text_version: "3".to_owned(), locale: None };
        consent(&app.desk, &visitor, input).await
    };
    assert_eq!(code(says(true, ConsentPurpose::Processing).await), Some("CONFLICT"), "not asked");
    let said = say("one", "hello");
    let written = write(&app.desk, &visitor, said).await;
    let chat_id = written.expect("written").value.chat_id;
    let template_id = text(&app, "news", "News.").await;
    for (is_given, expected) in [(true, 1), (false, 1)] {
        says(is_given, ConsentPurpose::Broadcast).await.expect("kept");
        let input = CreateInput { channel_ids: vec![channel.channel_id], ..of(&app, template_id) };
        let made = create(&app.desk, &admin, input).await.expect("made").value;
        start(&app.desk, &admin, made.broadcast_id).await.expect("started");
        ends(&app, made.broadcast_id).await;
        assert_eq!(announced(&app, chat_id).await.len(), expected);
    }
}
