//! Answers with one of the web's built files. Where its name has a hash, a browser keeps it for good.

use super::answer::{has_it, set};
use crate::web::WebFile;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A file of another content has another name.
const KEPT: &str = "public, max-age=31536000, immutable";

/// A file that keeps its name is asked for again each time, and answered by its tag where it is the same.
const ASKED: &str = "no-cache";

/// The file, in the tightest coding that the caller takes; its name stays when its content changes.
pub fn answer_root(file: &WebFile, headers: &HeaderMap) -> Response {
    let mut response = answer(file, headers);
    set(&mut response, header::CACHE_CONTROL, ASKED);
    response
}

/// The file, in the tightest coding that the caller takes.
pub fn answer(file: &WebFile, headers: &HeaderMap) -> Response {
    let is_known = has_it(headers, file.etag());
    let (bytes, coding) = file.bytes(|coding| takes(headers, coding));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(bytes).into_response()
    };
    if let Some(coding) = coding.filter(|_| !is_known) {
        set(&mut response, header::CONTENT_ENCODING, coding);
    }
    set(&mut response, header::CONTENT_TYPE, file.media_type());
    // Weak, because one tag stands for all codings.
    set(&mut response, header::ETAG, &format!("W/{}", file.etag()));
    set(&mut response, header::CACHE_CONTROL, KEPT);
    set(&mut response, header::VARY, "accept-encoding");
    response
}

/// `Accept-Encoding` names the coding, and does not refuse it (`q=0`).
fn takes(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter();
    let named = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    named.map(str::trim).any(|named| {
        let mut parts = named.split(';').map(str::trim);
        let is_it = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        is_it && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_coding_is_taken_by_its_name_alone() {
        for (accepted, is_taken) in [
            ("gzip, deflate, br", true),
            ("BR;q=0.5", true),
            ("gzip;q=1, br;q=0", false),
            ("br;q=0.0", false),
            ("brotli", false),
            ("*", false),
            ("", false),
        ] {
            let value = HeaderValue::from_static(accepted);
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]);
            assert_eq!(takes(&headers, "br"), is_taken, "{accepted}");
        }
    }
}
