//! Fetches back a chat that was put aside: by hand, when its time has come, when the customer writes, and
//! when something else ends it. It stands in the lists again, and nothing is sent to anybody.

use super::absent::release_if_absent;
use super::handover::Owners;
use super::{apply, save};
use crate::command::Author;
use crate::{Command, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::status::ChatTransition;
use switchboard_model::timer::TimerKind;
use switchboard_model::{ChatId, Permission};
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct WakeInput {
    pub chat_id: ChatId,
}

command!(wake: wake_in(&WakeInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Fetches the chat back.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Conflict` when it is not put
/// aside.
pub fn wake_in(command: &mut Command<'_>, input: &WakeInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatSnooze)?;
    let author = command.author();
    if !back(command, &mut chat, author)? {
        return Err(DeskError::conflict("the chat is not put aside"));
    }
    save(command, &mut chat)?;
    command.audit("chat.wake", &chat, None, None)?;
    Ok(chat)
}

/// Its time has come.
pub(crate) fn when_due(command: &mut Command<'_>, mut chat: Chat) -> Result<()> {
    let author = command.author();
    if back(command, &mut chat, author)? {
        save(command, &mut chat)?;
    }
    Ok(())
}

/// The customer has written: the chat is back, unless it is to stay put aside. The row is not written.
pub(crate) fn by_customer(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<bool> {
    if chat.is_snooze_kept {
        return Ok(false);
    }
    back(command, chat, author)
}

/// Back into the lists, and into the queue when those who have it are not there. Says whether it was put
/// aside; the row is not written.
fn back(command: &mut Command<'_>, chat: &mut Chat, author: Author) -> Result<bool> {
    if chat.snoozed_until.is_none() {
        return Ok(false);
    }
    let (before, now) = (Owners::of(chat), command.now());
    let is_staffed = release_if_absent(command, chat, author)?;
    let change = apply(chat, ChatTransition::Released, is_staffed, now)?;
    let detail = change.detail(before.detail(chat));
    told(command, chat, author, detail)?;
    Ok(true)
}

/// It is not put aside any more, because something else happens to it. The row is not written.
pub(super) fn end(command: &mut Command<'_>, chat: &mut Chat) -> Result<()> {
    if chat.snoozed_until.is_none() {
        return Ok(());
    }
    let (author, detail) = (command.author(), Owners::of(chat).detail(chat));
    told(command, chat, author, detail)
}

fn told(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
    detail: EventDetail,
) -> Result<()> {
    chat.snoozed_until = None;
    chat.is_snooze_kept = false;
    command.remove_timer(TimerKind::ChatWake, chat.chat_id.0)?;
    let detail = EventDetail { changed: vec!["snoozed_until".to_owned()], ..detail };
    Ok(command.event_by(author, EventKind::ChatWoken, &*chat, detail)?)
}
