//! What is said to a customer who wrote too long ago for their platform: it is refused at once, whoever says it.

use crate::app::{TestApp, words};
use crate::platform::{DAY, DAY_MS};
use crate::routes::{comes, second_channel};
use crate::shorthand::code;
use crate::unite::united;
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_model::IdentityId;
use switchboard_store::message;
use switchboard_store::testing::both_databases;

/// W8, F94.
#[both_databases]
async fn a_reply_is_taken_for_as_long_as_the_platform_takes_it(app: TestApp) {
    let (_, admin) = app.admin().await;
    let day = second_channel(&app, DAY).await;
    let (_, chat_id) = comes(&app, day, "b1").await;
    app.pass_ms(i64::from(DAY_MS));
    app.replies(&admin, chat_id, "in time").await;
    app.pass_ms(1);
    let late = reply(&app.desk, &admin, words(chat_id, "too late")).await;
    let told = late.expect_err("it is refused").to_string();
    let reason =
        "this channel's platform takes replies for 24 hours after the customer has written";
    assert!(told.starts_with(reason), "{told}");
    assert_eq!(app.message_count(chat_id).await, 2);
    comes(&app, day, "b2").await;
    app.replies(&admin, chat_id, "in time again").await;

    let (_, other) = app.writes("1", "from a platform that waits").await;
    app.pass_ms(i64::from(DAY_MS) * 7);
    app.replies(&admin, other, "after a week").await;
}

/// W8: each address has its own time, in whichever chat its owner writes.
#[both_databases]
async fn an_address_is_closed_while_another_one_is_open(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (_, home) = app.writes("1", "hello").await;
    let day = second_channel(&app, DAY).await;
    let (_, there) = comes(&app, day, "b1").await;
    let before = app.chat(there).await;
    united(&app, &admin, app.chat(home).await.contact_id, before.contact_id).await;
    let said = || ReplyInput { identity_id: Some(before.identity_id), ..words(home, "there") };
    let made = reply(&app.desk, &admin, said()).await.expect("it is open");
    assert_eq!(made.value.chat_id, there);
    app.pass_ms(i64::from(DAY_MS) + 1);
    assert_eq!(code(reply(&app.desk, &admin, said()).await), "CONFLICT");
    app.replies(&admin, home, "here").await;

    let ids: Vec<IdentityId> = vec![app.chat(home).await.identity_id, before.identity_id];
    let since = before.created_at;
    let heard = app.read(move |connection| message::last_heard(connection, &ids, since)).await;
    assert_eq!(heard.len(), 2, "what operators say is not what customers say");
    assert!(heard.values().all(|at| *at == since), "{heard:?}");
}
