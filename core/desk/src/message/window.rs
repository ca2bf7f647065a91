//! For how long a customer can be written to after they last wrote, where their platform sets an end to that. What it
//! would refuse later is refused at once, while whoever wrote it can still choose another way.

use crate::{Command, DeskError, Result};
use switchboard_model::IdentityId;
use switchboard_model::connector::Capabilities;
use switchboard_store::message;

/// Can this address still be written to. What is asked of the database is asked for such platforms alone.
pub(super) fn check_window(
    command: &mut Command<'_>,
    capabilities: &Capabilities,
    id: IdentityId,
) -> Result<()> {
    let Some(window_ms) = capabilities.reply_window_ms else { return Ok(()) };
    let since = command.now().plus_ms(-i64::from(window_ms.get()));
    if message::last_heard(command, &[id], since)?.contains_key(&id) {
        return Ok(());
    }
    Err(DeskError::conflict(format!(
        "this channel's platform takes replies for {} after the customer has written: wait until they write \
         again, or write to another of their addresses",
        said(window_ms.get())
    )))
}

/// A time as people say it.
fn said(milliseconds: u32) -> String {
    match milliseconds / 60_000 {
        0 => format!("{milliseconds} ms"),
        minutes @ 1..120 => format!("{minutes} minutes"),
        minutes => format!("{} hours", minutes / 60),
    }
}
