//! GraphQL over HTTP: methods, media types, bodies and statuses.

use serde_json::{Value, json};
use switchboard_transport::{ConnectionLimits, Limits, Settings};

use crate::support::{TestServer, code};

const HELLO: &str = r#"{"query":"{ hello }"}"#;

#[tokio::test]
async fn the_answer_has_the_form_that_was_asked_for() {
    let server = TestServer::start().await;
    for (accept, expected) in [
        ("application/graphql-response+json", "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
        (
            "application/json;q=0.4, application/graphql-response+json;q=0.6",
            "application/graphql-response+json; charset=utf-8",
        ),
        ("text/event-stream", "text/event-stream"),
    ] {
        let response = server.post_for(accept, HELLO).send().await.unwrap();
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(response.headers()["content-type"], expected, "{accept}");
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
    let response = server
        .http
        .post(server.url())
        .header("content-type", "application/json")
        .header("accept", "image/png")
        .body(HELLO)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 406);
    assert_eq!(code(&response.json().await.unwrap()), "NOT_ACCEPTABLE");
    assert_eq!(server.counts.resolved(), 5, "the refused one was not executed");
}

#[tokio::test]
async fn a_slash_behind_the_path_a_mark_and_a_cut_emoji_change_nothing() {
    let server = TestServer::start().await;
    let body = "\u{feff}{\"query\":\"query q($n: String) { hello(name: $n) }\",\
         \"variables\":{\"n\":\"b\\ud83d\"}}";
    for url in [server.url(), format!("{}/", server.url())] {
        let request = server.http.post(&url).header("content-type", "application/json");
        let answer: Value = request.body(body).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["data"]["hello"], "Hello, b\u{fffd}!", "{url}");
    }
}

#[tokio::test]
async fn get_is_for_queries_only() {
    let server = TestServer::start().await;
    let get = async |parameters: &[(&str, &str)]| {
        let accept = "application/graphql-response+json";
        server.get(parameters).header("accept", accept).send().await.unwrap()
    };
    let named = "query a { hello(name: \"a\") } query b { hello(name: \"b\") } mutation c { save }";
    let response = get(&[("query", "{ hello }")]).await;
    assert_eq!(response.status(), 200);
    let parameters = [("query", named), ("operationName", "b")];
    let answer: Value = get(&parameters).await.json().await.unwrap();
    assert_eq!(answer["data"]["hello"], "Hello, b!");
    let variables =
        &[("query", "query q($n: String) { hello(name: $n) }"), ("variables", "{\"n\":\"c\"}")];
    let answer: Value = get(variables).await.json().await.unwrap();
    assert_eq!(answer["data"]["hello"], "Hello, c!");
    for parameters in
        [vec![("query", "mutation { save }")], vec![("query", named), ("operationName", "c")]]
    {
        let response = get(&parameters).await;
        assert_eq!(response.status(), 405);
        assert_eq!(response.headers()["allow"], "POST");
    }
    let response = server.http.delete(server.url()).send().await.unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "GET, POST");
    assert_eq!(server.counts.mutated(), 0);
}

