//! Builds HTTP requests and reads replies, so that a plugin says only what is particular to its
//! platform.

use crate::{
    http_types::{Body, Part, PartValue, Request, Response},
    limits::HTTP_TIMEOUT_MS,
    types::Header,
};
use serde_json::Value;

impl Request {
    /// A request without a body. `{secret:name}` in the URL is filled in by the host.
    pub fn new(method: &str, url: impl Into<String>) -> Self {
        Self {
            method: method.to_owned(),
            url: url.into(),
            headers: vec![],
            body: Body::Empty,
            timeout_ms: HTTP_TIMEOUT_MS,
            buckets: vec![],
            to_blob: false,
        }
    }

    /// The same request with one more header.
    pub fn header(mut self, name: &str, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push(Header { name: name.to_owned(), value: value.into() });
        self
    }

    /// The same request with a JSON body. A text that happens to hold `{secret:name}` stays text, so
    /// that no customer and no operator can have a secret filled in.
    pub fn json(self, body: &Value) -> Self {
        self.json_body(Body::Bytes(body.to_string().into_bytes()))
    }

    /// The same request with a JSON body in which the host fills in `{secret:name}`. Never for a
    /// body that holds words of a person.
    pub fn json_with_secrets(self, body: &Value) -> Self {
        self.json_body(Body::Template(body.to_string().into_bytes()))
    }

    fn json_body(mut self, body: Body) -> Self {
        self.body = body;
        self.header("content-type", "application/json")
    }

    /// The same request with a `multipart/form-data` body. The host writes the content type.
    pub fn multipart(mut self, parts: Vec<Part>) -> Self {
        self.body = Body::Multipart(parts);
        self
    }

    /// The same request, passing a rate bucket that the manifest declares: `name` or `name/key`.
    pub fn bucket(mut self, bucket: impl Into<String>) -> Self {
        self.buckets.push(bucket.into());
        self
    }

    /// The same request with another time limit, in milliseconds.
    pub fn timeout_ms(mut self, timeout_ms: u32) -> Self {
        self.timeout_ms = timeout_ms;
        self
    }

    /// The same request; a good reply's body becomes a blob instead of passing through memory.
    pub fn into_blob(mut self) -> Self {
        self.to_blob = true;
        self
    }
}

impl Part {
    /// A form field.
    pub fn field(name: &str, value: impl Into<Vec<u8>>) -> Self {
        let value = PartValue::Bytes(value.into());
        Self { name: name.to_owned(), file: None, mime: None, value }
    }

    /// A file that the host streams from a blob.
    pub fn blob(name: &str, blob: &str, file: Option<String>, mime: Option<String>) -> Self {
        let value = PartValue::Blob(blob.to_owned());
        Self { name: name.to_owned(), file, mime, value }
    }
}

impl Response {
    /// The first value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(&header.value).ok()
    }

    /// The body as JSON, read as leniently as [`crate::json::lenient`] does.
    pub fn json(&self) -> Option<Value> {
        crate::json::lenient(&self.body).ok()
    }

    /// `Retry-After` in milliseconds, when it is a number of seconds.
    pub fn retry_after_ms(&self) -> Option<u32> {
        let seconds: u32 = self.header("retry-after")?.trim().parse().ok()?;
        Some(seconds.saturating_mul(1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_whatever_their_case() {
        let response = Response {
            status: 429,
            headers: vec![Header { name: "Retry-After".into(), value: b"7".to_vec() }],
            body: vec![],
            blob: None,
        };
        assert_eq!(response.retry_after_ms(), Some(7_000));
        assert_eq!(response.header("x-other"), None);
    }

    #[test]
    fn words_of_a_person_never_name_a_secret() {
        let body = serde_json::json!({"text": "\\{secret:token} {secret:token}"});
        let request = || Request::new("POST", "https://a.example");
        assert!(matches!(request().json(&body).body, Body::Bytes(_)), "the host fills no bytes in");
        assert!(matches!(request().json_with_secrets(&body).body, Body::Template(_)));
    }

    #[test]
    fn a_date_in_retry_after_is_no_number_of_seconds() {
        let value = b"Fri, 31 Dec 2027 23:59:59 GMT".to_vec();
        let headers = vec![Header { name: "retry-after".into(), value }];
        let response = Response { status: 503, headers, body: vec![], blob: None };
        assert_eq!(response.retry_after_ms(), None);
    }
}
