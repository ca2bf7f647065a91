//! A restored server beside its original: customers hear from one of them alone.

use serde_json::json;
use switchboard_desk::{
    Context,
    outward::{held, resume},
};
use switchboard_testkit::{
    database::both_databases,
    shop::{HOOK, Shop, update},
};

const CUSTOMER: i64 = 5_550_009_001;

#[both_databases]
async fn a_restored_server_sends_nothing_until_it_is_resumed(shop: Shop) {
    let chat_id = shop.customer_writes(CUSTOMER, 1, "hello").await;
    shop.replies(&chat_id, json!({ "body": "waited at the backup" })).await;
    let Shop { app, fake, board, .. } = shop;
    drop(board);
    let app = app.restart_restored().await;
    let desk = &app.app.desk;

    app.clock.pass_ms(60_000);
    app.settle().await;
    assert!(fake.calls("sendMessage").is_empty(), "the original sends it");
    let (status, _) = app.post(HOOK, &[], update(CUSTOMER, 2, "again").to_string()).await;
    assert_eq!(status, 503, "the platform keeps what it has");

    let operator = app.operator("Second", "Admin", &[]).await;
    let board = app.client_of(&operator).await;
    let input = json!({ "chatId": chat_id, "body": "written since" });
    board.change("messageReply", input, "").await;
    app.settle().await;
    assert!(fake.calls("sendMessage").is_empty());
    let waits = held(desk).await.expect("asked").expect("it is quiet");
    assert_eq!((waits.old_count, waits.new_count), (1, 1));

    assert_eq!(resume(desk, &Context::system(), false).await, Ok(1));
    app.clock.pass_ms(2_000);
    app.settle().await;
    let sent: Vec<String> =
        fake.calls("sendMessage").iter().map(|call| call.text("text")).collect();
    assert_eq!(sent, ["written since"]);
}
