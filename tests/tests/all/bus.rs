//! What is told at once, and how it reaches those who look on other nodes: typing (F33), previews (F34), visits
//! (F57), and who has a chat open (F106).

use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use switchboard_desk::limits::VISIT_SILENT_MS;
use switchboard_store::testing::contents;
use switchboard_testkit::{
    app::{TestApp, plugins},
    database::{OnDatabase, TestDatabase, both_databases},
    feed::{Feed, Heard},
    graphql::Client,
    installation::{Installation, WEB_CHANNEL},
    nats::NatsServer,
    remote::{Remote, visitor_secret},
    socket::Subscription,
};

const KEY: &str = "website";
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);
/// How often a visitor types at most until that is seen.
const LOOKS: usize = 1_000;
const TYPING: &str = "subscription($chatId: ID!) { typing(chatId: $chatId) { isTyping preview } }";
const VIEWERS: &str = "subscription($chatId: ID!) { viewers(chatId: $chatId) { viewers { \
    isWriting operator { name } } } }";
const VISITS: &str = "subscription { visits { isOver visit { url } } }";
/// What is typed and never sent.
const UNSENT: &str = "peppermint-unsent-7431";
/// What is sent, and found where the other is looked for.
const SENT: &str = "liquorice-sent-9125";

/// A web chat that shows previews, and what its nodes' operators look at.
struct Website {
    app: TestApp,
    board: Client,
    visitor: Client,
    chat_id: String,
}

impl OnDatabase for Website {
    async fn on(database: &TestDatabase) -> Self {
        Self::open(database, &[]).await
    }
}

impl Website {
    async fn open(database: &TestDatabase, variables: &[(String, String)]) -> Self {
        let app = TestApp::open_set(database, &plugins(), variables).await;
        let board = app.admin().await;
        let input = json!({ "plugin": "web", "key": KEY, "name": "Website",
            "settings": { "is_typing_preview_on": true } });
        board.change("channelCreate", input, "channel { id }").await;
        let visitor = app.visitor(KEY).await;
        let said = json!({ "clientMutationId": "hello", "body": "hello" });
        visitor.change("messageWrite", said, "message { id }").await;
        app.settle().await;
        let chats = board.data("{ chats(first: 1) { nodes { id } } }", json!({})).await;
        let chat_id = chats["chats"]["nodes"][0]["id"].as_str().expect("an id").to_owned();
        app.app.spawn();
        Self { app, board, visitor, chat_id }
    }

    /// Another node on the same database, and an admin who is connected there.
    async fn beside(database: &TestDatabase, variables: &[(String, String)]) -> (TestApp, Client) {
        let app = TestApp::open_set(database, &plugins(), variables).await;
        let dana = app.operator("Dana", "Admin", &[]).await;
        let board = app.client_of(&dana).await;
        app.app.spawn();
        (app, board)
    }

    async fn follow(&self, client: &Client, query: &str) -> Feed {
        client.subscribe(query, json!({ "chatId": self.chat_id })).await
    }

    async fn types(&self) {
        let types = json!({ "isTyping": true, "preview": UNSENT });
        self.visitor.attempt_plainly("typingSet", types, "clientMutationId").await;
        self.app.clock.pass_ms(1_500);
    }

    /// Lets the visitor type until a feed tells it as wanted; gives all that it told.
    async fn types_until(&self, feed: &mut Feed, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
        let work = async {
            let mut told: Vec<Value> = Vec::new();
            while !told.iter().any(&wanted) {
                self.types().await;
                while let Heard::Result(result) = feed.listen().await {
                    told.push(result["data"]["typing"].clone());
                }
            }
            told
        };
        tokio::time::timeout(PATIENCE, work).await.expect("it is told")
    }
}

fn is_preview(told: &Value) -> bool {
    told["preview"] == UNSENT
}

fn is_typing(told: &Value) -> bool {
    told["isTyping"] == true && told["preview"].is_null()
}

