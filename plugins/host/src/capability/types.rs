//! The shared types of the contract, which have no functions, and errors on their way to a guest.

use crate::{
    bindings::switchboard::plugin::{
        items,
        types::{self, Error, ErrorClass},
    },
    state::CallState,
};
use switchboard_model::connector::{self, ConnectorError};

impl types::Host for CallState {}
impl items::Host for CallState {}

/// A port's error as a value for the guest.
pub(crate) fn to_guest(error: ConnectorError) -> Error {
    Error {
        class: match error.class {
            connector::ErrorClass::Transient => ErrorClass::Transient,
            connector::ErrorClass::RateLimited => ErrorClass::RateLimited,
            connector::ErrorClass::Auth => ErrorClass::Auth,
            connector::ErrorClass::Invalid => ErrorClass::Invalid,
            connector::ErrorClass::Recipient => ErrorClass::Recipient,
            connector::ErrorClass::Unsupported => ErrorClass::Unsupported,
            connector::ErrorClass::Denied => ErrorClass::Denied,
            connector::ErrorClass::MaybeSent => ErrorClass::MaybeSent,
            connector::ErrorClass::Permanent => ErrorClass::Permanent,
        },
        code: error.code,
        message: error.message,
        retry_after_ms: error.retry_after_ms.map(|ms| u32::try_from(ms).unwrap_or(u32::MAX)),
        platform_code: error.platform_code,
    }
}
