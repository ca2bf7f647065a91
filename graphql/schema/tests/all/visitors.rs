//! The visitors' schema over a real server.

use crate::app::TestApp;
use crate::board::Board;
use async_graphql::{Executor, Request};
use futures::StreamExt;
use serde_json::json;
use std::sync::Arc;
use switchboard_desk::Context;
use switchboard_desk::signals::Ephemeral;
use switchboard_desk::visitor::start::{StartInput, start};
use switchboard_desk::visitor::write::{WhichChat, WriteInput, write};
use switchboard_model::{AuthorKind, ChatId, OperatorId};
use switchboard_store::statements::counted;
use switchboard_store::testing::both_databases;
use switchboard_visitor::visitor_schema;

/// Somebody types in all other chats of the company, and then in this one.
fn types(app: &TestApp, who: OperatorId, own: ChatId, others: i64) {
    let operator = |chat_id| Ephemeral::Typing {
        chat_id,
        author_kind: AuthorKind::Operator,
        author_id: Some(who.0),
        is_on: true,
    };
    // What is told again at once is told once.
    app.pass_ms(2_000);
    for number in 0..others {
        assert!(app.desk.signals().tell(operator(ChatId(number + 1)), app.desk.now()));
    }
    assert!(app.desk.signals().tell(operator(own), app.desk.now()));
}

#[both_databases]
async fn what_is_typed_in_other_chats_costs_a_visitor_no_look(app: TestApp) {
    let (signed, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let arrives = StartInput { channel_key: "shop".into(), origin: None, identity: None };
    let started = start(&app.desk, &Context::system(), arrives).await.expect("started").value;
    let visitor = app.context_of(&started.secret).await;
    let says = WriteInput {
        client_key: "one".into(),
        chat: WhichChat::Last,
        text: Some("hello".into()),
        attachment_ids: Vec::new(),
        quoted_message_id: None,
        name: None,
        email: None,
    };
    let own = write(&app.desk, &visitor, says).await.expect("written").value.chat_id;

    let schema = visitor_schema(Arc::clone(&Board::of(&app).api));
    let query = "subscription { typing { isTyping chatId operatorName } }";
    let request = Request::new(query).data(visitor.clone());
    let mut feed = schema.execute_stream(request, None);
    let mut costs = Vec::new();
    for others in [0, 1, 20] {
        // It listens from the first time on that it is asked.
        assert!(futures::poll!(feed.next()).is_pending(), "nobody types");
        types(&app, signed.operator.operator_id, own, others);
        let (told, statements) = counted(feed.next()).await;
        let told = told.expect("a result");
        let typing = json!({ "isTyping": true, "chatId": own.to_string(), "operatorName": "Ana" });
        assert_eq!(told.data.into_json().expect("JSON"), json!({ "typing": typing }));
        costs.push(statements);
    }
    assert!(costs[0] > 0 && costs[1] == costs[0] && costs[2] == costs[0], "{costs:?}");
}