/// Who looks, as the next result tells it: their names, with `…` for who writes.
async fn next_viewers(feed: &mut Feed) -> Vec<String> {
    let work = async {
        loop {
            match feed.listen().await {
                Heard::Result(result) => return result,
                Heard::Silence => {}
                Heard::Complete => panic!("the feed ended"),
            }
        }
    };
    let result = tokio::time::timeout(PATIENCE, work).await.expect("it is told");
    let viewers = result["data"]["viewers"]["viewers"].as_array().expect("a list").clone();
    let line = |one: &Value| {
        let name = one["operator"]["name"].as_str().expect("a name").to_owned();
        if one["isWriting"] == true { name + "…" } else { name }
    };
    viewers.iter().map(line).collect()
}

/// A feed ends; the server is run as long as it takes.
async fn ends(feed: &mut Feed) {
    let end = async { while feed.listen().await != Heard::Complete {} };
    tokio::time::timeout(PATIENCE, end).await.expect("the feed ends");
}

/// F33, F106: over PostgreSQL alone; F34: previews stay on their node.
#[tokio::test(flavor = "multi_thread")]
async fn typing_and_who_looks_cross_to_another_node_and_previews_do_not() {
    let database = TestDatabase::postgres().await;
    let site = Website::open(&database, &[]).await;
    let (_other, dana) = Website::beside(&database, &[]).await;

    let mut of_dana = site.follow(&dana, TYPING).await;
    site.types_until(&mut of_dana, is_typing).await;
    let mut of_admin = site.follow(&site.board, TYPING).await;
    site.types_until(&mut of_admin, is_preview).await;
    let told = site.types_until(&mut of_dana, is_typing).await;
    assert!(!told.iter().any(is_preview), "{told:?}");

    let mut seen_by_dana = site.follow(&dana, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_dana).await, [""; 0]);
    let mut seen_by_admin = site.follow(&site.board, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_dana).await, ["Admin"]);
    let mut seen = next_viewers(&mut seen_by_admin).await;
    while seen.is_empty() {
        // Dana's window was open before this node was told of it: it is told again soon.
        seen = next_viewers(&mut seen_by_admin).await;
    }
    assert_eq!(seen, ["Dana"]);
    for mutation in ["typingSet", "noteTypingSet"] {
        let types = json!({ "chatId": site.chat_id, "isTyping": true });
        site.board.attempt_plainly(mutation, types, "isTold").await;
        assert_eq!(next_viewers(&mut seen_by_dana).await, ["Admin…"], "{mutation}");
        let stops = json!({ "chatId": site.chat_id, "isTyping": false });
        site.board.attempt_plainly(mutation, stops, "isTold").await;
        assert_eq!(next_viewers(&mut seen_by_dana).await, ["Admin"], "{mutation}");
    }
    drop(seen_by_admin);
    assert_eq!(next_viewers(&mut seen_by_dana).await, [""; 0], "who has closed it is gone");
}

/// F57: which page a visitor is on, and that they are gone.
#[tokio::test(flavor = "multi_thread")]
async fn pages_and_the_end_of_a_visit_cross_to_another_node() {
    const PAGE: &str = "https://shop.example.com/island";
    let database = TestDatabase::postgres().await;
    let site = Website::open(&database, &[]).await;
    let (_other, dana) = Website::beside(&database, &[]).await;
    let mut of_dana = dana.subscribe(VISITS, json!({})).await;
    let next = async |feed: &mut Feed| match feed.listen().await {
        Heard::Result(result) => Some(result["data"]["visits"].clone()),
        Heard::Silence | Heard::Complete => None,
    };
    let page = async {
        loop {
            site.visitor
                .attempt_plainly("visitUpdate", json!({ "url": PAGE }), "clientMutationId")
                .await;
            site.app.clock.pass_ms(5_000);
            if let Some(told) = next(&mut of_dana).await {
                return told;
            }
        }
    };
    let told = tokio::time::timeout(PATIENCE, page).await.expect("it is told");
    assert_eq!(told, json!({ "isOver": false, "visit": { "url": PAGE } }));
    site.app.clock.pass_ms(VISIT_SILENT_MS);
    let end = async {
        loop {
            // The first round writes the visit, and the next one ends it.
            site.app.app.flow.visits_once().await.expect("a round");
            if let Some(told) = next(&mut of_dana).await.filter(|told| told["isOver"] == true) {
                return told;
            }
        }
    };
    let told = tokio::time::timeout(PATIENCE, end).await.expect("it is told");
    assert_eq!(told["visit"]["url"], PAGE);
}

