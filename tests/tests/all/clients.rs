//! GraphQL clients that others wrote drive the visitor's chat, unmodified, against a real server: it
//! starts, is answered, loses its line, comes back and has every message once.

use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    programs::{node, python},
};

fn chats_through(program: impl Fn(&[&str]) -> String, arguments: &[&str], said: &str) {
    let installation = Installation::new();
    let token = installation.admin_token("ada");
    let server = installation.serve();
    let url = server.url("");
    let printed = program(&[arguments, &[url.as_str(), WEB_CHANNEL, token.as_str()]].concat());
    assert!(printed.contains(said), "{arguments:?} says {printed:?}");
    assert!(server.terminate().success(), "the server ends in order");
}

#[test]
fn npm_graphql_ws() {
    chats_through(node, &["chat.mjs", "graphql-ws"], "graphql-ws: 5 messages");
}

#[test]
fn npm_graphql_sse() {
    chats_through(node, &["chat.mjs", "graphql-sse"], "graphql-sse: 5 messages");
}

#[test]
fn npm_urql_with_a_socket() {
    chats_through(node, &["chat.mjs", "urql"], "urql: 5 messages");
}

#[test]
fn npm_urql_by_fetch_alone() {
    chats_through(node, &["chat.mjs", "urql-fetch"], "urql-fetch: 5 messages");
}

#[test]
fn npm_apollo_client() {
    chats_through(node, &["chat.mjs", "apollo"], "apollo: 5 messages");
}

#[test]
fn python_gql_over_http() {
    chats_through(python, &["chat.py", "http"], "gql over http: 2 messages");
}

#[test]
fn python_gql_over_a_socket() {
    chats_through(python, &["chat.py", "websocket"], "gql over websocket: 4 messages");
}
