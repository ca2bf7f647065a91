//! Search over the whole server: findable one round after the commit, trimmed by permissions, in step with
//! edits and deletions, and never away while the index is made again.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use switchboard_testkit::{
    app::TestApp,
    database::both_databases,
    graphql::Client,
    shop::{Shop, update},
};

const CUSTOMER: i64 = 5_550_005_001;
const QUERY: &str = "query($query: String!, $first: Int, $after: String) { \
    search(query: $query, first: $first, after: $after) { \
    edges { cursor highlights { start length } node { __typename \
    ... on Message { id body } ... on Note { id body } ... on Contact { id name } \
    ... on Chat { id subject } } } \
    pageInfo { hasNextPage endCursor } totalCount indexedThrough } }";

async fn page(client: &Client, query: &str, first: usize, after: Option<&str>) -> Value {
    let variables = json!({ "query": query, "first": first, "after": after });
    client.data(QUERY, variables).await["search"].clone()
}

async fn found(client: &Client, query: &str) -> Vec<Value> {
    page(client, query, 50, None).await["edges"].as_array().expect("a list").clone()
}

/// The texts of the messages and notes that are found.
async fn bodies(client: &Client, query: &str) -> Vec<Value> {
    found(client, query).await.into_iter().map(|mut hit| hit["node"]["body"].take()).collect()
}

/// The words of a text that a hit marks.
fn marked(hit: &Value, field: &str) -> Vec<String> {
    let text: Vec<u16> = hit["node"][field].as_str().expect("a text").encode_utf16().collect();
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let marks = hit["highlights"].as_array().expect("a list").iter();
    marks
        .map(|mark| {
            let start = number(&mark["start"]);
            String::from_utf16(&text[start..start + number(&mark["length"])])
                .expect("whole letters")
        })
        .collect()
}

/// F14.
#[both_databases]
async fn one_round_after_the_commit_it_is_found_and_marked(shop: Shop) {
    shop.app.settle().await;
    let text = "👋🏽 Where is my BLUE teapot? The teapots of Київ are blue.";
    shop.hook(update(CUSTOMER, 81, text).to_string()).await;
    shop.app.app.flow.settle().await.expect("at rest");
    assert!(shop.app.app.search.advance().await.expect("it follows") > 0);
    let hits = found(&shop.board, "blue teapot").await;
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["node"]["body"], text);
    let marked = marked(&hits[0], "body");
    assert!(
        marked.contains(&"BLUE".to_owned()) && marked.contains(&"teapot".to_owned()),
        "{marked:?}"
    );
    assert_eq!(found(&shop.board, "київ").await.len(), 1, "in every script");

    let chat = shop.newest_chat().await;
    let note = json!({ "chatId": chat["id"], "body": "wants a saucer as well" });
    shop.board.change("noteCreate", note, "note { id }").await;
    shop.app.log_shows_all().await;
    shop.app.app.search.advance().await.expect("it follows");
    let hits = found(&shop.board, "saucer").await;
    assert_eq!(hits[0]["node"]["__typename"], "Note");
    let hits = found(&shop.board, "customer").await;
    assert!(hits.iter().any(|hit| hit["node"]["__typename"] == "Contact"), "{hits:?}");
}

#[both_databases]
async fn what_was_changed_or_taken_back_is_not_found_any_more(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 81, "an aubergine please").await;
    let mut edited = update(CUSTOMER, 81, "a zucchini please");
    let message = edited["message"].take();
    edited = json!({ "update_id": 900_001, "edited_message": message });
    edited["edited_message"]["edit_date"] = json!(1_764_003_000);
    assert_eq!(found(&shop.board, "aubergine").await.len(), 1);
    shop.hook(edited.to_string()).await;
    shop.rest().await;
    assert_eq!(found(&shop.board, "aubergine").await, Vec::<Value>::new());
    assert_eq!(found(&shop.board, "zucchini").await.len(), 1);

    let reply = shop.replies(&chat, json!({ "body": "we have rutabaga" })).await;
    shop.rest().await;
    assert_eq!(found(&shop.board, "rutabaga").await.len(), 1);
    let input = json!({ "messageId": reply["id"] });
    shop.board.change("messageDelete", input, "message { id }").await;
    shop.rest().await;
    assert_eq!(found(&shop.board, "rutabaga").await, Vec::<Value>::new());
}

