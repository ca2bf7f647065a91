//! The one table of what a refusal is called and which HTTP status it has.
//!
//! The draft of GraphQL over HTTP and its official audit disagree about documents that do not
//! validate (422 or 400); this table follows the audit. A well-formed request that GraphQL itself
//! refuses is 200 under `application/json`, as older clients expect.

use http::StatusCode;

/// Why a request was refused before, or instead of, an answer from the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    BadRequest,
    Batch,
    Syntax,
    Validation,
    Variables,
    LimitExceeded,
    IntrospectionDisabled,
    UnknownDocument,
    FreeText,
    Unauthenticated,
    Forbidden,
    Csrf,
    Method,
    NotAcceptable,
    BodySlow,
    BodyTooLarge,
    MediaType,
    UpgradeRequired,
    RateLimited,
    TooManyConnections,
    ShuttingDown,
    TimedOut,
    Busy,
    Internal,
}

/// One row: reason, `extensions.code`, status, and status under `application/json` for the answers
/// that GraphQL over HTTP calls request errors.
const TABLE: [(Reason, &str, u16, u16); 24] = [
    (Reason::BadRequest, "BAD_REQUEST", 400, 400),
    (Reason::Batch, "BATCHING_NOT_SUPPORTED", 400, 400),
    (Reason::Syntax, "GRAPHQL_PARSE_FAILED", 400, 200),
    (Reason::Validation, "GRAPHQL_VALIDATION_FAILED", 400, 200),
    (Reason::Variables, "BAD_USER_INPUT", 400, 200),
    (Reason::LimitExceeded, "LIMIT_EXCEEDED", 400, 200),
    (Reason::IntrospectionDisabled, "INTROSPECTION_DISABLED", 400, 200),
    (Reason::Unauthenticated, "UNAUTHENTICATED", 401, 401),
    (Reason::Forbidden, "FORBIDDEN", 403, 403),
    (Reason::Csrf, "CSRF_HEADER_MISSING", 403, 403),
    (Reason::Method, "METHOD_NOT_ALLOWED", 405, 405),
    (Reason::NotAcceptable, "NOT_ACCEPTABLE", 406, 406),
    (Reason::BodySlow, "BODY_TIMEOUT", 408, 408),
    (Reason::BodyTooLarge, "BODY_TOO_LARGE", 413, 413),
    (Reason::MediaType, "UNSUPPORTED_MEDIA_TYPE", 415, 415),
    (Reason::UpgradeRequired, "UPGRADE_REQUIRED", 426, 426),
    (Reason::RateLimited, "RATE_LIMITED", 429, 429),
    (Reason::Internal, "INTERNAL", 500, 500),
    (Reason::UnknownDocument, "PERSISTED_QUERY_NOT_FOUND", 400, 200),
    (Reason::FreeText, "PERSISTED_QUERY_ONLY", 403, 403),
    (Reason::TooManyConnections, "TOO_MANY_CONNECTIONS", 503, 503),
    (Reason::ShuttingDown, "SHUTTING_DOWN", 503, 503),
    (Reason::TimedOut, "TIMED_OUT", 503, 503),
    (Reason::Busy, "BUSY", 503, 503),
];

impl Reason {
    fn row(self) -> (usize, &'static (Reason, &'static str, u16, u16)) {
        TABLE.iter().enumerate().find(|(_, row)| row.0 == self).unwrap_or((17, &TABLE[17]))
    }

    pub(crate) fn index(self) -> usize {
        self.row().0
    }

    /// The stable word that clients compare.
    pub(crate) fn code(self) -> &'static str {
        self.row().1.1
    }

    /// The status; `is_legacy` for an answer in `application/json`.
    pub(crate) fn status(self, is_legacy: bool) -> StatusCode {
        let row = self.row().1;
        let number = if is_legacy { row.3 } else { row.2 };
        StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_own_reason_and_code() {
        for (position, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0.index(), position);
            assert_eq!(Reason::codes().filter(|code| *code == row.1).count(), 1);
        }
        assert_eq!(TABLE[17].0, Reason::Internal);
    }
}
