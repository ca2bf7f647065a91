//! Which pages may show the chat.

use crate::channel::web::WebSettings;
use crate::limits::ERROR_TEXT_MAX_CHARACTERS;
use crate::{DeskError, Result};
use switchboard_model::Origin;
use switchboard_model::channel::Channel;

/// Is a request from this origin let in. A channel that names no page is shown by none; a caller that
/// is no browser sends no origin and is let in, as nothing could be proved by one that it made up.
///
/// # Errors
/// `Forbidden` for another one.
pub fn check_origin(channel: &Channel, origin: Option<&str>) -> Result<()> {
    let Some(origin) = origin else { return Ok(()) };
    let allowed = WebSettings::read(&channel.settings)?.allowed_origins;
    let asked = Origin::parse(origin);
    let is_allowed = |allowed: &String| asked.is_ok() && Origin::parse(allowed) == asked;
    if allowed.iter().any(is_allowed) {
        return Ok(());
    }
    let told: String = origin.chars().take(ERROR_TEXT_MAX_CHARACTERS).collect();
    Err(DeskError::forbidden(format!(
        "the origin {told:?} may not show this chat: an admin can add it to the channel's allowed_origins"
    )))
}
