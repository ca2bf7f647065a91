//! What another site can make a browser send without asking first (forms, plain text, links) changes
//! nothing, even with the operator's cookie; the rows of all tables are counted before and after.

use reqwest::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use switchboard_testkit::{
    installation::Installation,
    process::{Server, Start},
    programs::python,
};
use url::form_urlencoded::Serializer;

const EMAIL: &str = "ada@example.org";
const PASSWORD: &str = "correct horse battery staple";
const CREATE_TEAM: &str = r#"mutation { teamCreate(input: { name: "Stolen" }) { team { id } } }"#;
const START_VISIT: &str =
    r#"mutation { visitStart(input: { channelKey: "website" }) { visit { secret } } }"#;

/// What a form is sent as.
const FORM: &str = "application/x-www-form-urlencoded";

fn form(fields: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn link(url: &str, fields: &[(&str, &str)]) -> String {
    format!("{url}?{}", form(fields))
}

/// The rows of every table.
fn rows(start: &Start) -> Value {
    let file = start.database_url.trim_start_matches("sqlite:");
    serde_json::from_str(&python(&["audit/rows.py", file])).expect("JSON")
}

async fn signed_in(http: &reqwest::Client, server: &Server) -> String {
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    let answer = http.post(server.url("/session")).json(&body).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "the admin signs in");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    cookie.split(';').next().expect("a cookie").to_owned()
}

/// The requests of a foreign page: a name, and the request with what its browser adds.
fn forgeries(http: &reqwest::Client, server: &Server, cookie: &str) -> Vec<(String, Request)> {
    let mut all = Vec::new();
    let mut add = |name: &str, path: &str, request: reqwest::RequestBuilder| {
        let request = request
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, "https://evil.example")
            .header("sec-fetch-site", "cross-site");
        all.push((format!("{name} to {path}"), request.build().expect("a request")));
    };
    let operation = |query: &str| json!({ "query": query }).to_string();
    for (path, query) in [("/graphql", CREATE_TEAM), ("/visitor/graphql", START_VISIT)] {
        let url = server.url(path);
        let post = || http.post(&url);
        let (form, link) = (form(&[("query", query)]), link(&url, &[("query", query)]));
        let kind = (header::CONTENT_TYPE, FORM);
        add("a form", path, post().header(kind.0, kind.1).body(form));
        let text = (header::CONTENT_TYPE, "text/plain");
        add("plain text", path, post().header(text.0.clone(), text.1).body(operation(query)));
        let parts =
            reqwest::multipart::Form::new().text("operations", operation(query)).text("map", "{}");
        add("a form of parts", path, post().multipart(parts));
        add("a body without a type", path, post().body(operation(query)));
        let graphql = (header::CONTENT_TYPE, "application/graphql");
        add("a bare document", path, post().header(graphql.0, graphql.1).body(query));
        add("a link", path, http.get(&link));
        let stream = http.get(&link).header(header::ACCEPT, "text/event-stream");
        add("a link to a stream", path, stream);
        add("a form in a link", path, http.post(&link));
    }
    // JSON needs a preflight; should a browser skip it, the missing header of our own pages tells.
    add(
        "JSON with a cookie alone",
        "/graphql",
        http.post(server.url("/graphql")).json(&json!({ "query": CREATE_TEAM })),
    );
    for (path, body) in [
        ("/session", json!({ "email": EMAIL, "password": PASSWORD })),
        ("/session/oidc", json!({ "code": "123456" })),
        (
            "/setup",
            json!({ "secret": "x", "email": "eve@example.org", "name": "Eve", "password": PASSWORD }),
        ),
    ] {
        let url = server.url(path);
        let fields: Vec<(&str, &str)> = body
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
            .collect();
        add("a form", path, http.post(&url).header(header::CONTENT_TYPE, FORM).body(form(&fields)));
        let text = (header::CONTENT_TYPE, "text/plain");
        add("plain text", path, http.post(&url).header(text.0, text.1).body(body.to_string()));
        // Whether somebody has to set the server up, and by what operators sign in, a link is told.
        if !["/setup", "/session"].contains(&path) {
            add("a link", path, http.get(link(&url, &fields)));
        }
    }
    add("a sign-out", "/session", http.request(Method::DELETE, server.url("/session")));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_changes_nothing() {
    let installation = Installation::new();
    installation.make_admin(EMAIL, PASSWORD);
    let server = installation.serve();
    let http = reqwest::Client::new();
    let cookie = signed_in(&http, &server).await;

    let before = rows(&installation.start);
    for (name, request) in forgeries(&http, &server, &cookie) {
        let answer = http.execute(request).await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        assert!(status.is_client_error(), "{name}: {status} {text}");
    }
    assert_eq!(rows(&installation.start), before, "a foreign page has changed something");

    // The same from the server's own page is done: what was refused above was no empty threat.
    let own = http
        .post(server.url("/graphql"))
        .header(header::COOKIE, &cookie)
        .header("x-switchboard-csrf", "1")
        .json(&json!({ "query": CREATE_TEAM }));
    let body: Value = own.send().await.expect("an answer").json().await.expect("JSON");
    assert!(body["data"]["teamCreate"]["team"]["id"].is_string(), "{body}");
    assert_ne!(rows(&installation.start), before, "the own page changes something");
}
