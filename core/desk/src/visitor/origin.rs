//! Which pages may show the chat.

use crate::channel::web::WebSettings;
use crate::{DeskError, Result};
use switchboard_model::Origin;
use switchboard_model::channel::Channel;

/// Is a request from this origin let in. A channel that names no page is shown by none; a caller that
/// is no browser sends no origin and is let in, as nothing could be proved by one that it made up.
///
/// # Errors
/// `Denied` for another one.
pub fn check_origin(channel: &Channel, origin: Option<&str>) -> Result<()> {
    let Some(origin) = origin else { return Ok(()) };
    let allowed = WebSettings::read(&channel.settings)?.allowed_origins;
    let Ok(origin) = Origin::parse(origin) else { return Err(DeskError::Denied) };
    let is_allowed = allowed.iter().any(|allowed| Origin::parse(allowed).as_ref() == Ok(&origin));
    if is_allowed { Ok(()) } else { Err(DeskError::Denied) }
}
