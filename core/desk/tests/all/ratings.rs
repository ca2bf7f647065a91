//! Customers rate their chats when they are over (F77b).

use crate::app::TestApp;
use crate::rounds::{closes, reason, reopens};
use crate::visitors::say;
use crate::visits::arrives;
use serde_json::json;
use switchboard_desk::Context;
use switchboard_desk::limits::{RATING_COMMENT_MAX_CHARACTERS, RATING_MS};
use switchboard_desk::read::PageRequest;
use switchboard_desk::visitor::rate::{RateInput, rate};
use switchboard_desk::visitor::write::write;
use switchboard_model::event::EventKind;
use switchboard_model::{AuthorKind, ChatId};
use switchboard_store::testing::both_databases;

fn score(score: i64) -> RateInput {
    RateInput { chat_id: None, score, comment: None }
}

async fn rated(app: &TestApp, visitor: &Context, input: RateInput) -> Result<(), &'static str> {
    rate(&app.desk, visitor, input).await.map(|_| ()).map_err(|error| error.code())
}

/// The ratings of a chat: round, score, and whether anything was said.
async fn ratings(app: &TestApp, chat_id: ChatId) -> Vec<(i64, i64, Option<String>)> {
    let read = app.desk.read_related(move |related| related.ratings_of_chats(&[chat_id]));
    let all = read.await.expect("ratings").into_iter();
    all.map(|one| (one.round, one.score, one.comment)).collect()
}

/// F77b.
#[both_databases]
async fn a_closed_chat_is_rated_once_for_each_round_and_for_a_time(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = app.context_of(&arrives(&app, None).await.secret).await;
    assert_eq!(rated(&app, &visitor, score(5)).await, Err("NOT_FOUND"), "nothing was said yet");
    let hello = say("one", "hello");
    let chat_id = write(&app.desk, &visitor, hello).await.expect("written").value.chat_id;
    assert_eq!(rated(&app, &visitor, score(5)).await, Err("CONFLICT"), "it is not over");
    let reason = reason(&app).await;
    closes(&app, &admin, chat_id, reason).await;
    let long = Some("x".repeat(RATING_COMMENT_MAX_CHARACTERS + 1));
    for wrong in [score(0), score(6), RateInput { comment: long, ..score(3) }] {
        assert_eq!(rated(&app, &visitor, wrong).await, Err("INVALID"));
    }
    assert_eq!(rated(&app, &admin, score(5)).await, Err("FORBIDDEN"), "customers alone rate");

    for input in [score(2), score(4), score(4)] {
        rated(&app, &visitor, input).await.expect("rated");
    }
    assert_eq!(ratings(&app, chat_id).await, [(1, 4, None)]);
    assert_eq!(app.count(EventKind::ChatRated).await, 2, "the same again changes nothing");
    reopens(&app, &admin, chat_id).await;
    assert_eq!(rated(&app, &visitor, score(1)).await, Err("CONFLICT"));
    closes(&app, &admin, chat_id, reason).await;
    let words = RateInput { comment: Some(" well done ".to_owned()), ..score(5) };
    rated(&app, &visitor, words).await.expect("rated");
    let both = [(2, 5, Some("well done".to_owned())), (1, 4, None)];
    assert_eq!(ratings(&app, chat_id).await, both);
    app.pass_ms(RATING_MS);
    assert_eq!(rated(&app, &visitor, score(1)).await, Err("CONFLICT"), "it is too late");
    assert_eq!(ratings(&app, chat_id).await, both);

    let first = PageRequest::first(1);
    let acts = app.desk.read_related(move |related| related.acts_of_chats(&[chat_id], &first));
    let newest = acts.await.expect("a history").remove(&chat_id).expect("a page").items.remove(0);
    let told = (newest.kind, newest.author_kind, newest.round, newest.detail.score);
    assert_eq!(told, (EventKind::ChatRated, AuthorKind::Contact, 2, Some(5)));
}