/// F14.
#[both_databases]
async fn a_label_narrows_the_search_to_the_chats_that_have_it(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 81, "a kettle please").await;
    shop.customer_writes(CUSTOMER + 1, 82, "another kettle please").await;
    let made = shop.board.change("labelCreate", json!({ "name": "Late payment" }), "label { id }");
    let label = made.await["label"]["id"].clone();
    let mark = json!({ "chatId": chat, "labelId": label });
    shop.board.change("chatLabel", mark.clone(), "chat { labels { name } }").await;
    assert_eq!(found(&shop.board, "kettle").await.len(), 2);
    let with_label = bodies(&shop.board, "kettle label:\"late payment\"").await;
    assert_eq!(with_label, ["a kettle please"]);
    let without = bodies(&shop.board, "kettle -label:\"LATE PAYMENT\"").await;
    assert_eq!(without, ["another kettle please"]);

    let input = json!({ "labelId": label, "name": "Overdue" });
    shop.board.change("labelUpdate", input, "label { id }").await;
    let hits = found(&shop.board, "label:overdue").await;
    let mut kinds: Vec<&str> =
        hits.iter().filter_map(|hit| hit["node"]["__typename"].as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["Chat", "Message"], "by its new name at once");
    let query = json!({ "query": "label:\"late payment\"" });
    let answer = shop.board.send(QUERY, query).await.body;
    let message = answer["errors"][0]["message"].as_str().expect("a refusal");
    assert!(message.contains("there is no label"), "{message}");

    shop.board.change("chatUnlabel", mark, "chat { id }").await;
    assert_eq!(found(&shop.board, "kettle label:overdue").await, Vec::<Value>::new());
}

/// F14, F50, F54: asked of the chats as they are now, before the index has followed.
#[both_databases]
async fn a_search_narrows_to_chats_that_are_like_something_now(shop: Shop) {
    let mut german = update(CUSTOMER, 81, "a kettle please");
    german["message"]["from"]["language_code"] = json!("de");
    shop.hook(german.to_string()).await;
    shop.rest().await;
    let chat = shop.newest_chat().await;
    let (chat, contact) = (chat["id"].clone(), chat["contact"]["id"].clone());
    shop.customer_writes(CUSTOMER + 1, 82, "another kettle please").await;
    let ann = shop.app.operator("Ann", "Operator", &[]).await;
    let role = json!({ "key": "merchant", "name": "Big shops" });
    shop.board.change("contactRoleCreate", role, "contactRole { id }").await;
    let kind = json!({ "key": "payment", "name": "Payment" });
    let made = shop.board.change("referenceKindCreate", kind, "referenceKind { id }").await;
    let kind = made["referenceKind"]["id"].clone();
    for (mutation, input) in [
        ("chatUpdate", json!({ "chatId": chat, "priority": "URGENT" })),
        ("chatAssign", json!({ "chatId": chat, "operatorId": ann.operator_id.to_string() })),
        (
            "chatSetReference",
            json!({ "chatId": chat, "referenceKindId": kind, "externalId": "PAY 7" }),
        ),
    ] {
        shop.board.change(mutation, input, "chat { id }").await;
    }
    let input = json!({ "contactId": contact, "role": "merchant" });
    shop.board.change("contactUpdate", input, "contact { id }").await;

    let is_held = async |is_settled: bool| {
        for (of_first, is_on_board) in [
            ("priority:urgent", true),
            ("operator:ann", true),
            ("operator:ann@example.org", true),
            ("status:new status:active", true),
            ("ref:\"PAY 7\"", false),
            ("role:merchant", true),
            ("role:\"big shops\" lang:de", true),
        ] {
            let is_one = !of_first.starts_with("status");
            let answers = shop.app.app.board.metrics().answers.get();
            let found = bodies(&shop.board, &format!("kettle {of_first}")).await;
            let of_board = shop.app.app.board.metrics().answers.get() - answers;
            assert!(of_board > 0 || !is_settled || !is_on_board, "{of_first}: of the board");
            assert!(of_board == 0 || is_settled, "{of_first}: the board is behind");
            assert!(found.contains(&json!("a kettle please")), "{of_first}: {found:?}");
            assert_eq!(found.len(), if is_one { 1 } else { 2 }, "{of_first}: {found:?}");
            if is_one && !of_first.contains(' ') {
                let others = bodies(&shop.board, &format!("kettle -{of_first}")).await;
                assert_eq!(others, ["another kettle please"], "-{of_first}");
            }
        }
    };
    is_held(false).await;
    shop.rest().await;
    shop.app.log_shows_all().await;
    shop.app.settle().await;
    is_held(true).await;
    let of_channel = bodies(&shop.board, "kettle channel:\"shop bot\"").await;
    assert_eq!(of_channel.len(), 2);
    assert_eq!(bodies(&shop.board, "kettle -channel:\"shop bot\"").await, Vec::<Value>::new());
    assert_eq!(bodies(&shop.board, "kettle ref:PAY-8").await, Vec::<Value>::new());

    for (query, told) in [
        ("kettle operator:nobody", "there is no operator"),
        ("kettle channel:nowhere", "there is no channel"),
        ("kettle role:none", "there is no contact role"),
        ("kettle status:done", "takes one of"),
    ] {
        let answer = shop.board.send(QUERY, json!({ "query": query })).await.body;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "INVALID", "{query}: {answer:#}");
        assert!(error["message"].as_str().is_some_and(|text| text.contains(told)), "{error}");
    }
}