/// F33, F34: over NATS, which is lost and comes back; nobody waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn previews_cross_over_nats_and_a_lost_server_keeps_nobody_waiting() {
    let Some(mut nats) = NatsServer::start() else {
        println!("skipped: there is no nats-server (`apt-get install nats-server`)");
        return;
    };
    let variables = [("SWITCHBOARD_BUS_NATS_URL".to_owned(), nats.url())];
    let database = TestDatabase::postgres().await;
    let site = Website::open(&database, &variables).await;
    let (other, dana) = Website::beside(&database, &variables).await;
    let mut of_dana = site.follow(&dana, TYPING).await;
    site.types_until(&mut of_dana, is_preview).await;

    nats.end();
    let problem = async {
        loop {
            if let Some(problem) = other.app.bus.problem().await {
                return problem;
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let problem = tokio::time::timeout(PATIENCE, problem).await.expect("it is told");
    assert!(problem.contains("bus.nats_url"), "{problem}");
    let mut of_admin = site.follow(&site.board, TYPING).await;
    site.types_until(&mut of_admin, is_preview).await;

    nats.start_again();
    site.types_until(&mut of_dana, is_preview).await;
    let is_well = async {
        while other.app.bus.problem().await.is_some() {
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(PATIENCE, is_well).await.expect("it works again");
}

/// F34.
#[both_databases]
async fn who_may_not_see_previews_sees_that_the_customer_types(site: Website) {
    let token = async |permissions: Value| {
        let input = json!({ "name": "watcher", "permissions": permissions });
        let made = site.board.change("tokenCreate", input, "created { secret }").await;
        let secret = made["created"]["secret"].as_str().expect("a secret").to_owned();
        site.app.at("/graphql", Some(secret))
    };
    let reader = token(json!(["CHAT_READ", "CHAT_READ_ALL", "CONTACT_READ"])).await;
    let mut of_reader = site.follow(&reader, TYPING).await;
    site.types_until(&mut of_reader, is_typing).await;
    let mut of_admin = site.follow(&site.board, TYPING).await;
    site.types_until(&mut of_admin, is_preview).await;
    let told = site.types_until(&mut of_reader, is_typing).await;
    assert!(!told.iter().any(is_preview), "{told:?}");

    // A token is nobody who looks.
    let mut seen_by_reader = site.follow(&reader, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_reader).await, [""; 0]);
    let dana = site.app.operator("Dana", "Supervisor", &[]).await;
    let mut seen_by_dana = site.follow(&site.app.client_of(&dana).await, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_dana).await, [""; 0]);
    assert_eq!(next_viewers(&mut seen_by_reader).await, ["Dana"]);
}

/// F33, F106: visibility is looked at again when permissions change.
#[both_databases]
async fn who_loses_a_chat_hears_no_more_of_it(site: Website) {
    let dana = site.app.operator("Dana", "Supervisor", &[]).await;
    let client = site.app.client_of(&dana).await;
    let mut typing = site.follow(&client, TYPING).await;
    site.types_until(&mut typing, is_typing).await;
    let mut seen_by_dana = site.follow(&client, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_dana).await, [""; 0]);
    let mut seen_by_admin = site.follow(&site.board, VIEWERS).await;
    assert_eq!(next_viewers(&mut seen_by_admin).await, ["Dana"]);

    let nothing = json!({ "name": "Nothing", "permissions": [] });
    let role = site.board.change("roleCreate", nothing, "role { id }").await;
    let input = json!({ "operatorId": dana.operator_id.to_string(), "roleId": role["role"]["id"] });
    site.board.change("operatorUpdate", input, "operator { id }").await;
    ends(&mut seen_by_dana).await;
    assert_eq!(next_viewers(&mut seen_by_admin).await, [""; 0], "nor does she count any more");
    site.types().await;
    ends(&mut typing).await;
}

/// Whether a text stands in a file of a folder.
fn holds(folder: &Path, text: &str) -> Option<String> {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let found = if path.is_dir() {
            holds(&path, text)
        } else {
            // What was removed meanwhile holds nothing.
            let bytes = std::fs::read(&path).unwrap_or_default();
            let is_in = bytes.windows(text.len()).any(|part| part == text.as_bytes());
            is_in.then(|| path.display().to_string())
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// F34: neither in the database's file and its write-ahead log, nor in a table, the index, files or logs.
#[both_databases]
async fn what_is_typed_and_not_sent_is_stored_and_logged_nowhere(database: TestDatabase) {
    let mut installation = Installation::on(database.url());
    let token = installation.admin_token("ana");
    let log = installation.start.data.join("log");
    installation.start.log = Some(log.clone());
    let level = ("SWITCHBOARD_LOG_LEVEL".to_owned(), "debug".to_owned());
    installation.start.environment = vec![level];
    let server = installation.serve();
    let board = Remote::new(server.url("/graphql"), Some(token.clone()));
    let channels = board.data("{ channels { id } }", json!({})).await;
    let input = json!({ "channelId": channels["channels"][0]["id"],
        "settings": { "is_typing_preview_on": true } });
    board.change("channelUpdate", input, "channel { id }").await;
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let said = json!({ "clientMutationId": "one", "body": SENT });
    visitor.change("messageWrite", said, "message { id }").await;
    let chat = board
        .comes("{ chats(first: 1) { nodes { id } } }", |data| {
            data["chats"]["nodes"][0]["id"].as_str().map(str::to_owned)
        })
        .await;
    let variables = json!({ "chatId": chat });
    let opened =
        Subscription::open(server.address(), "/graphql/ws", &token, TYPING, variables).await;
    let mut feed = opened.expect("a feed");
    let types = async {
        let document = "mutation($input: TypingSetInput!) { typingSet(input: $input) { \
            clientMutationId } }";
        let input = json!({ "input": { "isTyping": true, "preview": UNSENT } });
        for _ in 0..LOOKS {
            visitor.data(document, input.clone()).await;
            tokio::time::sleep(PAUSE * 25).await;
        }
    };
    let sees = async { while !is_preview(&feed.next().await.expect("typing")["typing"]) {} };
    let shown = async {
        tokio::select! {
            () = sees => {}
            () = types => {}
        }
    };
    tokio::time::timeout(PATIENCE, shown).await.expect("the operator sees it");
    let found = "query($query: String!) { search(query: $query) { totalCount } }";
    let count = board.data(found, json!({ "query": UNSENT })).await;
    assert_eq!(count["search"]["totalCount"], 0);

    // While it runs, with its write-ahead log, and after its end.
    let folders = || [Some(installation.start.data.as_path()), database.folder()].into_iter();
    let find = |text: &str| folders().flatten().find_map(|folder| holds(folder, text));
    assert_eq!(find(UNSENT), None);
    assert!(database.folder().is_none() || find(SENT).is_some(), "what is sent is found");
    assert!(std::fs::metadata(&log).is_ok_and(|log| log.len() > 0), "the log is looked at");
    assert!(server.terminate().success());
    assert_eq!(find(UNSENT), None);
    let store = database.open().await;
    let tables = store.read(contents).await.expect("the tables can be read");
    let is_in_a_table = |text: &str| tables.values().any(|table| table.rows.contains(text));
    assert!(is_in_a_table(SENT) && !is_in_a_table(UNSENT));
    store.close().await;
}
