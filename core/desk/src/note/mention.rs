//! Whom a note names: colleagues who see what it stands on. Called whenever the text of a note is written.

use crate::access::{can_read, can_read_contact};
use crate::limits::NOTE_MENTIONS_MAX;
use crate::session::operator_actor;
use crate::{Command, DeskError, Result};
use switchboard_model::actor::Credential;
use switchboard_model::chat::Chat;
use switchboard_model::note::{Note, mention_words};
use switchboard_model::{Actor, OperatorId};
use switchboard_store::operator;

/// May all whom the note names see it, but for those whom it has named before.
///
/// # Errors
/// `Invalid` for one who is unknown, not active, or does not see what the note stands on; for too many.
pub(super) fn check_mentions(
    command: &mut Command<'_>,
    field: &'static str,
    (chat, note): (Option<&Chat>, &Note),
    before: &[OperatorId],
) -> Result<()> {
    let is_id = |word: &&str| word.parse::<OperatorId>().is_ok();
    if let Some(word) = mention_words(&note.body).find(|word| !is_id(word)) {
        let reason = format!("@[{word}] names nobody: put the id of an operator into the brackets");
        return Err(DeskError::invalid(field, reason));
    }
    let named = note.mentions();
    if named.len() > NOTE_MENTIONS_MAX {
        let reason = format!("names more than {NOTE_MENTIONS_MAX} colleagues: leave some out");
        return Err(DeskError::invalid(field, reason));
    }
    for id in named.into_iter().filter(|id| !before.contains(id)) {
        let Some(found) = operator::find(command, id)? else {
            let reason = format!("no operator has the id {id}: name another one");
            return Err(DeskError::invalid(field, reason));
        };
        let Some(actor) = operator_actor(command, id, Credential::Console, None)? else {
            let reason = format!("{} is not active any more: name another colleague", found.name);
            return Err(DeskError::invalid(field, reason));
        };
        let reads_chats = actor.visible_chats().is_some();
        let actor = Actor::Operator(actor);
        let (is_seen, place) = match chat {
            Some(chat) => (can_read(command, &actor, chat)?, "chat"),
            None => (reads_chats && can_read_contact(command, &actor, note.contact_id)?, "contact"),
        };
        if !is_seen {
            let reason = format!(
                "{} may not see this {place}: let them join or assign it, or leave them out",
                found.name
            );
            return Err(DeskError::invalid(field, reason));
        }
    }
    Ok(())
}
