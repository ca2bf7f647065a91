//! What a demo is made of.

use crate::desk::{DemoDesk, NOW};
use switchboard_demo::{DemoError, Scale, limits, make, sign_in};
use switchboard_desk::Context;
use switchboard_desk::operator::sign_in::{SignInInput, sign_in as signs_in};
use switchboard_model::{Clock as _, MessageId};
use switchboard_store::page::scan::messages_of_chat;
use switchboard_store::testing::{OnDatabase as _, TestDatabase, both_databases};
use switchboard_store::{channel, chat, duplicate, identity, message};

/// The address of the customer of the longest chat, and of one of the two who are the same.
const LONG: (&str, &str) = ("lumen-merchants", "signed:lumen-long");
const TWICE: (&str, &str) = ("lumen", "signed:lumen-900123");

/// Each number of the demo, at a smaller scale.
#[both_databases]
async fn a_demo_has_all_that_it_is_said_to_have(demo: DemoDesk) {
    demo.make(1).await;
    for (table, rows) in [
        ("operators", 9),
        ("teams", 3),
        ("channels", 6),
        ("labels", 14),
        ("templates", 30),
        ("chats", 60),
    ] {
        assert_eq!(demo.table(table).await.row_count, rows, "{table}");
    }
    for (table, word, rows) in [
        ("operator_presences", "AWAY", 1),
        ("operator_presences", "INVISIBLE", 1),
        ("channels", "BROKEN", 1),
        ("channels", "PAUSED", 1),
        ("deliveries", "FAILED", 2),
        ("deliveries", "MAYBE_SENT", 2),
    ] {
        assert_eq!(demo.rows_with(table, word).await, rows, "{word} in {table}");
    }
    assert!(demo.rows_with("deliveries", "QUEUED").await > 0, "nothing waits for the broken one");
    assert!(demo.clock.now() >= NOW && demo.clock.now().since_ms(NOW) < limits::MINUTE_MS);
}

#[both_databases]
async fn the_long_chat_is_as_long_as_it_was_wanted(demo: DemoDesk) {
    demo.make(2).await;
    let messages = demo.read(|connection| {
        let found = channel::find_by_key(connection, LONG.0)?.expect("a channel");
        let chat = chat::find_current(connection, found.channel_id, LONG.1, None)?;
        let chat_id = chat.expect("a chat").chat_id;
        messages_of_chat(connection, chat_id, (i64::MIN, MessageId(0)), 1_000)
    });
    assert_eq!(messages.await.len(), 120);
}

#[both_databases]
async fn one_person_is_there_twice_and_can_be_united(demo: DemoDesk) {
    demo.make(3).await;
    let others = demo.read(|connection| {
        let found = channel::find_by_key(connection, TWICE.0)?.expect("a channel");
        let known = identity::find_by_platform_id(connection, found.channel_id, TWICE.1)?;
        let (_, contact) = known.expect("an address");
        duplicate::of_contacts(connection, &[contact.contact_id], 10)
    });
    assert_eq!(others.await.len(), 1);
}

#[both_databases]
async fn the_same_seed_makes_the_same_desk(one: DemoDesk) {
    let databases = [TestDatabase::sqlite(), TestDatabase::sqlite()];
    let other = DemoDesk::on(&databases[0]).await;
    let third = DemoDesk::on(&databases[1]).await;
    one.make(7).await;
    other.make(7).await;
    third.make(8).await;
    let texts = |connection: &mut _| message::newest_texts(connection, 10_000);
    let said = one.read(texts).await;
    assert_eq!(said, other.read(texts).await);
    assert_ne!(said, third.read(texts).await);
}

#[both_databases]
async fn a_desk_with_operators_is_left_alone(demo: DemoDesk) {
    demo.make(1).await;
    let before = demo.table("events").await;
    let again = make(
        &demo.desk,
        &demo.clock,
        Scale { seed: 1, chats: 60, long_chat_messages: 120 },
        NOW,
        |_, _| {},
    )
    .await;
    assert!(matches!(again, Err(DemoError::NotEmpty)), "{again:?}");
    assert_eq!(demo.table("events").await, before);
}

#[both_databases]
async fn what_is_printed_opens_the_desk(demo: DemoDesk) {
    demo.make(1).await;
    let (email, password) = sign_in().expect("whole files");
    let input = SignInInput { email, password: password.to_owned(), code: None };
    let signed_in = signs_in(&demo.desk, &Context::system(), input).await.expect("signed in").value;
    assert_eq!(signed_in.operator.name, "Olha Lysenko");
}
