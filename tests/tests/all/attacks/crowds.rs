//! Crowds of one stranger: connections that say nothing while few files may be open, and the many networks
//! that one owner has. Neither shuts out who comes beside them.

use super::{
    caller::{OPERATORS, PATIENCE},
    site::Site,
    socket::silent,
};
use serde_json::json;
use switchboard_testkit::installation::Installation;

/// Files that the server may have open, and more connections than that.
const OPEN_FILES: u32 = 320;
const CONNECTIONS: usize = 350;
/// Networks of one owner, each of which asks once.
const NETWORKS: usize = 200;
/// Costs some thousands, which are taken before anybody is asked who they are.
const DEAR: &str = "{ chats(first: 100) { nodes { messages(first: 10) { nodes { id body } } } } }";
/// Told to whose budget is used up.
const LIMITED: &str = "RATE_LIMITED";

#[tokio::test(flavor = "multi_thread")]
async fn silent_connections_shut_nobody_out() {
    let mut installation = Installation::new();
    installation.start.open_files = Some(OPEN_FILES);
    let server = installation.serve();
    let mut held = Vec::new();
    for _ in 0..CONNECTIONS {
        held.push(silent(server.address(), b"").await);
    }
    for _ in 0..5 {
        // A connection of its own each time.
        let http = reqwest::Client::builder().timeout(PATIENCE).build().expect("an HTTP client");
        let answer = http.get(server.url("/healthz")).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
    }
    drop(held);
    assert!(server.terminate().success(), "the server ends in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_networks_of_one_owner_have_one_budget() {
    let site = Site::open().await;
    let mut limited = 0;
    for number in 0..NETWORKS {
        let stranger = site.stranger(&format!("2001:db8:0:{number:x}::1"));
        let told = stranger.ask(OPERATORS, DEAR, json!({})).await;
        assert!(!told.is_done(), "nobody is told of chats: {}", told.body);
        limited += usize::from(told.code == LIMITED);
    }
    assert!(limited > 0, "{NETWORKS} networks asked, and none had to wait");
    let other = site.stranger("2001:db8:1::1").ask(OPERATORS, DEAR, json!({})).await;
    assert!(!other.is_done() && other.code != LIMITED, "{}: {}", other.code, other.body);
}
