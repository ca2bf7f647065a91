//! Claims inbound attachments that wait to be fetched from their platform.

use crate::{Desk, Result};
use switchboard_model::Timestamp;
use switchboard_model::attachment::Attachment;
use switchboard_model::channel::Channel;
use switchboard_store::{Lane, attachment, channel, chat};

/// An attachment to fetch: call `fetch_media` with its token, then `fetched` or `failed`.
#[derive(Clone, Debug)]
pub struct PendingFetch {
    pub attachment: Attachment,
    /// The channel whose connector fetches it.
    pub channel: Channel,
    /// Tries before this one.
    pub attempt_count: i32,
}

/// Claims at most `limit` attachments for `lease_ms` milliseconds.
pub async fn claim(desk: &Desk, limit: i64, lease_ms: i64) -> Result<Vec<PendingFetch>> {
    desk.store()
        .write(Lane::Any, move |transaction| {
            let now = transaction.now();
            let limit = limit.min(crate::limits::CLAIM_MAX);
            let claimed =
                attachment::claim_fetches(transaction, now, now.plus_ms(lease_ms), limit)?;
            let mut fetches = Vec::with_capacity(claimed.len());
            for one in claimed {
                // What a deleted chat had is fetched no more.
                let Some(chat) = chat::find(transaction, one.attachment.chat_id)? else { continue };
                fetches.push(PendingFetch {
                    channel: channel::get(transaction, chat.channel_id)?,
                    attachment: one.attachment,
                    attempt_count: one.attempt_count,
                });
            }
            Ok(fetches)
        })
        .await
}

/// When the next attachment is to be fetched, if any waits.
pub async fn next_at(desk: &Desk) -> Result<Option<Timestamp>> {
    Ok(desk.store().read(attachment::next_fetch_at).await?)
}
