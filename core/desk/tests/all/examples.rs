//! Solved chats are examples for colleagues (F105).

use crate::app::{ANSWERS, TestApp};
use crate::rounds::{closes, reason, reopens};
use switchboard_desk::Context;
use switchboard_desk::chat::clear_example::{ClearExampleInput, clear_example};
use switchboard_desk::chat::set_example::{SetExampleInput, set_example};
use switchboard_model::event::EventKind;
use switchboard_model::{ChatFilter, ChatId, Permission};
use switchboard_store::testing::both_databases;

async fn shows(app: &TestApp, who: &Context, chat_id: ChatId, solution: &str) -> &'static str {
    let (title, solution) = ("A lost order".to_owned(), solution.to_owned());
    let input = SetExampleInput { chat_id, title, solution };
    set_example(&app.desk, who, input).await.map_or_else(|error| error.code(), |_| "set")
}

/// How many chats are examples, and how many are none.
async fn counted(app: &TestApp, who: &Context) -> (i64, i64) {
    let read = app.desk.read(who.actor.clone(), |reader| {
        let mut count = |is_example| {
            let filter = ChatFilter { is_example: Some(is_example), ..ChatFilter::default() };
            reader.chat_count(&filter, 10)
        };
        Ok((count(true)?, count(false)?))
    });
    read.await.expect("counts")
}

async fn solutions(app: &TestApp, id: ChatId) -> Vec<String> {
    let read = app.desk.read_related(move |related| related.examples_of_chats(&[id]));
    read.await.expect("examples").into_iter().map(|one| one.solution).collect()
}

/// F105.
#[both_databases]
async fn a_solved_chat_is_an_example_until_that_is_taken_back(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    assert_eq!(shows(&app, &olga, chat_id, "Ask the courier.").await, "CONFLICT");
    closes(&app, &olga, chat_id, reason(&app).await).await;
    assert_eq!(shows(&app, &rita, chat_id, "Ask the courier.").await, "FORBIDDEN");
    assert_eq!(shows(&app, &olga, chat_id, " ").await, "INVALID");
    assert_eq!(counted(&app, &olga).await, (0, 1));
    for solution in ["Ask.", " Ask the courier. "] {
        assert_eq!(shows(&app, &olga, chat_id, solution).await, "set");
    }
    assert_eq!(solutions(&app, chat_id).await, ["Ask the courier."]);
    reopens(&app, &olga, chat_id).await;
    assert_eq!(counted(&app, &olga).await, (1, 0), "it stays one when the customer comes back");

    for _ in 0..2 {
        let input = ClearExampleInput { chat_id };
        clear_example(&app.desk, &olga, input).await.expect("none any more");
    }
    assert_eq!(app.count(EventKind::ChatExampleCleared).await, 1);
    assert_eq!(counted(&app, &olga).await, (0, 1));
}
