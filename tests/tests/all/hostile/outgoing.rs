//! Guests that ask whom they must not, that have a secret echoed, or whose platform does not answer: each
//! ends with a state and a reason, nothing arrives where it must not, and the neighbour is served.

use super::{
    guests::{Hostile, blob_reader, listener, requester, waiter},
    neighbours::Neighbours,
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use switchboard_testkit::{
    channels::BOT_TOKEN, database::both_databases, fake_telegram::Script, shop::update,
};
use tokio::{net::TcpListener, task::JoinHandle};

const CUSTOMER: i64 = 5_550_005_007;

/// A service of this machine that no plugin may reach; counts who does.
struct Inner {
    port: u16,
    count: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Inner {
    async fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = socket.local_addr().expect("an address").port();
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let task = tokio::spawn(async move {
            while socket.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, count, task }
    }

    fn stays_untouched(self) {
        self.task.abort();
        assert_eq!(self.count.load(Ordering::SeqCst), 0, "nobody came");
    }
}

/// The good version replies, then this one is asked to take the reply back; gives the delivery of that.
async fn takes_back(mut neighbours: Neighbours, hostile: &Hostile, plugin: &[u8]) -> Value {
    neighbours.posts(&update(CUSTOMER, 1, "Where is my order?")).await;
    neighbours.rest().await;
    let chat = neighbours.chat_with("Where is my order?").await.expect("the chat is there");
    let reply = neighbours.replies(&chat, "On its way.").await;
    neighbours.rest().await;
    neighbours = neighbours.swap(plugin).await;
    let input = json!({ "messageId": reply["id"] });
    neighbours.board().change("messageDelete", input, "message { id }").await;
    neighbours.neighbour_is_served().await;
    neighbours.rest().await;
    let query = "{ deliveries(first: 9) { nodes { operation state errorCode errorMessage } } }";
    let data = neighbours.board().data(query, json!({})).await;
    let [delivery] = &data["deliveries"]["nodes"].as_array().expect("a list")[..] else {
        panic!("{}: {data}", hostile.what)
    };
    assert_eq!(delivery["operation"], "DELETE", "{}", hostile.what);
    let told = delivery["errorMessage"].as_str().expect("a reason");
    assert!(told.contains(hostile.reason), "{}: {told}", hostile.what);
    delivery.clone()
}

#[both_databases]
async fn a_host_that_was_not_granted_is_not_asked(neighbours: Neighbours) {
    let inner = Inner::start().await;
    let url = format!("https://127.0.0.1:{}/", inner.port);
    let hostile =
        requester("asks a forbidden host", "is not among the hosts granted to this plugin", &url);
    let delivery = takes_back(neighbours, &hostile, &hostile.plugin()).await;
    assert_eq!(
        (&delivery["state"], &delivery["errorCode"]),
        (&json!("FAILED"), &json!("http.host"))
    );
    inner.stays_untouched();
}

#[both_databases]
async fn a_name_that_stands_for_an_inner_address_is_not_asked(neighbours: Neighbours) {
    let inner = Inner::start().await;
    let origin = format!("https://localhost:{}", inner.port);
    let hostile = requester("asks a name that points inward", "is private or reserved", &origin);
    let delivery = takes_back(neighbours, &hostile, &hostile.plugin_reaching(&origin)).await;
    let expected = (&json!("FAILED"), &json!("http.address"));
    assert_eq!((&delivery["state"], &delivery["errorCode"]), expected);
    inner.stays_untouched();
}

#[both_databases]
async fn a_redirect_to_an_inner_address_is_an_answer(neighbours: Neighbours) {
    let inner = Inner::start().await;
    let url = format!("{}/bot{BOT_TOKEN}/elsewhere", neighbours.shop.base_url());
    let moved = Script::Redirect(format!("http://127.0.0.1:{}/", inner.port));
    neighbours.shop.script("elsewhere", moved);
    let hostile = listener(&url);
    let delivery = takes_back(neighbours, &hostile, &hostile.plugin()).await;
    assert_eq!(delivery["state"], "FAILED");
    assert_eq!(delivery["errorMessage"], r#"{"moved":true}"#, "the guest reads that it moved");
    inner.stays_untouched();
}

#[both_databases]
async fn an_echoed_secret_is_not_read_from_a_blob(neighbours: Neighbours) {
    let url = format!("{}/bot{{secret:bot_token}}/echo", neighbours.shop.base_url());
    neighbours.shop.script("echo", Script::Answer(200, json!({ "asked": BOT_TOKEN })));
    let hostile = blob_reader(&url);
    let delivery = takes_back(neighbours, &hostile, &hostile.plugin()).await;
    assert_eq!(delivery["state"], "FAILED");
    assert_eq!(delivery["errorMessage"], r#"{"asked":"{secret:bot_token}"}"#);
}

#[both_databases]
async fn a_slow_host_keeps_nobody_else_waiting(neighbours: Neighbours) {
    let url = format!("{}/bot{BOT_TOKEN}/slow", neighbours.shop.base_url());
    neighbours.shop.script("slow", Script::Silence);
    let hostile = waiter(&url);
    let delivery = takes_back(neighbours, &hostile, &hostile.plugin()).await;
    let expected = (&json!("MAYBE_SENT"), &json!("http.no-answer"));
    assert_eq!((&delivery["state"], &delivery["errorCode"]), expected, "nobody repeats it blindly");
}
