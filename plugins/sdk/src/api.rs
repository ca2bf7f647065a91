//! Calls a platform's JSON API and says what its answers mean. Secrets stay with the host: a URL, a
//! header or a template holds `{secret:name}`.

use crate::{
    Host,
    http_types::{Request, Response},
    limits::EXCERPT_CHARS,
    refusals::{self, CallError, Refusal, Said},
    types::{Error, ErrorClass},
};
use serde_json::Value;

/// A platform's API, as a constant of the plugin. `R` is the plugin's own list of recoveries; one
/// without any writes `Api<()>`.
#[derive(Clone, Copy, Debug)]
pub struct Api<R: 'static> {
    /// The platform's name in sentences: `Telegram`.
    pub platform: &'static str,
    /// Where the API is, without a slash at the end, unless the channel's setting `base_url` says
    /// otherwise.
    pub base_url: &'static str,
    /// Reads an answer; `None` for what the platform did not write itself, such as a proxy's page.
    pub read: fn(&Response) -> Option<Answer<R>>,
    /// The refusals, in the order in which they are looked through.
    pub refusals: &'static [Refusal<R>],
}

/// What a platform answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<R> {
    /// It did what was asked.
    Done(Value),
    /// It did not, and why.
    Refused(Said<R>),
}

impl<R: Copy> Api<R> {
    /// A `POST` to a path of the API, which begins with a slash.
    pub fn post(&self, host: &dyn Host, path: &str) -> Request {
        Request::new("POST", self.url(host, path))
    }

    /// A `GET` of a path of the API.
    pub fn get(&self, host: &dyn Host, path: &str) -> Request {
        Request::new("GET", self.url(host, path))
    }

    /// Makes a call and reads its answer.
    pub fn call(&self, host: &dyn Host, request: Request) -> Result<Value, CallError<R>> {
        self.result(&host.fetch(request)?)
    }

    /// Reads an answer: its result, or the error that the table of refusals, the HTTP status and
    /// `Retry-After` make of it. A success that cannot be read is `maybe-sent`.
    pub fn result(&self, response: &Response) -> Result<Value, CallError<R>> {
        match (self.read)(response) {
            Some(Answer::Done(result)) => Ok(result),
            Some(Answer::Refused(said)) => Err(self.refused(response, said)),
            None => Err(self.unreadable(response)),
        }
    }

    fn url(&self, host: &dyn Host, path: &str) -> String {
        let settings = host.settings();
        let own = settings["base_url"].as_str().filter(|url| !url.is_empty());
        format!("{}{path}", own.unwrap_or(self.base_url).trim_end_matches('/'))
    }

    fn refused(&self, response: &Response, said: Said<R>) -> CallError<R> {
        let CallError { mut error, recovery } =
            refusals::find(self.refusals, &said.code, &said.text)
                .unwrap_or_else(|| by_status(response.status).into());
        if !said.text.is_empty() {
            let (message, platform) = (error.message, self.platform);
            error.message = format!("{message} {platform} says: {}", excerpt(&said.text));
        }
        let error = with_wait(error, said.retry_after_ms.or(response.retry_after_ms()));
        let recovery = said.recovery.or(recovery);
        CallError { error: error.with_platform_code(said.code), recovery }
    }

    /// An answer that the API did not write: a proxy's page, an outage, a wrong address. Only of a
    /// status that no proxy makes up by itself does the table know what it means.
    fn unreadable(&self, response: &Response) -> CallError<R> {
        let (platform, status) = (self.platform, response.status);
        let body = excerpt(&String::from_utf8_lossy(&response.body));
        let CallError { error, recovery } = match status {
            401 | 404 | 413 | 429 => refusals::find(self.refusals, &status.to_string(), ""),
            _ => None,
        }
        .unwrap_or_else(|| match status {
            200..=299 => {
                let message = format!(
                    "{platform} took the call, but its answer cannot be read: status {status}, \
                     {body:?}."
                );
                Error::maybe_sent("platform.answer", message).into()
            }
            401 | 413 | 429 => by_status(status).into(),
            _ => {
                let message = format!(
                    "No answer of {platform} came: status {status}, {body:?}. It is tried again."
                );
                Error::transient("platform.down", message).into()
            }
        });
        let error = with_wait(error, response.retry_after_ms());
        CallError { error: error.with_platform_code(status), recovery }
    }
}

/// What a status means by itself.
fn by_status(status: u16) -> Error {
    match status {
        401 => Error::auth(
            "platform.credentials",
            "The platform refused the credentials: put new ones into the channel.",
        ),
        413 => Error::invalid("media.too_big", "The file is too large: send a smaller one."),
        429 => Error::rate_limited(None, "The platform asks to slow down."),
        500.. => Error::transient("platform.down", "The platform has trouble; it is tried again."),
        _ => Error::permanent("platform.refused", "The platform refused the call."),
    }
}

/// The platform's own time to wait goes before the table's, for errors that are tried again.
fn with_wait(error: Error, retry_after_ms: Option<u32>) -> Error {
    match (error.class, retry_after_ms) {
        (ErrorClass::RateLimited | ErrorClass::Transient, Some(wait_ms)) => {
            error.with_retry_after_ms(wait_ms)
        }
        _ => error,
    }
}

fn excerpt(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(EXCERPT_CHARS).collect()
}

#[cfg(test)]
mod tests;