#[tokio::test]
async fn bodies_that_a_page_can_send_unasked_are_refused() {
    let server = TestServer::start().await;
    let mutation = r#"{"query":"mutation { save }"}"#;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/graphql",
        "",
    ] {
        let response = server
            .http
            .post(server.url())
            .header("content-type", media_type)
            .body(mutation)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 415, "{media_type}");
    }
    let zipped = server.post(mutation).header("content-encoding", "gzip").send().await.unwrap();
    assert_eq!(zipped.status(), 415);
    assert_eq!(server.counts.mutated(), 0);
    let utf8 = server.post(mutation).header("content-type", "Application/JSON; charset=\"UTF-8\"");
    assert_eq!(utf8.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn malformed_bodies_are_refused_in_plain_words() {
    let server = TestServer::start().await;
    for (body, expected) in [
        ("", "BAD_REQUEST"),
        ("{ \"query\":", "BAD_REQUEST"),
        ("\"{ hello }\"", "BAD_REQUEST"),
        (r#"{"query":"{ hello }","variables":"x"}"#, "BAD_REQUEST"),
        (r#"{"query":"{ hello(name: \"\u0000\") }"}"#, "BAD_REQUEST"),
        (r#"{"query":"{ hello(name: \"\\u0000\") }"}"#, "BAD_REQUEST"),
        (r#"{"query":"{ hello }","variables":{"a":{"b":["\u0000"]}}}"#, "BAD_REQUEST"),
        (r#"[{"query":"{ hello }"},{"query":"{ hello }"}]"#, "BATCHING_NOT_SUPPORTED"),
        ("[]", "BATCHING_NOT_SUPPORTED"),
    ] {
        for accept in ["application/json", "application/graphql-response+json"] {
            let response = server.post_for(accept, body).send().await.unwrap();
            assert_eq!(response.status(), 400, "{body}");
            let answer: Value = response.json().await.unwrap();
            assert_eq!(code(&answer), expected, "{answer}");
            let message = answer["errors"][0]["message"].as_str().unwrap();
            assert!(!message.contains("Error(") && !message.contains("::"), "{message}");
            assert!(answer.get("data").is_none());
        }
    }
    let not_utf8 = server.post("").body(b"{\"query\":\"\xff\"}".to_vec()).send().await.unwrap();
    assert_eq!(not_utf8.status(), 400);
    assert_eq!(server.counts.resolved(), 0);
}

#[tokio::test]
async fn request_errors_have_the_status_of_their_form() {
    let server = TestServer::start().await;
    let unknown = json!({ "query": "query a { hello } query b { hello }", "operationName": "c" });
    let absent = json!({ "query": "query q($n: String!) { hello(name: $n) }" });
    let null =
        json!({ "query": "query q($n: String!) { hello(name: $n) }", "variables": { "n": null } });
    for (body, expected) in [
        (json!({ "query": "{ hello" }), "GRAPHQL_PARSE_FAILED"),
        (json!({ "query": "{ nothing }" }), "GRAPHQL_VALIDATION_FAILED"),
        (json!({ "query": "query a { hello } query b { hello }" }), "GRAPHQL_VALIDATION_FAILED"),
        (unknown, "GRAPHQL_VALIDATION_FAILED"),
        (absent, "BAD_USER_INPUT"),
        (null, "BAD_USER_INPUT"),
    ] {
        for (accept, status) in
            [("application/graphql-response+json", 400), ("application/json", 200)]
        {
            let response = server.post_for(accept, body.to_string()).send().await.unwrap();
            assert_eq!(response.status(), status, "{body} as {accept}");
            let answer: Value = response.json().await.unwrap();
            assert_eq!(code(&answer), expected, "{answer}");
            assert!(answer.get("data").is_none(), "{answer}");
        }
    }
    assert_eq!(server.counts.resolved(), 0);
}

#[tokio::test]
async fn errors_of_resolvers_keep_the_data_beside_them() {
    let server = TestServer::start().await;
    let (status, answer) = server.ask("{ hello fails }").await;
    assert_eq!(status, 200);
    assert_eq!(answer["data"], json!({ "hello": "Hello, world!", "fails": null }));
    assert_eq!(answer["errors"][0]["path"], json!(["fails"]));
    let (status, answer) = server.ask("{ panics }").await;
    assert_eq!((status, code(&answer)), (500, "INTERNAL"));
    assert!(!answer.to_string().contains("as this test wants"), "the cause stays in the log");
}

#[tokio::test]
async fn a_request_is_known_by_its_id_everywhere() {
    let server = TestServer::start().await;
    let body = r#"{"query":"{ requestId }"}"#;
    let given = server.post(body).header("x-request-id", "trace-7").send().await.unwrap();
    assert_eq!(given.headers()["x-request-id"], "trace-7");
    let answer: Value = given.json().await.unwrap();
    assert_eq!(answer["data"]["requestId"], "trace-7");
    assert_eq!(answer["extensions"]["requestId"], "trace-7");
    let made = server.post(body).header("x-request-id", "a b").send().await.unwrap();
    let id = made.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(id.len(), 32);
    let answer: Value = made.json().await.unwrap();
    assert_eq!(answer["extensions"]["requestId"], Value::from(id));
    let refused: Value = server.post("{").send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["extensions"]["requestId"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn who_may_not_come_in_is_told_by_the_status() {
    let server = TestServer::start().await;
    for (person, status, expected) in [
        ("stranger", 401, "UNAUTHENTICATED"),
        ("banned", 403, "FORBIDDEN"),
        ("unknowable", 500, "INTERNAL"),
    ] {
        for accept in ["application/json", "text/event-stream"] {
            let request = server.post_for(accept, HELLO).header("x-person", person);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), status, "{person}");
            let answer: Value = response.json().await.unwrap();
            assert_eq!(code(&answer), expected);
            assert!(!answer.to_string().contains("database"), "{answer}");
        }
    }
    assert_eq!(server.counts.resolved(), 0);
    let response = server.post(r#"{"query":"{ who }"}"#).header("x-person", "ana").send().await;
    let answer: Value = response.unwrap().json().await.unwrap();
    assert_eq!(answer["data"]["who"], "ana");
}

#[tokio::test]
async fn headers_of_resolvers_reach_the_client() {
    let server = TestServer::start().await;
    let response = server.post(r#"{"query":"mutation { signIn }"}"#).send().await.unwrap();
    assert_eq!(response.headers()["set-cookie"], "session=1; HttpOnly");
}

#[tokio::test]
async fn graphiql_is_there_only_when_switched_on() {
    let page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let server = TestServer::start().await;
    let response = server.http.get(server.url()).header("accept", page).send().await.unwrap();
    assert_eq!(response.status(), 400);
    let file = server.http.get(format!("{}/graphiql/start.js", server.url())).send().await.unwrap();
    assert_eq!(file.status(), 404);
    let settings = Settings { graphiql: true, ..Settings::default() };
    let server =
        TestServer::with_all(Limits::default(), settings, ConnectionLimits::default()).await;
    for address in [server.url(), format!("{}/", server.url())] {
        let response = server.http.get(&address).header("accept", page).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let text = response.text().await.unwrap();
        assert!(text.contains("x-switchboard-csrf"), "{text}");
        assert!(!text.contains("//") && !policy.contains("//"), "it asks nobody else: {text}");
        let sources = text.split(['"']).filter(|part| part.contains("graphiql/"));
        let sources: Vec<_> = sources.map(str::to_owned).collect();
        assert_eq!(sources.len(), 5, "{text}");
        for source in sources {
            let source = url::Url::parse(&address).unwrap().join(&source).unwrap();
            let file = server.http.get(source.clone()).send().await.unwrap();
            assert_eq!(file.status(), 200, "{source}");
            let media_type = file.headers()["content-type"].to_str().unwrap();
            assert!(media_type.starts_with("text/"), "{source}: {media_type}");
            assert!(!file.bytes().await.unwrap().is_empty(), "{source}");
        }
    }
    let data = server.get(&[("query", "{ hello }")]).send().await.unwrap();
    assert_eq!(data.headers()["content-type"], "application/json; charset=utf-8");
}

#[tokio::test]
async fn a_document_is_sent_as_its_hash_once_somebody_has_sent_it_whole() {
    // The SHA-256 of `{ hello }`.
    const HASH: &str = "001c3174e099bd72b729d0c0a529ba9f5a740c446e2a6e1d71b283cb84ec3065";
    let server = TestServer::start().await;
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": HASH } });
    let short = json!({ "extensions": extensions }).to_string();
    let whole = json!({ "query": "{ hello }", "extensions": extensions }).to_string();
    let ask = async |body: &str| -> Value {
        server.post(body).send().await.unwrap().json().await.unwrap()
    };
    let unknown = ask(&short).await;
    assert_eq!(code(&unknown), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(unknown["errors"][0]["message"], "PersistedQueryNotFound");
    let answer = ask(&whole).await;
    assert!(answer["data"]["hello"].is_string(), "{answer}");
    assert_eq!(ask(&short).await["data"], answer["data"]);
    let extensions = extensions.to_string();
    let by_get = server.get(&[("extensions", extensions.as_str())]).send().await.unwrap();
    assert_eq!(by_get.json::<Value>().await.unwrap()["data"], answer["data"]);
    for wrong in [
        json!({ "query": "{ other }", "extensions": { "persistedQuery": { "version": 1, "sha256Hash": HASH } } }),
        json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": HASH } } }),
        json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "ab" } } }),
        json!({ "extensions": { "persistedQuery": 1 } }),
    ] {
        assert_eq!(code(&ask(&wrong.to_string()).await), "BAD_REQUEST", "{wrong}");
    }
}