/// F14, F50, F105: what is said of a chat finds the chat itself, until it is said no more.
#[both_databases]
async fn a_chat_itself_is_found_by_what_is_said_of_it(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 81, "hello").await;
    shop.customer_writes(CUSTOMER + 1, 82, "hello too").await;
    let found_by = async |query: &str| -> Vec<Value> {
        shop.app.log_shows_all().await;
        shop.app.settle().await;
        let hits = found(&shop.board, query).await;
        let is_chat = |hit: &Value| hit["node"]["__typename"] == "Chat";
        assert!(hits.iter().all(is_chat), "{query}: {hits:?}");
        hits.iter().map(|hit| hit["node"]["id"].clone()).collect()
    };
    let kind = json!({ "key": "payment", "name": "Payment" });
    let made = shop.board.change("referenceKindCreate", kind, "referenceKind { id }").await;
    let about = json!({
        "chatId": chat, "referenceKindId": made["referenceKind"]["id"], "externalId": "PAY-90817",
    });
    let mut titled = about.clone();
    titled["title"] = json!("Autumn refund");
    let made = shop.board.change(
        "closeReasonCreate",
        json!({ "name": "Sent again" }),
        "closeReason { id }",
    );
    let closed = json!({ "chatId": chat, "closeReasonId": made.await["closeReason"]["id"] });
    let example = json!({ "chatId": chat, "title": "Broken lids", "solution": "Send porcelain." });
    for (mutation, input) in [
        ("chatUpdate", json!({ "chatId": chat, "subject": "A teapot without its lid" })),
        ("chatSetReference", titled),
        ("chatClose", closed),
        ("chatSetExample", example),
    ] {
        shop.board.change(mutation, input, "chat { id }").await;
    }
    let query = "query($id: ID!) { chat(id: $id) { number } }";
    let number = shop.board.data(query, json!({ "id": chat })).await["chat"]["number"].clone();
    let said = ["teapot", "PAY-90817", "pay90817", "autumn refund", "broken lids", "porcelain"];
    for query in said {
        assert_eq!(found_by(query).await, [json!(chat)], "{query}");
        assert_eq!(found_by(&format!("{query} status:new")).await, Vec::<Value>::new(), "{query}");
    }
    assert_eq!(found_by(&format!("#{number} ")).await, [json!(chat)]);
    let hits = found(&shop.board, "teapot").await;
    assert_eq!(marked(&hits[0], "subject"), ["teapot"]);
    let of_kind = "query($query: String!, $kind: SearchKind!) { \
        search(query: $query, kinds: [$kind]) { totalCount } }";
    for (kind, count) in [("CHAT", 1), ("MESSAGE", 0)] {
        let variables = json!({ "query": "teapot", "kind": kind });
        let page = shop.board.data(of_kind, variables).await;
        assert_eq!(page["search"]["totalCount"], count, "{kind}");
    }

    for (mutation, input) in [
        ("chatUpdate", json!({ "chatId": chat, "subject": null })),
        ("chatClearReference", about),
        ("chatClearExample", json!({ "chatId": chat })),
    ] {
        shop.board.change(mutation, input, "chat { id }").await;
    }
    for query in said {
        assert_eq!(found_by(query).await, Vec::<Value>::new(), "{query}");
    }
    assert_eq!(found_by(&format!("#{number} ")).await, [json!(chat)], "it has a number still");
    let input = json!({ "chatId": chat, "number": number });
    shop.board.change("chatDelete", input, "deletedId").await;
    assert_eq!(found_by(&format!("#{number} ")).await, Vec::<Value>::new());
}

