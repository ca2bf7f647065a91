//! Puts a whole part among the contents: its row first, then its bytes, so that nobody removes what
//! another is about to have.

use super::quota::{self, Bounds, Bringer};
use crate::files::{Part, Whole};
use crate::limits::{CONTENT_CLAIM_PAUSE, CONTENT_CLAIM_TRIES};
use crate::{Command, Context, Desk, DeskError, Result};
use switchboard_model::AttachmentId;
use switchboard_model::attachment::AttachmentState;
use switchboard_store::content::{self, Claim};
use switchboard_store::{Lane, attachment};

/// Gives the attachment the part's content; it stays PENDING until its caller says what it is.
///
/// # Errors
/// `Gone` for an attachment that waits for no bytes, `Full` when the quota is, `Conflict` while the same
/// content is being removed.
pub(super) async fn keep(
    desk: &Desk,
    (id, bringer): (AttachmentId, Bringer),
    part: &Part,
    whole: &Whole,
) -> Result<()> {
    for _ in 0..CONTENT_CLAIM_TRIES {
        if claim(desk, (id, bringer), whole).await? {
            return Ok(desk.files().keep_part(part, whole).await?);
        }
        tokio::time::sleep(CONTENT_CLAIM_PAUSE).await;
    }
    Err(DeskError::conflict(
        "the same file is being removed at the moment: send it again in some minutes",
    ))
}

/// Names the content in the attachment's row; false while somebody removes it.
async fn claim(desk: &Desk, (id, bringer): (AttachmentId, Bringer), whole: &Whole) -> Result<bool> {
    let bounds = Bounds::of(desk);
    let (sha256, size_bytes) = (whole.sha256.clone(), whole.size_bytes);
    let work = move |command: &mut Command<'_>| -> Result<bool> {
        let row = attachment::find(command, id)?.ok_or(DeskError::Gone)?;
        if row.state != AttachmentState::Pending {
            return Err(DeskError::Gone);
        }
        let now = command.now();
        let size_bytes = i64::try_from(size_bytes).unwrap_or(i64::MAX);
        match content::claim(command, &sha256, size_bytes, now)? {
            Claim::New => quota::check_stored(command, bounds, bringer)?,
            Claim::Kept => {}
            Claim::BeingRemoved => return Ok(false),
        }
        attachment::set_content(command, id, &sha256)?;
        Ok(true)
    };
    desk.transact(&Context::system(), Lane::Any, work).await
}
