//! The table of contents: which files are kept, each once, and which of them a process is removing. Who
//! wants a content and who removes it meet in its row, also across processes: a row is there before the
//! bytes are and until they are gone.

use crate::dialect::{self, Locked, direct};
use crate::schema::contents;
use crate::{DatabaseConnection, Result, attachment};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use switchboard_model::Timestamp;

/// The outcome of asking for a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody had it.
    New,
    /// Somebody has it already.
    Kept,
    /// A process removes its bytes at this moment: ask again when it has ended.
    BeingRemoved,
}

/// Asks for a content. What names it must be written in the same transaction; until the commit nobody
/// removes it.
pub fn claim(
    connection: &mut DatabaseConnection,
    sha256: &str,
    size_bytes: i64,
    now: Timestamp,
) -> Result<Claim> {
    let insert = || {
        diesel::insert_into(contents::table)
            .values((contents::sha256.eq(sha256), contents::size_bytes.eq(size_bytes)))
    };
    if dialect::insert_or_ignore(connection, insert())? {
        return Ok(Claim::New);
    }
    match locked_removal(connection, sha256)? {
        Some(None) => Ok(Claim::Kept),
        // Who removed it has ended in the middle. Its bytes may be there or not.
        Some(Some(until)) if until <= now => {
            diesel::delete(contents::table.find(sha256)).execute(connection)?;
            insert().execute(connection)?;
            Ok(Claim::New)
        }
        Some(Some(_)) | None => Ok(Claim::BeingRemoved),
    }
}

/// Does an attachment need the content, or a content whose small copy it is.
pub fn is_used(connection: &mut DatabaseConnection, sha256: &str) -> Result<bool> {
    if attachment::is_used(connection, sha256)? {
        return Ok(true);
    }
    let copied: Option<String> = contents::table
        .filter(contents::thumbnail_sha256.eq(sha256))
        .select(contents::sha256)
        .first(connection)
        .optional()?;
    Ok(copied.is_some())
}

/// The small copy of a content, with its size in bytes; none where there is none.
pub fn thumbnail_of(
    connection: &mut DatabaseConnection,
    sha256: &str,
) -> Result<Option<(String, i64)>> {
    let named: Option<Option<String>> = contents::table
        .find(sha256)
        .select(contents::thumbnail_sha256)
        .first(connection)
        .optional()?;
    let Some(thumbnail) = named.flatten() else { return Ok(None) };
    let size_bytes: Option<i64> = contents::table
        .find(thumbnail.as_str())
        .select(contents::size_bytes)
        .first(connection)
        .optional()?;
    Ok(size_bytes.map(|size_bytes| (thumbnail, size_bytes)))
}

/// Names the small copy of a content, which was asked for in the same transaction; false where the content is gone,
/// or goes.
pub fn set_thumbnail(
    connection: &mut DatabaseConnection,
    sha256: &str,
    thumbnail: &str,
) -> Result<bool> {
    let kept = contents::table.find(sha256).filter(contents::removal_until.is_null());
    let count =
        diesel::update(kept).set(contents::thumbnail_sha256.eq(thumbnail)).execute(connection)?;
    Ok(count == 1)
}

/// Takes a content that nothing names for its removal, until which nobody gets it; false when something
/// names it, or another process removes it. Bytes of which there is no row are taken as well.
pub fn begin_removal(
    connection: &mut DatabaseConnection,
    sha256: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let insert = diesel::insert_into(contents::table).values((
        contents::sha256.eq(sha256),
        contents::size_bytes.eq(0_i64),
        contents::removal_until.eq(until),
    ));
    if dialect::insert_or_ignore(connection, insert)? {
        return Ok(true);
    }
    match locked_removal(connection, sha256)? {
        None => return Ok(false),
        Some(Some(other)) if other > now => return Ok(false),
        Some(_) => {}
    }
    if is_used(connection, sha256)? {
        return Ok(false);
    }
    diesel::update(contents::table.find(sha256))
        .set(contents::removal_until.eq(until))
        .execute(connection)?;
    Ok(true)
}

/// Ends a removal: the bytes are gone.
pub fn end_removal(connection: &mut DatabaseConnection, sha256: &str) -> Result<()> {
    let removed = contents::table.find(sha256).filter(contents::removal_until.is_not_null());
    diesel::delete(removed).execute(connection)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    sha256: String,
}

/// Contents that nothing names and nobody removes, or whose removal was not ended; at most `limit`.
pub fn unused(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<String>> {
    let rows: Vec<Name> = diesel::sql_query(
        "SELECT sha256 FROM contents WHERE (removal_until IS NULL OR removal_until <= $1) \
         AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.sha256 = contents.sha256) \
         AND NOT EXISTS (SELECT 1 FROM contents AS copied \
             WHERE copied.thumbnail_sha256 = contents.sha256) \
         ORDER BY sha256 LIMIT $2",
    )
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(limit)
    .load(connection)?;
    Ok(rows.into_iter().map(|row| row.sha256).collect())
}

/// Does a process remove a content at this moment, or has one ended in the middle of it a short while ago?
pub fn is_any_removed(connection: &mut DatabaseConnection, now: Timestamp) -> Result<bool> {
    let removed = contents::table.filter(contents::removal_until.gt(now));
    Ok(diesel::select(diesel::dsl::exists(removed)).get_result(connection)?)
}

/// Until when a process removes the content; locks the row until the commit.
fn locked_removal(
    connection: &mut DatabaseConnection,
    sha256: &str,
) -> Result<Option<Option<Timestamp>>> {
    let row = contents::table.find(sha256).select(contents::removal_until);
    Ok(direct!(connection => Locked(row).get_result(connection)).optional()?)
}
