//! Puts closed chats away: out of the working lists, by hand or by their age. They stay searchable, and the
//! customer's next message opens one again as it opens a closed one.

use super::{apply, save};
use crate::check::check_version;
use crate::{Command, Context, Desk, Result, setting};
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::status::ChatTransition;
use switchboard_model::{ChatId, Permission, Timestamp};
use switchboard_store::{Lane, chat};

/// Which chat.
#[derive(Clone, Debug)]
pub struct ArchiveInput {
    pub chat_id: ChatId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(archive: archive_in(&ArchiveInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Puts the chat away.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.archive`, `Stale`, `Conflict` for one that
/// is not closed, or is archived already.
pub fn archive_in(command: &mut Command<'_>, input: &ArchiveInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatArchive)?;
    check_version(input.expected_version, chat.version)?;
    put_away(command, &mut chat)?;
    command.audit("chat.archive", &chat, None, None)?;
    Ok(chat)
}

/// Puts chats away that have been closed for as long as the settings say, at most so many, in one write;
/// returns how many. None where the settings say nothing.
///
/// # Errors
/// `Store`.
pub async fn archive_old(desk: &Desk, limit: i64) -> Result<usize> {
    let settings = desk.store().read(setting::load).await?;
    let Some(after_ms) = settings.archive_after_ms else { return Ok(0) };
    let before = desk.now().plus_ms(-after_ms);
    desk.transact(&Context::system(), Lane::Any, move |command| {
        archive_before(command, before, limit)
    })
    .await
}

fn archive_before(command: &mut Command<'_>, before: Timestamp, limit: i64) -> Result<usize> {
    let chats = chat::lock_closed_before(command, before, limit)?;
    let count = chats.len();
    for mut chat in chats {
        put_away(command, &mut chat)?;
    }
    Ok(count)
}

/// Archives a closed chat, which is locked.
pub(crate) fn put_away(command: &mut Command<'_>, chat: &mut Chat) -> Result<()> {
    let change = apply(chat, ChatTransition::Archived, false, command.now())?;
    save(command, chat)?;
    let detail = change.detail(EventDetail::default());
    Ok(command.event(EventKind::ChatArchived, &*chat, detail)?)
}
