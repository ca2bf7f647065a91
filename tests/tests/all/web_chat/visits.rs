//! How a visit ends, and what operators see of whom the page has signed in.

use super::{KEY, SECRET, Website, signed, writes};
use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    installation::{Installation, WEB_CHANNEL},
    remote::{Remote, visitor_secret},
    socket::{Ended, Subscription},
};

const FEED: &str = "subscription { myChat { cursor } }";

/// Is the visitor let in.
async fn is_in(visitor: &Client) -> bool {
    visitor.send("{ headCursor }", json!({})).await.status == 200
}

#[both_databases]
async fn a_visit_ends_by_the_visitor_and_with_a_new_identity(site: Website) {
    let (one, two) = (site.start(None).await, site.start(None).await);
    let visitor = site.visitor(Some(one));
    let ended = visitor.change("visitEnd", json!({}), "endedId").await;
    assert!(ended["endedId"].is_string());
    assert!(!is_in(&visitor).await);

    let before = site.visitor(Some(two));
    let input = json!({ "identity": signed(SECRET, "user-1", 600) });
    let made = before.change("visitIdentify", input, "visit { secret isVerified }").await;
    assert_eq!(made["visit"]["isVerified"], true);
    assert!(!is_in(&before).await, "the session before is over");
    let after = made["visit"]["secret"].as_str().map(str::to_owned);
    assert!(is_in(&site.visitor(after)).await);
}

#[both_databases]
async fn operators_see_what_the_page_vouched_for_and_end_visits(site: Website) {
    let secret = site.start(Some(signed(SECRET, "user-1", 600))).await;
    let visitor = site.visitor(Some(secret));
    let told = json!({ "body": "hello", "clientMutationId": "1", "name": "Alice CEO",
        "email": "alice.ceo@example.com" });
    visitor.change("messageWrite", told, "message { id }").await;
    let query = "{ chats(first: 1) { nodes { contact { id name email isVerified identities { \
        isVerified verifiedName verifiedEmail verifiedPhone verifiedRole } } } } }";
    let shown = site.board.data(query, json!({})).await;
    let contact = &shown["chats"]["nodes"][0]["contact"];
    assert_eq!((&contact["name"], &contact["email"]), (&json!("Ana"), &json!("ana@example.org")));
    assert_eq!(contact["isVerified"], true);
    let vouched = json!({ "isVerified": true, "verifiedName": "Ana",
        "verifiedEmail": "ana@example.org", "verifiedPhone": null, "verifiedRole": null });
    assert_eq!(contact["identities"], json!([vouched]));

    let stranger = site.app.visitor(KEY).await;
    writes(&stranger, "I am nobody").await;
    let shown = site.board.data(query, json!({})).await;
    let other = &shown["chats"]["nodes"][0]["contact"];
    assert_eq!(
        (&other["isVerified"], &other["identities"][0]["verifiedName"]),
        (&json!(false), &Value::Null)
    );

    let whose = json!({ "contactId": contact["id"] });
    site.board.change("contactEndSessions", whose, "contact { id }").await;
    assert!(!is_in(&visitor).await && is_in(&stranger).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_of_a_visit_that_ends_are_closed_at_once() {
    let installation = Installation::new();
    let server = installation.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret.clone()));
    let path = "/visitor/graphql/ws";
    let open = Subscription::open(server.address(), path, &secret, FEED, json!({})).await;
    let mut feed = open.expect("a feed");
    visitor.change("visitEnd", json!({}), "endedId").await;
    let Err(Ended::Lost(why)) = feed.next().await else { panic!("the feed goes on") };
    assert!(why.contains("4403"), "{why}");
    let again = Subscription::open(server.address(), path, &secret, FEED, json!({})).await;
    assert!(again.is_err(), "who comes back with it is refused");

    // By the socket itself: the answer comes before the end.
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let leave = "mutation { visitEnd(input: {}) { endedId } }";
    let open = Subscription::open(server.address(), path, &secret, leave, json!({})).await;
    let answer = open.expect("a socket").next().await.expect("an answer");
    assert!(answer["visitEnd"]["endedId"].is_string(), "{answer:#}");
}