/// F14, F70.
#[both_databases]
async fn a_team_finds_its_own_chats_alone(app: TestApp) {
    let board = app.admin().await;
    let mut clients = Vec::new();
    for team in ["north", "south"] {
        let made = board.change("teamCreate", json!({ "name": team }), "team { id }").await;
        let team_id = made["team"]["id"].as_str().expect("an id").parse().expect("a team's id");
        app.web_channel(team, Some(team_id)).await;
        let operator = app.operator(team, "Operator", &[team_id]).await;
        clients.push(app.client_of(&operator).await);
        let visitor = app.visitor(team).await;
        let input =
            json!({ "body": format!("the compass points {team}"), "clientMutationId": team });
        visitor.change("messageWrite", input, "message { id }").await;
    }
    app.settle().await;
    assert_eq!(found(&board, "compass").await.len(), 2, "the admin finds all");
    for (client, team) in clients.iter().zip(["north", "south"]) {
        let bodies = bodies(client, "compass").await;
        assert_eq!(bodies, [format!("the compass points {team}")]);
    }
    assert_eq!(
        page(&clients[0], "south", 10, None).await["edges"],
        json!([]),
        "not even hinted at"
    );
}

#[both_databases]
async fn pages_are_whole_and_a_rebuild_takes_nothing_away(shop: Shop) {
    for number in 0..25 {
        let body = update(CUSTOMER + number % 3, 200 + number, &format!("job number {number}"));
        shop.hook(body.to_string()).await;
    }
    shop.rest().await;

    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    let mut sizes = Vec::new();
    loop {
        let page = page(&shop.board, "job", 10, after.as_deref()).await;
        assert_eq!(page["totalCount"], 25);
        let edges = page["edges"].as_array().expect("a list");
        sizes.push(edges.len());
        for edge in edges {
            let id = edge["node"]["id"].as_str().expect("an id").to_owned();
            assert!(seen.insert(id), "no hit comes twice");
        }
        assert_eq!(page["pageInfo"]["endCursor"], edges.last().expect("a hit")["cursor"]);
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
    }
    assert_eq!((seen.len(), sizes), (25, vec![10, 10, 5]));

    let rebuilding = tokio::spawn({
        let search = std::sync::Arc::clone(&shop.app.app.search);
        async move {
            let mut counts = Vec::new();
            for _ in 0..3 {
                counts.push(search.rebuild().await.expect("it is made again"));
            }
            counts
        }
    });
    let mut searches = 0;
    while !rebuilding.is_finished() {
        assert_eq!(found(&shop.board, "job").await.len(), 25, "while it is made again");
        searches += 1;
    }
    let counts = rebuilding.await.expect("no panic");
    assert!(searches > 0 && counts.iter().all(|count| *count == 25 + 3 + 3), "{counts:?}");
    assert_eq!(found(&shop.board, "job").await.len(), 25);
    shop.customer_writes(CUSTOMER, 300, "one more job").await;
    assert_eq!(found(&shop.board, "job").await.len(), 26, "and it follows again");
}

#[both_databases]
async fn the_days_of_a_search_begin_where_the_caller_is(shop: Shop) {
    // On the evening of the 24th in London it is the 25th in Tokyo.
    shop.customer_writes(CUSTOMER, 1, "teapot").await;
    let query = "query($query: String!, $timeZone: String) { \
        search(query: $query, timeZone: $timeZone) { totalCount } }";
    for (zone, asked, count) in [
        (Some("Asia/Tokyo"), "teapot after:2025-11-25", 1),
        (Some("Europe/London"), "teapot after:2025-11-25", 0),
        (None, "teapot after:2025-11-25", 0),
        (Some("Asia/Tokyo"), "teapot before:2025-11-25", 0),
        (None, "teapot before:2025-11-25", 1),
    ] {
        let variables = json!({ "query": asked, "timeZone": zone });
        let found = shop.board.data(query, variables).await;
        assert_eq!(found["search"]["totalCount"], count, "{asked} in {zone:?}");
    }
    let variables = json!({ "query": "teapot", "timeZone": "Mars/Olympus" });
    let refused = shop.board.send(query, variables).await.body;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
}
