//! How much room files have, and whose: strangers fill a part of it only, so that operators always find
//! some. The numbers come from the database's meters; nothing is added up here.

use crate::limits::{
    CHANNEL_LOOSE_PERCENT, CHANNELS_QUOTA_PERCENT, VISITOR_FILES_BYTES, VISITOR_FILES_MAX,
    VISITOR_FILES_WINDOW_MS, VISITORS_QUOTA_PERCENT,
};
use crate::{Command, Desk, DeskError, Result, setting};
use switchboard_model::attachment::Attachment;
use switchboard_model::{AuthorKind, ChannelId};
use switchboard_store::file_meter::{self, FileMeters};
use switchboard_store::{DatabaseConnection, Lane, StoreError, attachment};

/// What may be stored, as it is configured: the bytes of one file, and of all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    file_bytes: u64,
    all_bytes: u64,
}

impl Bounds {
    pub(super) fn of(desk: &Desk) -> Self {
        let limits = desk.limits();
        Self { file_bytes: limits.attachment_max_bytes, all_bytes: limits.storage_quota_bytes }
    }
}

/// Who brings a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bringer {
    /// A visitor of the web chat, who learns no numbers of the server.
    Visitor,
    /// A customer on a platform.
    Channel,
    Operator,
}

impl Bringer {
    /// Who brings an upload: customers of platforms upload nothing.
    pub(super) fn of_upload(author_kind: AuthorKind) -> Self {
        if author_kind == AuthorKind::Contact { Self::Visitor } else { Self::Operator }
    }

    /// How much of the quota may be full for their files.
    fn share(self, max_bytes: u64) -> u64 {
        match self {
            Self::Visitor => percent(max_bytes, VISITORS_QUOTA_PERCENT),
            Self::Channel => percent(max_bytes, CHANNELS_QUOTA_PERCENT),
            Self::Operator => max_bytes,
        }
    }

    fn full(self, used_bytes: u64, max_bytes: u64) -> DeskError {
        let reason = match self {
            Self::Visitor => {
                "no more files can be taken here at the moment: write without one, or try again later"
                    .to_owned()
            }
            Self::Channel | Self::Operator => format!(
                "this file does not fit into the quota for files ({used_bytes} of {max_bytes} bytes with \
                 it): ask an admin to raise it"
            ),
        };
        DeskError::Full { reason }
    }
}

/// Refuses an upload, which has its row already, when it does not fit beside what is stored and
/// announced, or its author has brought too much.
pub(super) fn check_announced(
    command: &mut Command<'_>,
    bounds: Bounds,
    upload: &Attachment,
    channel_id: ChannelId,
) -> Result<()> {
    let bringer = Bringer::of_upload(upload.author_kind);
    let max_bytes = max_bytes(command, bounds)?;
    let meters = file_meter::read(command, channel_id)?;
    let used_bytes = used(&meters);
    if used_bytes > bringer.share(max_bytes) {
        return Err(bringer.full(used_bytes, max_bytes));
    }
    if bringer == Bringer::Visitor {
        let room = percent(max_bytes, CHANNEL_LOOSE_PERCENT).max(bounds.file_bytes);
        if unsigned(meters.loose_bytes) > room {
            return Err(bringer.full(used_bytes, max_bytes));
        }
        check_visitor(command, bounds)?;
    }
    Ok(())
}

/// Refuses what a visitor brings beyond a day's share.
fn check_visitor(command: &mut Command<'_>, bounds: Bounds) -> Result<()> {
    let (author, since) = (command.author(), command.now().plus_ms(-VISITOR_FILES_WINDOW_MS));
    let brought = attachment::brought_since(command, author, since)?;
    let bytes = unsigned(brought.bytes);
    if brought.count > VISITOR_FILES_MAX || bytes > VISITOR_FILES_BYTES.max(bounds.file_bytes) {
        let reason = "you have sent many files today: write without one, or try again tomorrow";
        return Err(DeskError::Full { reason: reason.to_owned() });
    }
    Ok(())
}

/// Refuses a content, which has its row already, when it does not fit beside what is stored. What was
/// announced has its room since then.
pub(super) fn check_stored(
    command: &mut Command<'_>,
    bounds: Bounds,
    bringer: Bringer,
) -> Result<()> {
    let max_bytes = max_bytes(command, bounds)?;
    // No channel's share matters here, and there is no such channel.
    let meters = file_meter::read(command, ChannelId(0))?;
    let (used_bytes, room) = match bringer {
        Bringer::Channel => (used(&meters), bringer.share(max_bytes)),
        Bringer::Visitor | Bringer::Operator => (unsigned(meters.stored_bytes), max_bytes),
    };
    if used_bytes > room { Err(bringer.full(used_bytes, max_bytes)) } else { Ok(()) }
}

/// Counts again where a meter shows what is not so: somebody changed rows by hand. Returns how many did.
pub(super) async fn recount(desk: &Desk) -> Result<i64> {
    let wrong = desk.store().read(file_meter::count_wrong).await?;
    if wrong > 0 {
        desk.store().write(Lane::Any, |transaction| file_meter::recount(transaction)).await?;
    }
    Ok(wrong)
}

fn used(meters: &FileMeters) -> u64 {
    unsigned(meters.stored_bytes).saturating_add(unsigned(meters.announced_bytes))
}

fn max_bytes(connection: &mut DatabaseConnection, bounds: Bounds) -> Result<u64, StoreError> {
    let settings = setting::load(connection)?;
    let max_bytes = bounds.all_bytes;
    Ok(settings.storage_quota_bytes.map_or(max_bytes, |quota| quota.min(max_bytes)))
}

fn percent(bytes: u64, percent: u64) -> u64 {
    bytes.saturating_mul(percent) / 100
}

fn unsigned(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or_default()
}
