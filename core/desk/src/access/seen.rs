//! Who may see a thing, said once by each noun (`noun!`): what is answered to a repeated call goes through
//! here, whatever could be seen when the call came first.

use super::{can_read, can_read_contact};
use crate::{DeskError, Result};
use switchboard_model::view::ViewOwner;
use switchboard_model::{Actor, ChatId, ContactId, Permission};
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
    /// A view, which is seen by who has it.
    View(ViewOwner),
    /// What stands in a chat and is seen with it, or on the contact alone.
    ChatOrContact((Option<ChatId>, ContactId)),
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
        SeenAs::Chat(id) | SeenAs::ChatOrContact((Some(id), _)) => {
            let chat = chat::get(connection, id)?;
            can_read(connection, actor, &chat)?
        }
        SeenAs::View(owner) => match actor {
            Actor::Operator(operator) => owner.shows_to(operator),
            Actor::System => true,
            Actor::Visitor { .. } => false,
        },
        SeenAs::Contact(id) | SeenAs::ChatOrContact((None, id)) => {
            can_read_contact(connection, actor, id)?
        }
    };
    if is_seen { Ok(()) } else { Err(DeskError::NotFound) }
}
