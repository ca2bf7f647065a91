//! Removes what nobody needs: files of deleted messages, uploads that were never sent.

use super::tell_changed;
use crate::limits::{SWEEP_UPLOADS_MAX, UPLOAD_ABANDONED_MS};
use crate::{Command, Context, Desk, Result};
use switchboard_model::MessageId;
use switchboard_store::{DatabaseConnection, Lane, StoreError, attachment};

/// The contents (SHA-256) that a message's files hold: to be released once the rows are changed.
pub(crate) fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<Vec<String>, StoreError> {
    let files = attachment::of_message(connection, message_id)?;
    Ok(files.into_iter().filter_map(|file| file.sha256).collect())
}

/// Releases after a commit, which stands whatever becomes of this: what is left over goes with a later
/// sweep.
pub(crate) async fn release_after_commit(desk: &Desk, sha256s: Vec<String>) {
    if let Err(error) = release(desk, sha256s).await {
        tracing::warn!(%error, "files of a deleted message stay until the next sweep");
    }
}

/// Deletes those of these files (SHA-256) that no attachment needs any more: those of a deleted
/// message, after its commit.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses; a later sweep tries again.
pub async fn release(desk: &Desk, sha256s: Vec<String>) -> Result<()> {
    for sha256 in sha256s {
        let asked = sha256.clone();
        let is_used =
            desk.store().read(move |connection| attachment::is_used(connection, &asked)).await?;
        if !is_used {
            desk.files().drop_content(&sha256).await?;
        }
    }
    Ok(())
}

/// Removes uploads that were begun over a day ago and never sent, expired plugin blobs and parts,
/// and files of the day before that nothing names. Returns how many uploads.
pub async fn sweep(desk: &Desk) -> Result<usize> {
    let work = |command: &mut Command<'_>| -> Result<_> {
        let before = command.now().plus_ms(-UPLOAD_ABANDONED_MS);
        let abandoned = attachment::abandoned(command, before, SWEEP_UPLOADS_MAX)?;
        for row in &abandoned {
            tell_changed(command, row)?;
            attachment::delete(command, row.attachment_id)?;
        }
        Ok(abandoned)
    };
    let removed = desk.transact(&Context::system(), Lane::Any, work).await?;
    let count = removed.len();
    release(desk, removed.into_iter().filter_map(|row| row.sha256).collect()).await?;
    let now = desk.now();
    let old = desk.files().contents_before(now.plus_ms(-UPLOAD_ABANDONED_MS)).await?;
    release(desk, old).await?;
    desk.files().sweep_parts(now.plus_ms(-UPLOAD_ABANDONED_MS)).await?;
    desk.files().sweep_blobs(now).await?;
    Ok(count)
}
