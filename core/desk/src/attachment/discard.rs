//! Removes what nobody needs: files of deleted messages, uploads that were never sent.

use super::{quota, tell_changed};
use crate::limits::{
    CONTENT_REMOVAL, CONTENT_REMOVAL_LEASE_MS, SWEEP_CONTENTS_MAX, SWEEP_UPLOADS_MAX,
    UPLOAD_ABANDONED_MS, UPLOAD_LIFE_MS,
};
use crate::{Command, Context, Desk, DeskError, Result};
use switchboard_model::MessageId;
use switchboard_model::attachment::Attachment;
use switchboard_store::{DatabaseConnection, Lane, StoreError, Transaction, attachment, content};

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
pub async fn release(desk: &Desk, mut sha256s: Vec<String>) -> Result<()> {
    while let Some(sha256) = sha256s.pop() {
        let asked = sha256.clone();
        let is_used =
            desk.store().read(move |connection| content::is_used(connection, &asked)).await?;
        if !is_used {
            sha256s.extend(remove(desk, sha256).await?);
        }
    }
    Ok(())
}

/// Removes a content, unless somebody needs it, and gives its small copy, which nothing may need any more. From the
/// first write to the second nobody gets it, in no process: who sends the same bytes waits, or finds them gone.
async fn remove(desk: &Desk, sha256: String) -> Result<Option<String>> {
    let (taken, ended) = (sha256.clone(), sha256.clone());
    let work = move |transaction: &mut Transaction<'_>| -> Result<_, StoreError> {
        let now = transaction.now();
        let until = now.plus_ms(CONTENT_REMOVAL_LEASE_MS);
        if !content::begin_removal(transaction, &taken, now, until)? {
            return Ok(None);
        }
        Ok(Some(content::thumbnail_of(transaction, &taken)?))
    };
    let Some(thumbnail) = desk.store().write(Lane::Any, work).await? else { return Ok(None) };
    let removed = tokio::time::timeout(CONTENT_REMOVAL, desk.files().drop_content(&sha256)).await;
    removed.map_err(|_| DeskError::Internal("a file was not removed in time".to_owned()))??;
    desk.store()
        .write(Lane::Any, move |transaction| content::end_removal(transaction, &ended))
        .await?;
    Ok(thumbnail.map(|(sha256, _)| sha256))
}

/// Removes uploads that are over: announced and not sent, or sent and in no message. Returns how many.
/// A quiet copy removes none: the bucket may be the original's.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn expire(desk: &Desk) -> Result<usize> {
    if !desk.outward().is_given().await? {
        return Ok(0);
    }
    let mut count = 0;
    loop {
        let work = |command: &mut Command<'_>| expire_in(command, SWEEP_UPLOADS_MAX);
        let gone = desk.transact(&Context::system(), Lane::Any, work).await?;
        for row in &gone {
            desk.files().drop_part(&row.attachment_id.to_string()).await?;
        }
        count += gone.len();
        let is_last = i64::try_from(gone.len()).is_ok_and(|gone| gone < SWEEP_UPLOADS_MAX);
        release(desk, gone.into_iter().filter_map(|row| row.sha256).collect()).await?;
        if is_last {
            break;
        }
    }
    desk.files().sweep_parts(desk.now().plus_ms(-UPLOAD_LIFE_MS)).await?;
    Ok(count)
}

fn expire_in(command: &mut Command<'_>, limit: i64) -> Result<Vec<Attachment>> {
    let now = command.now();
    let mut gone = attachment::expired(command, now, limit)?;
    let mut kept = Vec::new();
    for row in &gone {
        if attachment::delete_expired(command, row.attachment_id, now)? {
            tell_changed(command, row)?;
        } else {
            kept.push(row.attachment_id);
        }
    }
    gone.retain(|row| !kept.contains(&row.attachment_id));
    Ok(gone)
}

/// Removes uploads that are over, contents and files of the day before that nothing names, and plugin
/// blobs that are over; counts again what the files take. Returns how many uploads.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn sweep(desk: &Desk) -> Result<usize> {
    let count = expire(desk).await?;
    let now = desk.now();
    let unused = move |connection: &mut DatabaseConnection| {
        content::unused(connection, now, SWEEP_CONTENTS_MAX)
    };
    release(desk, desk.store().read(unused).await?).await?;
    let old = desk.files().contents_before(now.plus_ms(-UPLOAD_ABANDONED_MS)).await?;
    release(desk, old).await?;
    desk.files().sweep_blobs(now).await?;
    let wrong = quota::recount(desk).await?;
    if wrong > 0 {
        tracing::warn!(wrong, "meters of the files were wrong and are counted again");
    }
    Ok(count)
}
