//! Lists over a real server: the number of statements does not grow with the rows, pages neither skip
//! nor repeat, and a feed goes on where a query ended.

use crate::app::{ANSWERS, TestApp};
use crate::board::{Board, head, log_shows_all};
use async_graphql::{Executor, Request, Value};
use futures::StreamExt;
use std::{collections::HashSet, time::Duration};
use switchboard_store::statements::counted;
use switchboard_store::testing::both_databases;
use tokio::time::timeout;

#[both_databases]
async fn a_list_costs_the_same_number_of_statements_for_any_number_of_messages(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let board = Board::of(&app);
    let mut chats = HashSet::new();
    for number in 0..12 {
        chats.insert(app.writes(&number.to_string(), "hello").await.1);
    }
    let chat_id = chats.into_iter().next().expect("a chat");
    for field in [
        "author { __typename }",
        "chat { number contact { name } }",
        "attachments { name }",
        "reactions { emoji }",
        "versions { body }",
    ] {
        let count = async |first: usize| {
            let text = format!(
                "{{ chat(id: \"{chat_id}\") {{ messages(first: {first}) {{ nodes {{ body {field} }} }} }} }}"
            );
            let (answer, count) = counted(board.ask(&olga, &text)).await;
            let nodes = answer["chat"]["messages"]["nodes"].as_array().map(Vec::len);
            assert_eq!(nodes, Some(first));
            count
        };
        let (one, many) = (count(1).await, count(12).await);
        assert!(one > 0 && one == many, "{field}: {one} statements for 1, {many} for 12");
    }
}

/// F3, F21.
#[both_databases]
async fn a_feed_goes_on_where_the_query_ended_and_then_live(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let board = Board::of(&app);
    let after = board.ask(&olga, "{ headCursor }").await["headCursor"].to_string();
    app.writes("1", "before").await;
    log_shows_all(&app).await;
    let text = format!(
        "subscription {{ events(after: {after}, topics: [CHATS]) {{ cursor reset {{ reason }} events {{ cursor kind ... on MessageEvent {{ message {{ body }} }} }} }} }}"
    );
    let request = Request::new(text).data(olga.clone());
    let mut feed = board.schema.execute_stream(request, None);
    let mut cursors = HashSet::new();
    let first = format!("{:?}", next(&mut feed, &mut cursors).await);
    assert!(first.contains("before"), "{first}");

    let place = head(&app).await;
    app.writes("2", "after").await;
    board.tell_since(&app, place).await;
    let second = format!("{:?}", next(&mut feed, &mut cursors).await);
    assert!(second.contains("after") && !second.contains("before"), "{second}");
}

async fn next(
    feed: &mut (impl futures::Stream<Item = async_graphql::Response> + Unpin),
    cursors: &mut HashSet<String>,
) -> Value {
    let response = feed.next().await.expect("a batch");
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    let json = response.data.clone().into_json().expect("JSON");
    for event in json["events"]["events"].as_array().expect("events") {
        assert!(cursors.insert(event["cursor"].to_string()), "an event came twice");
    }
    response.data
}

/// F55.
#[both_databases]
async fn the_same_key_writes_one_note_and_another_input_is_refused(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let board = Board::of(&app);
    let write = async |body: &str| {
        let text = format!(
            "mutation {{ noteCreate(input: {{ clientMutationId: \"k1\", chatId: \"{chat_id}\", body: \"{body}\" }}) {{ note {{ id }} userErrors {{ code }} }} }}"
        );
        board.ask(&olga, &text).await["noteCreate"].clone()
    };
    let (first, again, other) = (write("a").await, write("a").await, write("b").await);
    assert_eq!(first, again);
    assert!(first["note"]["id"].is_string(), "{first}");
    assert_eq!(other["userErrors"][0]["code"], "IDEMPOTENCY_KEY_REUSED", "{other}");
}

#[both_databases]
async fn numbers_are_counted_for_one_watcher_at_a_time(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let board = Board::of(&app);
    let text = "subscription { viewCounts(views: [], tabs: [NEW]) { counts { total } } }";
    let request = Request::new(text).data(olga.clone());
    let mut feed = board.schema.execute_stream(request, None);
    let turn = board.api.turn_to_count().await.expect("a turn");
    let early = timeout(Duration::from_millis(100), feed.next()).await;
    assert!(early.is_err(), "another one is being counted for: {early:?}");
    drop(turn);
    let told = feed.next().await.expect("a result");
    assert!(told.errors.is_empty(), "{:?}", told.errors);
}
