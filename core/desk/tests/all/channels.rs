//! Channels: sealed secrets, one channel per account, plugin storage.

use crate::app::{ANSWERS, TestApp};
use crate::platform::plugin_channel;
use crate::shorthand::unchanged_channel;
use switchboard_desk::channel::{
    connect, create, mark_broken, mark_failing, mark_recovered, pause, resume, update,
};
use switchboard_desk::kv::KeyValues;
use switchboard_desk::outbound::{self, ClaimInput};
use switchboard_desk::{Context, DeskError};
use switchboard_model::channel::ChannelState;
use switchboard_model::connector::KeyValuePort;
use switchboard_model::limits::{PLUGIN_KEY_MAX_BYTES, PLUGIN_VALUE_MAX_BYTES};
use switchboard_store::testing::both_databases;
use switchboard_store::{StoreError, channel, channel_secret};

fn one(key: &str) -> create::CreateInput {
    let mut input = plugin_channel("one", key);
    input.secrets = [("bot_token".to_owned(), "123:abcdef".to_owned())].into();
    input
}

#[both_databases]
async fn secrets_are_sealed_and_an_account_has_one_channel(app: TestApp) {
    let (_, context) = app.admin().await;
    let missing = create::create(&app.desk, &context, plugin_channel("one", "first")).await;
    assert!(matches!(missing.err(), Some(DeskError::Invalid { field: "settings", .. })));
    let first = create::create(&app.desk, &context, one("first")).await.expect("added").value;
    assert_eq!(first.state, ChannelState::Paused);
    let id = first.channel_id;
    let (sealed, names): (_, Vec<String>) = app
        .desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            let sealed = channel_secret::find(connection, id, "bot_token")?;
            Ok((sealed, channel_secret::names(connection, id)?))
        })
        .await
        .expect("read");
    let sealed = sealed.expect("a row");
    assert!(!sealed.windows(6).any(|window| window == b"abcdef"), "the row holds the plain secret");
    assert_eq!(names, ["bot_token", "webhook_secret"]);

    let connect = |channel_id| connect::ConnectInput { channel_id, public_url: None };
    let connected = connect::connect(&app.desk, &context, connect(id)).await.expect("connected");
    assert_eq!(connected.value.state, ChannelState::Active);
    let taken = create::create(&app.desk, &context, one("first")).await;
    assert!(matches!(taken.err(), Some(DeskError::Taken { .. })), "the key is taken");
    let second = create::create(&app.desk, &context, one("second")).await.expect("added").value;
    let double = connect::connect(&app.desk, &context, connect(second.channel_id)).await;
    assert!(matches!(double.err(), Some(DeskError::Conflict { .. })), "the account is taken");
}

#[both_databases]
async fn of_two_channels_that_connect_at_once_one_gets_the_account(app: TestApp) {
    let (_, context) = app.admin().await;
    let mut ids = Vec::new();
    for key in ["first", "second"] {
        let added = create::create(&app.desk, &context, one(key)).await.expect("added");
        ids.push(added.value.channel_id);
    }
    let connect = |channel_id| {
        let input = connect::ConnectInput { channel_id, public_url: None };
        connect::connect(&app.desk, &context, input)
    };
    let (one, other) = tokio::join!(connect(ids[0]), connect(ids[1]));
    let codes = [one, other].map(|done| done.err().map(|error| error.code()));
    assert!(codes.contains(&None) && codes.contains(&Some("CONFLICT")), "{codes:?}");
}

