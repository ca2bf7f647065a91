//! The name of one request, by which logs, errors and answers find each other.

use std::{fmt, sync::Arc};

use http::{HeaderMap, HeaderName};

use crate::limits::REQUEST_ID_BYTES;

pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Taken from `x-request-id` if that is 1 to 64 letters, digits, `.`, `_` or `-`; made otherwise.
/// Every resolver finds it with `Context::data`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    pub(crate) fn random() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()).into())
    }

    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|value| is_acceptable(value))
            .map_or_else(Self::random, |value| Self(value.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_acceptable(value: &str) -> bool {
    (1..=REQUEST_ID_BYTES).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_id_is_replaced() {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, "trace-1".parse().unwrap());
        assert_eq!(RequestId::from_headers(&headers).as_str(), "trace-1");
        for hostile in ["", "a b", "<script>", &"x".repeat(65)] {
            headers.insert(HEADER, hostile.parse().unwrap());
            assert_eq!(RequestId::from_headers(&headers).as_str().len(), 32, "{hostile:?}");
        }
    }
}
