//! GraphQL over WebSocket, subprotocol `graphql-transport-ws`.
//!
//! Protocol: graphql-ws `PROTOCOL.md`. One task reads and writes a socket; every operation is a task
//! of its own, so that a slow one delays nobody.

mod close;
mod connection;
mod farewell;
mod initiation;
mod message;
mod operation;
mod outbox;
mod queue;
mod writer;

use std::sync::Arc;

use axum::{
    extract::{
        FromRequestParts, Request, State,
        ws::{WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use http::{
    HeaderValue, StatusCode,
    header::{SEC_WEBSOCKET_PROTOCOL, UPGRADE},
};

use crate::{
    accept::Form, answer, refusal::Refusal, request_id::RequestId, shared::Shared, status::Reason,
};
use close::Close;

const PROTOCOL: &str = "graphql-transport-ws";

/// Answers a request to the endpoint's socket address.
pub(crate) async fn upgrade(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let id = RequestId::from_headers(&parts.headers);
    let refuse = |refusal| answer::refuse(&shared, &id, Form::Json, &refusal);
    let Ok(mut upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        let message = format!("Connect here with a WebSocket and the subprotocol {PROTOCOL}.");
        let mut response = refuse(Refusal::new(Reason::UpgradeRequired, message));
        response.headers_mut().insert(UPGRADE, HeaderValue::from_static("websocket"));
        return response;
    };
    let ticket = match shared.registry.enter() {
        Ok(ticket) => ticket,
        Err(refusal) => return refuse(refusal),
    };
    let limits = &shared.limits;
    upgrade = upgrade
        .read_buffer_size(limits.read_buffer_bytes)
        .write_buffer_size(limits.write_buffer_bytes)
        .max_message_size(limits.message_bytes)
        .max_frame_size(limits.message_bytes);
    shared.metrics.answered(StatusCode::SWITCHING_PROTOCOLS);
    if !is_offered(&upgrade) {
        // A client whose offer is not answered fails in the handshake and never learns why. So one of
        // its own words is echoed, and the close code tells.
        let first = parts.headers.get(SEC_WEBSOCKET_PROTOCOL).and_then(first_protocol);
        if let Some(word) = first {
            upgrade.set_selected_protocol(word);
        }
        let shared = Arc::clone(&shared);
        return upgrade.on_upgrade(async move |socket: WebSocket| {
            let _ticket = ticket;
            farewell::turn_away(&shared, socket, Close::unknown_protocol()).await;
        });
    }
    upgrade.protocols([PROTOCOL]).on_upgrade(move |socket| {
        let connection = connection::Connection::new(shared, id, parts, ticket);
        connection.run(socket)
    })
}

fn is_offered(upgrade: &WebSocketUpgrade) -> bool {
    upgrade.requested_protocols().any(|word| word.as_bytes() == PROTOCOL.as_bytes())
}

fn first_protocol(offer: &HeaderValue) -> Option<HeaderValue> {
    let first = offer.as_bytes().split(|byte| *byte == b',').next()?.trim_ascii();
    HeaderValue::from_bytes(first).ok().filter(|word| !word.is_empty())
}
