//! Downloads by short-lived signed paths, without cookies, in a sandbox.

use super::{
    AppState,
    answer::{Refusal, SANDBOX, has_it, set},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::ops::Range;
use switchboard_desk::attachment::open::{ByteRange, Opened, open, read};

/// Streams the file, or a range of it. Nothing is sent to who has it already.
pub async fn download(
    State(app): State<AppState>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let file = open(&app.desk, &token).await?;
    if has_it(&headers, &file.etag) {
        return Ok(described(&file, StatusCode::NOT_MODIFIED, Body::empty()));
    }
    let Some(wanted) = wanted_range(&headers, &file.etag) else {
        let stream = read(&app.desk, &file, 0..file.size_bytes).await?;
        return Ok(whole(&file, Body::from_stream(stream)));
    };
    let Some(range) = wanted.within(file.size_bytes) else { return Ok(outside(&file)) };
    let stream = read(&app.desk, &file, range.clone()).await?;
    Ok(part(&file, &range, Body::from_stream(stream)))
}

/// The range that is asked for, unless it is meant for another state of the file (`If-Range`).
fn wanted_range(headers: &HeaderMap, etag: &str) -> Option<ByteRange> {
    let is_other = headers.get(header::IF_RANGE).is_some_and(|tag| tag != etag);
    let range = headers.get(header::RANGE).filter(|_| !is_other)?;
    parse_range(range.to_str().ok()?)
}

/// One range of bytes; several at once, and what is none, are answered with the whole file.
fn parse_range(text: &str) -> Option<ByteRange> {
    let (unit, range) = text.split_once('=')?;
    let (from, to) = range.split_once('-')?;
    let range = match (from.trim(), to.trim()) {
        ("", last) => ByteRange::Last(place(last)?),
        (from, "") => ByteRange::From(place(from)?),
        (from, to) => ByteRange::Between(place(from)?, place(to)?),
    };
    let is_backwards = matches!(range, ByteRange::Between(from, to) if from > to);
    (unit.trim().eq_ignore_ascii_case("bytes") && !is_backwards).then_some(range)
}

/// A place in a file; one too large for a number is behind every end.
fn place(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn whole(file: &Opened, body: Body) -> Response {
    let mut response = described(file, StatusCode::OK, body);
    set(&mut response, header::CONTENT_LENGTH, &file.size_bytes.to_string());
    response
}

fn part(file: &Opened, range: &Range<u64>, body: Body) -> Response {
    let mut response = described(file, StatusCode::PARTIAL_CONTENT, body);
    let last = range.end.saturating_sub(1);
    let shown = format!("bytes {}-{last}/{}", range.start, file.size_bytes);
    set(&mut response, header::CONTENT_RANGE, &shown);
    set(&mut response, header::CONTENT_LENGTH, &(range.end - range.start).to_string());
    response
}

/// No byte of the range is in the file.
fn outside(file: &Opened) -> Response {
    let size = file.size_bytes;
    let mut response = Refusal::new(
        StatusCode::RANGE_NOT_SATISFIABLE,
        "RANGE_NOT_SATISFIABLE",
        format!("the file has {size} bytes: ask for some of them"),
    )
    .into_response();
    set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
    response
}

/// What every answer about a file says of it.
fn described(file: &Opened, status: StatusCode, body: Body) -> Response {
    let mut response = (status, body).into_response();
    set(&mut response, header::CONTENT_TYPE, &file.content_type);
    set(&mut response, header::CONTENT_DISPOSITION, &file.disposition);
    set(&mut response, header::ETAG, &file.etag);
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::CACHE_CONTROL, "private, max-age=300");
    set(&mut response, header::CONTENT_SECURITY_POLICY, SANDBOX);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    const ETAG: &str = "\"abc\"";

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs.map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn who_has_the_file_is_told_so() {
        for (tags, is_known) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"abcd\"", false),
            ("abc", false),
            ("", false),
        ] {
            assert_eq!(
                has_it(&headers(&[(header::IF_NONE_MATCH, tags)]), ETAG),
                is_known,
                "{tags}"
            );
        }
        let mut two = headers(&[(header::IF_NONE_MATCH, "\"x\"")]);
        two.append(header::IF_NONE_MATCH, HeaderValue::from_static(ETAG));
        assert!(has_it(&two, ETAG));
        assert!(!has_it(&HeaderMap::new(), ETAG));
    }

    #[test]
    fn one_range_is_read_and_all_else_means_the_whole_file() {
        for (text, range) in [
            ("bytes=0-4", Some(ByteRange::Between(0, 4))),
            ("Bytes = 5 - ", Some(ByteRange::From(5))),
            ("bytes=-5", Some(ByteRange::Last(5))),
            ("bytes=99999999999999999999-", Some(ByteRange::From(u64::MAX))),
            ("bytes=5-4", None),
            ("bytes=0-1,3-4", None),
            ("bytes=-", None),
            ("bytes=+1-2", None),
            ("lines=0-4", None),
            ("bytes", None),
        ] {
            assert_eq!(parse_range(text), range, "{text}");
        }
    }

    #[test]
    fn a_range_of_another_state_is_not_meant() {
        let wanted = |tag| {
            wanted_range(&headers(&[(header::RANGE, "bytes=1-"), (header::IF_RANGE, tag)]), ETAG)
        };
        assert_eq!(wanted(ETAG), Some(ByteRange::From(1)));
        assert_eq!(wanted("\"x\""), None);
        assert_eq!(wanted("Mon, 24 Nov 2025 16:00:00 GMT"), None);
    }
}
