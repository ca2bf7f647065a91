//! Errors that a guest returned.

use crate::{
    bindings::switchboard::plugin::types::{Error, ErrorClass},
    error::shortened,
    limits,
};
use switchboard_model::connector::{self, ConnectorError};

/// A guest's error is never refused, only cut: it is the best there is to show.
pub(crate) fn error_from_guest(error: Error) -> ConnectorError {
    let class = match error.class {
        ErrorClass::Transient => connector::ErrorClass::Transient,
        ErrorClass::RateLimited => connector::ErrorClass::RateLimited,
        ErrorClass::Auth => connector::ErrorClass::Auth,
        ErrorClass::Invalid => connector::ErrorClass::Invalid,
        ErrorClass::Recipient => connector::ErrorClass::Recipient,
        ErrorClass::Unsupported => connector::ErrorClass::Unsupported,
        ErrorClass::Denied => connector::ErrorClass::Denied,
        ErrorClass::MaybeSent => connector::ErrorClass::MaybeSent,
        ErrorClass::Permanent => connector::ErrorClass::Permanent,
    };
    ConnectorError {
        class,
        code: code(error.code),
        message: shortened(error.message.replace('\0', "\u{fffd}")),
        retry_after_ms: error.retry_after_ms.map(u64::from),
        platform_code: error.platform_code.map(code),
    }
}

fn code(mut code: String) -> String {
    code.truncate(code.floor_char_boundary(limits::ID_MAX_BYTES));
    code.replace(|character: char| character.is_control(), "_")
}
