//! Keeps the small copy of a picture: a content of its own, which the picture's content names, so that it is made once,
//! counts like any file and goes with the picture.

use super::quota::{self, Bounds, Bringer};
use crate::files::{Part, Whole};
use crate::session::hex;
use crate::{Command, Context, Desk, Result};
use sha2::{Digest, Sha256};
use switchboard_store::content::{self, Claim};
use switchboard_store::{DatabaseConnection, Lane};

/// Makes the small copy of a content that is kept; tells whether there is one. A picture is taken without one as well,
/// whatever keeps it from being made.
pub(super) async fn make(
    desk: &Desk,
    bringer: Bringer,
    part: &Part,
    (whole, mime): (&Whole, &str),
) -> bool {
    if !mime.starts_with("image/") {
        return false;
    }
    match made(desk, bringer, part, whole).await {
        Ok(is_there) => is_there,
        Err(error) => {
            tracing::debug!(%error, "a picture is taken without a thumbnail");
            false
        }
    }
}

async fn made(desk: &Desk, bringer: Bringer, part: &Part, whole: &Whole) -> Result<bool> {
    let files = desk.files();
    let sha256 = whole.sha256.clone();
    let known =
        move |connection: &mut DatabaseConnection| content::thumbnail_of(connection, &sha256);
    if let Some((known, _)) = desk.store().read(known).await?
        && files.has_content(&known).await?
    {
        return Ok(true);
    }
    let Some(bytes) = files.thumbnail(part, whole.size_bytes).await? else { return Ok(false) };
    let small = Whole {
        sha256: hex(&Sha256::digest(&bytes)),
        size_bytes: bytes.len() as u64,
        head: Vec::new(),
    };
    if !claim(desk, bringer, whole.sha256.clone(), &small).await? {
        return Ok(false);
    }
    files.put_content(&small, &bytes[..]).await?;
    Ok(true)
}

/// Names the copy in the picture's row; false while somebody removes one of both.
async fn claim(desk: &Desk, bringer: Bringer, of: String, small: &Whole) -> Result<bool> {
    let bounds = Bounds::of(desk);
    let sha256 = small.sha256.clone();
    let size_bytes = i64::try_from(small.size_bytes).unwrap_or(i64::MAX);
    let work = move |command: &mut Command<'_>| -> Result<bool> {
        let now = command.now();
        match content::claim(command, &sha256, size_bytes, now)? {
            Claim::New => quota::check_stored(command, bounds, bringer)?,
            Claim::Kept => {}
            Claim::BeingRemoved => return Ok(false),
        }
        // Where it is not named, nothing needs it, and the next sweep takes it.
        Ok(content::set_thumbnail(command, &of, &sha256)?)
    };
    desk.transact(&Context::system(), Lane::Any, work).await
}