#[both_databases]
async fn the_storage_of_a_plugin_is_bounded(app: TestApp) {
    let (_, context) = app.admin().await;
    let channel = create::create(&app.desk, &context, one("first")).await.expect("added").value;
    let (storage, id) = (KeyValues::new(&app.desk), channel.channel_id);
    storage.set(id, "short", b"lived".to_vec(), Some(1_000)).await.expect("set");
    app.pass_ms(1_000);
    assert_eq!(storage.get(id, "short").await.expect("read"), None, "it has expired");
    assert!(storage.compare_and_set(id, "k", None, Some(b"1".to_vec())).await.expect("set"));
    assert!(!storage.compare_and_set(id, "k", None, Some(b"2".to_vec())).await.expect("asked"));
    let longest = "k".repeat(PLUGIN_KEY_MAX_BYTES);
    storage.set(id, &longest, b"1".to_vec(), Some(1)).await.expect("as the contract promises");
    let refused = storage.set(id, &format!("{longest}k"), vec![], None).await;
    assert_eq!(refused.expect_err("too long").code, "kv.key");
    app.pass_ms(1);
    let refused = storage.set(id, "large", vec![0; PLUGIN_VALUE_MAX_BYTES + 1], None).await;
    assert_eq!(refused.expect_err("too large").code, "kv.value_too_large");
    let mut stored = 0;
    let full = loop {
        match storage.set(id, &format!("key-{stored}"), vec![0; PLUGIN_VALUE_MAX_BYTES], None).await
        {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((stored, full.code.as_str()), (159, "kv.full"));
}

#[both_databases]
async fn a_paused_channel_keeps_what_comes_and_sends_nothing(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    app.replies(&olga, chat_id, "answer").await;
    let id = app.channel.channel_id;
    let refused = pause::pause(&app.desk, &olga, id).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("FORBIDDEN"));
    let paused = pause::pause(&app.desk, &admin, id).await.expect("paused").value;
    assert_eq!(paused.state, ChannelState::Paused);
    let again = pause::pause(&app.desk, &admin, id).await.expect("paused already").value;
    assert_eq!(again.version, paused.version, "pausing twice changes nothing");
    let claim = || ClaimInput { worker_id: "one".to_owned(), lease_ms: 1_000, limit: 10 };
    assert!(outbound::claim(&app.desk, claim()).await.expect("asked").is_empty());
    app.writes("2", "anybody there?").await;
    app.replies(&olga, chat_id, "in a moment").await;
    resume::resume(&app.desk, &admin, id).await.expect("resumed");
    assert_eq!(outbound::claim(&app.desk, claim()).await.expect("asked").len(), 1);
}

#[both_databases]
async fn a_refused_channel_is_broken_once_and_a_paused_one_stays_paused(app: TestApp) {
    let (_, admin) = app.admin().await;
    let id = app.channel.channel_id;
    let breaks = async || {
        let reason = "the token was refused".to_owned();
        mark_broken(&app.desk, &Context::system(), id, reason).await.expect("a write")
    };
    assert!(breaks().await);
    assert!(!breaks().await, "it is broken already");
    let broken = app.read(move |connection| channel::get(connection, id)).await;
    assert_eq!(broken.state, ChannelState::Broken);
    assert_eq!(broken.state_reason.as_deref(), Some("the token was refused"));
    let resumed = resume::resume(&app.desk, &admin, id).await.expect("resumed").value;
    assert_eq!((resumed.state, resumed.state_reason), (ChannelState::Active, None));
    pause::pause(&app.desk, &admin, id).await.expect("paused");
    assert!(!breaks().await, "what an admin has paused stays so");
}

#[both_databases]
async fn a_failing_channel_works_on_until_it_recovers(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (id, system) = (app.channel.channel_id, Context::system());
    let fails = async || {
        let reason = "its platform does not answer".to_owned();
        mark_failing(&app.desk, &system, id, reason).await.expect("a write")
    };
    assert!(!mark_recovered(&app.desk, &system, id).await.expect("asked"), "nothing failed");
    assert!(fails().await);
    assert!(!fails().await, "it is marked already");
    let (_, chat_id) = app.writes("1", "hello").await;
    app.replies(&olga, chat_id, "answer").await;
    let claim = ClaimInput { worker_id: "one".to_owned(), lease_ms: 1_000, limit: 10 };
    assert_eq!(outbound::claim(&app.desk, claim).await.expect("asked").len(), 1, "sends go on");
    assert!(mark_recovered(&app.desk, &system, id).await.expect("asked"));
    let recovered = app.read(move |connection| channel::get(connection, id)).await;
    assert_eq!((recovered.state, recovered.state_reason), (ChannelState::Active, None));
    pause::pause(&app.desk, &admin, id).await.expect("paused");
    assert!(!fails().await, "what an admin has paused stays so");
}

#[both_databases]
async fn where_a_secret_is_sent_changes_only_together_with_it(app: TestApp) {
    let (_, context) = app.admin().await;
    let before = create::create(&app.desk, &context, one("first")).await.expect("added").value;
    let id = before.channel_id;
    let made =
        |name: &'static str| app.read(move |connection| channel_secret::find(connection, id, name));
    let input = |secrets: &[(&str, Option<&str>)]| update::UpdateInput {
        settings: Some(serde_json::json!({ "base_url": "https://mallory.example" })),
        secrets: secrets
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.map(ToOwned::to_owned)))
            .collect(),
        ..unchanged_channel(id)
    };
    let refused = update::update(&app.desk, &context, input(&[])).await.expect_err("refused");
    assert!(matches!(refused, DeskError::Invalid { field: "secrets", .. }), "{refused}");
    assert!(refused.to_string().contains("give bot_token again"), "{refused}");
    let webhook_secret = made("webhook_secret").await;
    let given = input(&[("bot_token", Some("123:again"))]);
    let moved = update::update(&app.desk, &context, given).await.expect("changed").value;
    assert_eq!(moved.settings["base_url"], "https://mallory.example");
    assert_ne!(made("webhook_secret").await, webhook_secret, "what nobody knows is made again");
    let kept = made("webhook_secret").await;
    let same = update::UpdateInput { name: Some("Shop".to_owned()), ..input(&[]) };
    update::update(&app.desk, &context, same).await.expect("the same setting asks for nothing");
    assert_eq!(made("webhook_secret").await, kept);
}
