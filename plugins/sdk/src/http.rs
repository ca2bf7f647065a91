//! Builds HTTP requests and reads replies, so that a plugin says only what is particular to its
//! platform.

use crate::{
    Host,
    http_types::{Body, Part, PartValue, Request, Response},
    limits::{CALL_LEAST_MS, CALL_TIMEOUT_MS},
    types::{Error, Header},
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
            timeout_ms: CALL_TIMEOUT_MS,
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

    /// The same request with an `application/x-www-form-urlencoded` body.
    pub fn form(mut self, fields: &[(&str, &str)]) -> Self {
        let fields =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        self.body = Body::Bytes(fields.collect::<Vec<_>>().join("&").into_bytes());
        self.header("content-type", "application/x-www-form-urlencoded")
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

    /// The same request, ending by an attempt's deadline and after its own time limit at the latest.
    /// `transient` when too little time is left to begin: nothing was sent.
    pub fn by_deadline(self, host: &dyn Host, deadline_ms: u64) -> Result<Self, Error> {
        let left_ms = deadline_ms.saturating_sub(host.now_ms());
        if left_ms < CALL_LEAST_MS {
            let message = "No time was left to call the platform; it is tried again.";
            return Err(Error::transient("call.deadline", message));
        }
        let timeout_ms = u32::try_from(left_ms).unwrap_or(u32::MAX).min(self.timeout_ms);
        Ok(self.timeout_ms(timeout_ms))
    }

    /// The same request; a good reply's body becomes a blob instead of passing through memory.
    pub fn into_blob(mut self) -> Self {
        self.to_blob = true;
        self
    }
}

impl Part {
    /// The members of a JSON object as form fields: texts as they are, anything else as JSON.
    pub fn fields(object: &Value) -> Vec<Self> {
        let members = object.as_object().into_iter().flatten();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        members.map(|(name, value)| Self::field(name, text(value))).collect()
    }

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

/// A text as one part of a URL or a form: everything but plain characters is escaped.
pub fn escaped(text: &str) -> String {
    escaped_but(text, "")
}

/// The same for a path, whose slashes stay.
pub fn escaped_path(path: &str) -> String {
    escaped_but(path, "/")
}

fn escaped_but(text: &str, kept: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        let character = char::from(byte);
        if character.is_ascii_alphanumeric()
            || "-_.~".contains(character)
            || kept.contains(character)
        {
            escaped.push(character);
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::ScriptedHost;

    #[test]
    fn forms_and_paths_are_escaped() {
        let request =
            Request::new("POST", "https://a.example").form(&[("To", "+49 1"), ("a&b", "ä")]);
        assert_eq!(request.body, Body::Bytes(b"To=%2B49%201&a%26b=%C3%A4".to_vec()));
        assert_eq!(escaped_path("photos/{a} b.jpg"), "photos/%7Ba%7D%20b.jpg");
    }

    #[test]
    fn a_call_ends_by_its_deadline_or_is_not_begun() {
        let host = ScriptedHost::new(1_000, Value::Null);
        let limit = |deadline_ms| {
            Some(Request::new("GET", "").by_deadline(&host, deadline_ms).ok()?.timeout_ms)
        };
        assert_eq!(limit(1_499), None);
        assert_eq!(limit(3_000), Some(2_000));
        assert_eq!(limit(90_000), Some(CALL_TIMEOUT_MS));
    }

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
