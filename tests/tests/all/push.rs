//! Pushes over the whole server: sealed for one browser, signed, handed over once, and dropped when they are no news.

use serde_json::{Value, json};
use switchboard_model::Clock as _;
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    push_service::{PushService, claims},
    scene::{PRIVATE, Scene},
};

const OWN: &str = "{ viewer { unreadCount pushPublicKey pushSubscriptions { id userAgent } \
    notifications(first: 10) { nodes { id kind chatId subjectId readAt } } } }";
const FEED: &str = "subscription($after: EventCursor) { events(after: $after, topics: [PERSONAL]) { \
    events { kind ... on NotificationEvent { notification { id kind readAt } } } } }";

async fn subscribed(client: &Client, service: &PushService) -> Value {
    let input = service.subscription();
    let made = client.change("pushSubscriptionCreate", input, "pushSubscription { id }").await;
    made["pushSubscription"]["id"].clone()
}

async fn mention(scene: &Scene) {
    let nora = scene.id("operator");
    let note = json!({ "chatId": scene.id("chat"), "body": format!("@[{nora}], see {PRIVATE}") });
    scene.admin.change("noteCreate", note, "note { id }").await;
    scene.app.settle().await;
}

/// Nora's browsers, by id.
async fn browsers(scene: &Scene) -> Vec<Value> {
    let own = scene.nora.data(OWN, json!({})).await;
    let all = own["viewer"]["pushSubscriptions"].as_array().expect("a list");
    all.iter().map(|one| one["id"].clone()).collect()
}

/// F80: what is pushed is what only the browser reads, signed by this server for this push service.
#[both_databases]
async fn a_push_is_sealed_signed_and_says_no_name_unless_that_is_wanted(scene: Scene) {
    let service = PushService::start().await;
    subscribed(&scene.nora, &service).await;
    mention(&scene).await;
    let (taken, read) = (service.taken(), service.read());
    assert_eq!(read.len(), 1, "{read:#?}");
    assert_eq!(read[0]["kind"], "MENTIONED");
    assert_eq!(read[0]["chatId"], json!(scene.id("chat")));
    assert!(!read[0].to_string().contains(PRIVATE), "{}", read[0]);
    let header = |name: &str| taken[0].headers[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert_eq!(header("topic"), scene.id("chat"), "a burst of a chat is one line");
    assert_eq!(header("ttl"), "86400");
    let authorization = header("authorization");
    let told = claims(&authorization);
    assert_eq!(told["aud"], service.origin());
    let now = scene.app.clock.now().0 / 1_000;
    assert!((now..=now + 86_400).contains(&told["exp"].as_i64().expect("seconds")), "{told}");
    let own = scene.nora.data(OWN, json!({})).await;
    let key = own["viewer"]["pushPublicKey"].as_str().expect("a key").to_owned();
    assert!(authorization.ends_with(&format!("k={key}")), "{authorization}");

    let wish = json!({ "isTextPushed": true });
    scene.nora.change("preferencesUpdate", wish, "preferences { isTextPushed }").await;
    mention(&scene).await;
    let read = service.read();
    assert!(read[1]["name"].is_string(), "{}", read[1]);
}

/// F80: a browser that its push service knows no more is told no more, and one whose address is an inner one never was.
#[both_databases]
async fn a_browser_that_is_gone_is_told_no_more(scene: Scene) {
    let service = PushService::start().await;
    let id = subscribed(&scene.nora, &service).await;
    let test = json!({ "pushSubscriptionId": id });
    scene.nora.change("pushSubscriptionTest", test.clone(), "pushSubscription { id }").await;
    scene.app.settle().await;
    assert_eq!(service.read()[0]["topic"], "test");
    let strange =
        scene.admin.attempt("pushSubscriptionTest", test.clone(), "clientMutationId").await;
    assert_eq!(strange["userErrors"][0]["code"], "NOT_FOUND");

    service.answers(503);
    scene.nora.change("pushSubscriptionTest", test.clone(), "pushSubscription { id }").await;
    scene.app.settle().await;
    assert_eq!(service.taken().len(), 2);
    service.answers(410);
    scene.app.clock.pass_ms(60_000);
    scene.app.settle().await;
    assert_eq!(service.taken().len(), 3, "it was tried again");
    assert!(!browsers(&scene).await.contains(&id), "it is told no more");

    let mut inner = service.subscription();
    inner["endpoint"] = json!("https://10.0.0.7/browser");
    let made = scene.nora.change("pushSubscriptionCreate", inner, "pushSubscription { id }").await;
    let id = &made["pushSubscription"]["id"];
    assert!(browsers(&scene).await.contains(id), "it is taken as it is");
    let test = json!({ "pushSubscriptionId": id });
    scene.nora.change("pushSubscriptionTest", test, "pushSubscription { id }").await;
    scene.app.settle().await;
    assert!(!browsers(&scene).await.contains(id), "it is asked nothing");
}

/// F78, F80: what is read before it is pushed is not pushed, and the reader's other devices learn of it.
#[both_databases]
async fn what_is_read_is_not_pushed_and_told_to_its_owner_alone(scene: Scene) {
    let service = PushService::start().await;
    subscribed(&scene.nora, &service).await;
    let head = scene.app.head(&scene.nora).await;
    let mut phone = scene.nora.subscribe(FEED, json!({ "after": head })).await;
    let there = json!({ "status": "ONLINE" });
    scene.nora.change("operatorSetStatus", there, "clientMutationId").await;
    mention(&scene).await;
    assert_eq!(service.taken().len(), 0, "she is there: she has a while");
    let own = scene.nora.data(OWN, json!({})).await;
    let row = own["viewer"]["notifications"]["nodes"][0].clone();
    assert_eq!(row["kind"], "MENTIONED");
    let read = json!({ "notificationId": row["id"] });
    let done = scene.nora.change("notificationRead", read.clone(), "notification { readAt }").await;
    assert!(done["notification"]["readAt"].is_string());
    scene.app.clock.pass_ms(60_000);
    scene.app.settle().await;
    assert_eq!(service.taken().len(), 0, "she has read it");
    let told = phone.next(&scene.app).await["events"]["events"].to_string();
    assert!(told.contains("NOTIFICATION_CREATED"), "{told}");
    let strange = scene.admin.attempt("notificationRead", read, "notification { id }").await;
    assert_eq!(strange["userErrors"][0]["code"], "NOT_FOUND");
    let others =
        scene.admin.data("query($id: ID!) { node(id: $id) { id } }", json!({ "id": row["id"] }));
    assert_eq!(others.await["node"], Value::Null);
    let all = scene.nora.change("notificationsRead", json!({}), "readCount").await;
    assert!(all["readCount"].is_i64(), "{all}");
}
