//! What the owner of an address has agreed to, and taken back. Nothing is written over, and what was said last counts.

use crate::limits::CONSENTS_OF_ADDRESS_MAX;
use crate::{Command, DeskError, Result};
use switchboard_model::visit::{Consent, ConsentPurpose, ConsentSource};
use switchboard_model::{ChannelId, locale};
use switchboard_store::consent;

/// What is said.
pub(crate) struct Said<'a> {
    /// About what.
    pub(crate) purpose: ConsentPurpose,
    /// Agrees, or takes it back.
    pub(crate) is_given: bool,
    /// The version of the text that was read.
    pub(crate) text_version: &'a str,
    /// The language that it was read in (BCP 47).
    pub(crate) locale: Option<&'a str>,
    /// How it came.
    pub(crate) source: ConsentSource,
}

/// Keeps what is said of an address; false where that changes nothing.
///
/// # Errors
/// `Conflict` after too many changes of mind.
pub(crate) fn keep(
    command: &mut Command<'_>,
    (channel_id, platform_id): (ChannelId, &str),
    said: &Said<'_>,
) -> Result<bool> {
    let Said { purpose, is_given, text_version, .. } = *said;
    let most = CONSENTS_OF_ADDRESS_MAX;
    let before = consent::of_purpose(command, (channel_id, platform_id), purpose, most)?;
    let is_known = before.first().is_some_and(|last| {
        last.is_given == is_given && (!is_given || last.text_version == text_version)
    });
    if is_known || (before.is_empty() && !is_given) {
        return Ok(false);
    }
    // Who has agreed can always take it back.
    if is_given && i64::try_from(before.len()).is_ok_and(|count| count >= most) {
        return Err(DeskError::conflict("this was changed too often: write to the company"));
    }
    let row = Consent {
        consent_id: command.id(),
        channel_id,
        platform_id: platform_id.to_owned(),
        purpose,
        is_given,
        text_version: text_version.to_owned(),
        locale: said.locale.and_then(locale::canonical),
        source: said.source,
        at: command.now(),
    };
    consent::insert(command, &row)?;
    Ok(true)
}
