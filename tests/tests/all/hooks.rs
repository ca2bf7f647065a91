//! Bad input at the hook: a clear refusal or the platform's own answer with the inbound request kept, never
//! an error that makes a platform repeat for ever, and nothing twice.

use axum::body::Body;
use futures::{future::join_all, stream};
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use switchboard_testkit::{
    channels::{HOOK_SECRET, SECRET_HEADER},
    database::{TestDatabase, both_databases},
    shop::{HOOK, Shop, update},
};

const CUSTOMER: i64 = 5_550_004_001;

async fn dead(shop: &Shop) -> Vec<Value> {
    let query = "{ inboundRequests(first: 100) { nodes { id state error method } } }";
    let data = shop.board.data(query, json!({})).await;
    data["inboundRequests"]["nodes"].as_array().expect("a list").clone()
}

#[both_databases]
async fn what_cannot_be_read_is_answered_kept_and_shown(shop: Shop) {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies: [(&str, Vec<u8>); 10] = [
        ("nothing", Vec::new()),
        ("half a JSON", br#"{"update_id": 1, "message": {"#.to_vec()),
        ("no object", b"[1, 2, 3]".to_vec()),
        ("no update_id", br#"{"message": {"text": "x"}}"#.to_vec()),
        ("an update_id in words", br#"{"update_id": "one"}"#.to_vec()),
        ("a message without a chat", br#"{"update_id": 7, "message": {"text": "x"}}"#.to_vec()),
        ("bytes that are no UTF-8", b"{\"update_id\": 8, \"message\": \"\xFF\xFE\"".to_vec()),
        ("bare NULs", vec![0; 64]),
        ("a form", b"update_id=1&text=x".to_vec()),
        ("a hundred thousand brackets", deep.into_bytes()),
    ];
    let before = shop.counts().await;
    for (count, (what, body)) in (1..).zip(&bodies) {
        let (status, answer) = shop.hook(body.clone()).await;
        assert_eq!((status, answer.as_str()), (200, ""), "{what}: the platform's own answer");
        shop.rest().await;
        let dead = dead(&shop).await;
        assert_eq!(dead.len(), count, "{what} is kept");
        assert_eq!(dead[0]["state"], "DEAD", "{what}");
        assert!(dead[0]["error"].as_str().is_some_and(|error| !error.is_empty()), "{what}");
    }
    assert_eq!(shop.counts().await[..3], before[..3], "nothing else came of it");
    shop.customer_writes(CUSTOMER, 71, "still here?").await;
    assert_eq!(shop.newest_chat().await["messages"]["nodes"][0]["body"], "still here?");
}

#[both_databases]
async fn texts_that_no_database_can_hold_are_cleaned(shop: Shop) {
    let raw = update(CUSTOMER, 72, "TEXT").to_string();
    for (number, (written, read)) in (0..).zip([
        (r"half \ud83d a pair", "half \u{fffd} a pair"),
        (r"the other \udc4b half", "the other \u{fffd} half"),
        (r"a \u0000 in it", "a  in it"),
    ]) {
        let body = raw.replace("TEXT", written).replace(": 72", &format!(": {number}"));
        let body = body.replace("800072", &(800_500 + number).to_string());
        let body = body.replace(":72,", &format!(":{},", 80 + number));
        let (status, _) = shop.hook(body).await;
        assert_eq!(status, 200, "{written}");
        shop.rest().await;
        assert_eq!(dead(&shop).await, Vec::<Value>::new(), "{written}");
        let chat = shop.newest_chat().await;
        assert_eq!(chat["messages"]["nodes"][0]["body"], read, "{written}");
    }
}

#[both_databases]
async fn a_slash_behind_the_hook_and_a_byte_order_mark_change_nothing(shop: Shop) {
    let headers = [(SECRET_HEADER.to_owned(), HOOK_SECRET.to_owned())];
    let body = format!("\u{feff}{}", update(CUSTOMER, 74, "from afar"));
    let (status, _) = shop.app.post(&format!("{HOOK}/"), &headers, body).await;
    assert_eq!(status, 200);
    shop.rest().await;
    assert_eq!(shop.newest_chat().await["messages"]["nodes"][0]["body"], "from afar");
}

#[tokio::test]
async fn what_is_not_for_us_is_refused_and_counted() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    shop.app.web_channel("website", None).await;
    let before = shop.counts().await;
    let body = update(CUSTOMER, 73, "let me in").to_string();
    let secret = |value: &str| vec![(SECRET_HEADER.to_owned(), value.to_owned())];
    let app = &shop.app;

    for wrong in ["", "dev_Secret-Token_25", "dev_Secret-Token_2567", "DEV_SECRET-TOKEN_256"] {
        let (status, _) = app.post(HOOK, &secret(wrong), body.clone()).await;
        assert_eq!(status, 401, "the secret {wrong:?}");
    }
    assert_eq!(app.post(HOOK, &[], body.clone()).await.0, 401, "no secret");
    for path in ["/hooks/unknown", "/hooks/website", "/hooks/%00", "/hooks/..%2Ftelegram"] {
        let (status, answer) = app.post(path, &secret("x"), body.clone()).await;
        assert_eq!(status, 404, "{path}: {answer}");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        let (status, _) = app.send(method, HOOK, body.clone()).await;
        assert_eq!(status, 405, "{method}");
    }
    assert_eq!(app.send("GET", HOOK, "").await.0, 401, "GET without a secret");
    let limit = app.app.config.hooks.body_max_bytes;
    let (status, answer) = shop.hook(vec![b' '; limit + 1]).await;
    assert_eq!(status, 413, "{answer}");
    assert!(answer.contains(&limit.to_string()), "the limit is told: {answer}");
    let (status, _) = shop.hook(vec![b' '; limit]).await;
    assert_eq!(status, 200, "the limit itself is taken");

    shop.rest().await;
    let after = shop.counts().await;
    assert_eq!(after[..3], before[..3], "nothing was stored");
    let (_, metrics) = app.send("GET", "/metrics", "").await;
    let metrics = String::from_utf8(metrics).expect("text");
    for (outcome, count) in
        [("rejected", 6), ("unknown_channel", 4), ("too_large", 1), ("accepted", 1)]
    {
        let line = format!("switchboard_hooks_total{{outcome=\"{outcome}\"}} {count}");
        assert!(metrics.contains(&line), "{line} in\n{metrics}");
    }
}

#[tokio::test]
async fn forged_ones_shut_no_genuine_one_out_and_their_bodies_are_not_read() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    let app = &shop.app;
    let forged = 2 * app.app.config.hooks.per_second;
    for _ in 0..forged {
        assert_eq!(app.send("GET", HOOK, "").await.0, 401);
    }
    let half = Body::from_stream(stream::pending::<std::io::Result<Vec<u8>>>());
    assert_eq!(app.post(HOOK, &[], half).await.0, 401, "nobody waits for the body");
    assert_eq!(shop.hook(update(CUSTOMER, 75, "genuine").to_string()).await.0, 200);
    assert_eq!(app.app.bodies.unfinished_bytes(), 0);
    let (_, metrics) = app.send("GET", "/metrics", "").await;
    let metrics = String::from_utf8(metrics).expect("text");
    let rejected = u64::from(forged) + 1;
    for (outcome, count) in
        [("rejected", rejected), ("rate_limited", 0), ("unfinished", 0), ("accepted", 1)]
    {
        let line = format!("switchboard_hooks_total{{outcome=\"{outcome}\"}} {count}");
        assert!(metrics.contains(&line), "{line} in\n{metrics}");
    }
}

#[tokio::test]
async fn a_flood_of_genuine_ones_waits() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    let per_second = shop.app.app.config.hooks.per_second;
    let mut refused = 0;
    for number in 0..per_second + 5 {
        let body = update(CUSTOMER, i64::from(number), "again").to_string();
        refused += usize::from(shop.hook(body).await.0 == 429);
    }
    assert_eq!(refused, 5, "the clock stands still");
}

#[both_databases]
async fn ten_identical_deliveries_at_once_are_one_message(shop: Shop) {
    let body = update(CUSTOMER, 74, "only once").to_string();
    let posts = (0..10).map(|_| shop.hook(body.clone()));
    for (status, _) in join_all(posts).await {
        assert_eq!(status, 200);
    }
    let settling = (0..4).map(|_| shop.app.app.flow.settle());
    for settled in join_all(settling).await {
        settled.expect("the workers come to rest");
    }
    shop.rest().await;
    assert_eq!(shop.counts().await, [1, 1, 1, 0]);
}

#[both_databases]
async fn an_album_of_ten_at_once_is_one_chat_in_the_order_of_the_platform(database: TestDatabase) {
    for seed in 0..3 {
        let database = TestDatabase::of(database.backend()).await;
        let shop = Shop::open(&database).await;
        let mut numbers: Vec<i64> = (0..10).collect();
        numbers.shuffle(&mut StdRng::seed_from_u64(seed));
        let posts = numbers.iter().map(|number| {
            let mut body = update(CUSTOMER, 100 + number, "");
            let message = body["message"].as_object_mut().expect("an object");
            message.remove("text");
            message.insert("caption".to_owned(), json!(format!("picture {number}")));
            message.insert("media_group_id".to_owned(), json!("1357"));
            let file = json!({ "file_id": format!("file{number}"), "file_unique_id": "u",
                "width": 10, "height": 10, "file_size": 100 });
            message.insert("photo".to_owned(), json!([file]));
            shop.hook(body.to_string())
        });
        for (status, _) in join_all(posts).await {
            assert_eq!(status, 200);
        }
        shop.rest().await;
        let chat = shop.newest_chat().await;
        let messages = shop.messages(chat["id"].as_str().expect("a chat")).await;
        let captions: Vec<&str> =
            messages.iter().filter_map(|message| message["body"].as_str()).collect();
        let expected: Vec<String> = (0..10).map(|number| format!("picture {number}")).collect();
        assert_eq!(captions, expected, "order {numbers:?}");
        assert_eq!(shop.counts().await[..3], [1, 1, 10]);
    }
}
