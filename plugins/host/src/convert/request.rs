//! A stored webhook request on its way into a guest, and the guest's verdict on it.

use super::{ContractViolation, at_to_guest};
use crate::{
    bindings::{
        exports::switchboard::plugin::inbound as guest,
        switchboard::plugin::types::{BytesOrText, Header},
    },
    limits,
};
use switchboard_model::connector::{self, Answer, RawRequest, Verdict};

pub(crate) fn request_to_guest(request: &RawRequest) -> guest::Request {
    let header = |header: &connector::Header| Header {
        name: header.name.to_ascii_lowercase(),
        value: header.value.clone(),
    };
    guest::Request {
        method: request.method.clone(),
        path: request.path.clone(),
        query: request.query.clone(),
        headers: request.headers.iter().map(header).collect(),
        body: match std::str::from_utf8(&request.body) {
            Ok(text) => BytesOrText::Text(text.to_owned()),
            Err(_) => BytesOrText::Bytes(request.body.clone()),
        },
        received_at: at_to_guest(request.received_at),
    }
}

pub(crate) fn verdict_from_guest(verdict: guest::Verdict) -> Result<Verdict, ContractViolation> {
    Ok(match verdict {
        guest::Verdict::Accept(given) => Verdict::Accept(answer(given)?),
        guest::Verdict::ReplyOnly(given) => Verdict::ReplyOnly(answer(given)?),
        guest::Verdict::Reject(given) => Verdict::Reject(answer(given)?),
    })
}

fn answer(answer: guest::Answer) -> Result<Answer, ContractViolation> {
    let is_bounded = answer.body.len() <= limits::ANSWER_MAX_BYTES
        && answer.headers.len() <= limits::HEADERS_MAX
        && answer.headers.iter().all(|header| header.value.len() <= limits::HEADER_MAX_BYTES);
    if !is_bounded || !(200..=599).contains(&answer.status) {
        return Err("an answer has a final HTTP status and at most 64 KiB".into());
    }
    let header = |header: Header| connector::Header { name: header.name, value: header.value };
    Ok(Answer {
        status: answer.status,
        headers: answer.headers.into_iter().map(header).collect(),
        body: answer.body,
    })
}
