//! The network of a case: every request is kept, every answer comes from the script.

use super::Interrupt;
use async_trait::async_trait;
use futures::StreamExt;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use switchboard_host::network::{
    HttpBody, HttpFailure, HttpPart, HttpPartValue, HttpPort, HttpRequest, HttpResponse,
};
use switchboard_model::connector::BlobStream;

/// What the platform answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// A whole response.
    Response { status: u16, headers: Vec<(String, Vec<u8>)>, body: Vec<u8> },
    /// No connection: nothing left.
    NoConnection,
    /// The connection broke after the request: it may have arrived.
    NoAnswer,
}

/// The answers of a platform, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub replies: VecDeque<Reply>,
    /// A platform that refuses once refuses again: the last answer is given for ever.
    pub repeats_last: bool,
}

impl Script {
    pub(crate) fn of(replies: impl IntoIterator<Item = Reply>, repeats_last: bool) -> Self {
        Self { replies: replies.into_iter().collect(), repeats_last }
    }

    fn next(&mut self) -> Option<Reply> {
        if self.repeats_last && self.replies.len() == 1 {
            return self.replies.front().cloned();
        }
        self.replies.pop_front()
    }
}

/// A request that left, with its secrets.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recorded {
    pub method: String,
    /// The path, with the query behind a `?`.
    pub target: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: RecordedBody,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RecordedBody {
    Bytes(Vec<u8>),
    Multipart(Vec<RecordedPart>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecordedPart {
    pub name: String,
    pub file: Option<String>,
    pub mime: Option<String>,
    pub bytes: Vec<u8>,
}

/// The scripted network.
#[derive(Debug)]
pub(crate) struct Network {
    script: Mutex<Script>,
    requests: Mutex<Vec<Recorded>>,
    interrupt: Arc<Interrupt>,
}

impl Network {
    pub(crate) fn new(interrupt: Arc<Interrupt>) -> Self {
        Self { script: Mutex::default(), requests: Mutex::default(), interrupt }
    }

    /// Starts over with a script.
    pub(crate) fn start(&self, script: Script) {
        *lock(&self.script) = script;
        lock(&self.requests).clear();
    }

    /// What left since the start.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        lock(&self.requests).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl HttpPort for Network {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        let url = &request.url;
        let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
        let recorded = Recorded {
            method: request.method.clone(),
            target: format!("{}{query}", url.path()),
            headers: request.headers.clone(),
            body: body(request.body).await?,
        };
        lock(&self.requests).push(recorded);
        self.interrupt.pass().await;
        let reply = lock(&self.script).next();
        match reply {
            Some(Reply::Response { status, headers, body }) => {
                Ok(HttpResponse::whole(status, headers, body))
            }
            Some(Reply::NoConnection) => Err(HttpFailure::NotSent("no connection".into())),
            Some(Reply::NoAnswer) => Err(HttpFailure::MaybeSent("the connection broke".into())),
            None => Err(HttpFailure::NotSent("the case has no answer for this request".into())),
        }
    }
}

async fn body(body: HttpBody) -> Result<RecordedBody, HttpFailure> {
    Ok(match body {
        HttpBody::Empty => RecordedBody::Bytes(vec![]),
        HttpBody::Bytes(bytes) => RecordedBody::Bytes(bytes),
        HttpBody::Stream(stream, _) => RecordedBody::Bytes(whole(stream).await?),
        HttpBody::Multipart(parts) => {
            let mut recorded = vec![];
            for part in parts {
                recorded.push(self::part(part).await?);
            }
            RecordedBody::Multipart(recorded)
        }
    })
}

async fn part(part: HttpPart) -> Result<RecordedPart, HttpFailure> {
    let bytes = match part.value {
        HttpPartValue::Bytes(bytes) => bytes,
        HttpPartValue::Stream(stream, _) => whole(stream).await?,
    };
    Ok(RecordedPart { name: part.name, file: part.file, mime: part.mime, bytes })
}

async fn whole(mut stream: BlobStream) -> Result<Vec<u8>, HttpFailure> {
    let mut bytes = vec![];
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| HttpFailure::MaybeSent(error.to_string()))?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
