//! Who may see a thing, said once by each noun (`noun!`): what is answered to a repeated call goes through
//! here, whatever could be seen when the call came first.

use super::{can_read, can_read_contact, is_owned_seen};
use crate::{DeskError, Result};
use switchboard_model::{Actor, ChatId, ContactId, OperatorId, Owner, Permission};
use switchboard_store::{DatabaseConnection, chat};

/// What somebody has to see, or to be, to see a thing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SeenAs {
    /// What every operator knows.
    Directory,
    /// What is seen by who has this permission.
    Permission(Permission),
    /// What is seen with its chat.
    Chat(ChatId),
    /// What is seen with its contact.
    Contact(ContactId),
    /// What stands in a chat and is seen with it, or on the contact alone.
    ChatOrContact((Option<ChatId>, ContactId)),
    /// What this operator alone sees, with its chat where it is in one.
    Own((OperatorId, Option<ChatId>)),
    /// What its owner sees, and who has this permission where it is a team's.
    Owned((Owner, Permission)),
}

/// May the actor see it now.
///
/// # Errors
/// `NotFound` when not.
pub(crate) fn check_seen(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    seen_as: SeenAs,
) -> Result<()> {
    let is_seen = match seen_as {
        SeenAs::Directory => !matches!(actor, Actor::Visitor { .. }),
        SeenAs::Permission(permission) => actor.has(permission),
        SeenAs::Owned((owner, manages)) => is_owned_seen(actor, owner, manages),
        SeenAs::Own((id, _)) if !is_operator(actor, id) => false,
        SeenAs::Own((_, None)) => true,
        SeenAs::Chat(id) | SeenAs::ChatOrContact((Some(id), _)) | SeenAs::Own((_, Some(id))) => {
            let chat = chat::get(connection, id)?;
            can_read(connection, actor, &chat)?
        }
        SeenAs::Contact(id) | SeenAs::ChatOrContact((None, id)) => {
            can_read_contact(connection, actor, id)?
        }
    };
    if is_seen { Ok(()) } else { Err(DeskError::NotFound) }
}

fn is_operator(actor: &Actor, id: OperatorId) -> bool {
    matches!(actor, Actor::Operator(operator) if operator.operator_id == id)
}
