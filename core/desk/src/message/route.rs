//! By which channel, and to which of the contact's addresses, what is said in a chat leaves: to the chat's own,
//! or by a route to another one.

use super::queue::is_instant;
use crate::change::changed;
use crate::limits::{CHAT_LOST_ROUTES_MAX, CHAT_ROUTES_MAX};
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::channel::Channel;
use switchboard_model::chat::Chat;
use switchboard_model::chat_route::ChatRoute;
use switchboard_model::connector::PlatformChat;
use switchboard_model::contact::Identity;
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_model::{ChannelId, ChatId, IdentityId};
use switchboard_store::{StoreError, chat, chat_route, identity};

/// Where something leaves to.
pub(super) struct Route {
    /// The channel of the address.
    pub(super) channel: Channel,
    /// The address.
    pub(super) identity_id: IdentityId,
    /// The address as messages name it: none for the chat's own.
    pub(super) named: Option<IdentityId>,
    /// What the chat does not have yet: it gets it with what is said.
    missing: Option<Missing>,
}

/// A route that a chat does not have yet.
struct Missing {
    address: Identity,
    /// The closed chat that has it until then.
    held: Option<Chat>,
}

/// Where a reply to an address is said.
pub(super) enum SaidIn {
    /// In the chat itself.
    This(Box<Route>),
    /// In another one, which is open and has the address.
    Other(ChatId),
}

impl SaidIn {
    pub(super) fn this(route: Route) -> Self {
        Self::This(Box::new(route))
    }
}

impl Route {
    /// To the chat's own address.
    pub(super) fn home(command: &mut Command<'_>, chat: &Chat) -> Result<Self> {
        let channel = command.channel_to_write(chat.channel_id)?;
        Ok(Self { channel, identity_id: chat.identity_id, named: None, missing: None })
    }

    /// To an address that the chat has: its own, or one that it has a route to. None for any other.
    pub(super) fn current(
        command: &mut Command<'_>,
        chat: &Chat,
        address: &Identity,
    ) -> Result<Option<Self>> {
        let id = address.identity_id;
        if id == chat.identity_id {
            return Self::home(command, chat).map(Some);
        }
        let route = chat_route::find(command, chat.chat_id, id)?;
        if !route.is_some_and(|route| route.is_current) {
            return Ok(None);
        }
        Ok(Some(Self::by(command.channel_to_write(address.channel_id)?, id)))
    }

    /// To where a message went that is said in other words now.
    pub(super) fn of_edit(
        command: &mut Command<'_>,
        chat: &Chat,
        message: &Message,
    ) -> Result<Self> {
        check_theirs(command, chat, message.identity_id)?;
        Self::of_message(command, chat, message)
    }

    /// To where a message went, whoever has the address by now: enough to take it back there.
    pub(super) fn of_message(
        command: &mut Command<'_>,
        chat: &Chat,
        message: &Message,
    ) -> Result<Self> {
        let Some(id) = message.identity_id else { return Self::home(command, chat) };
        let channel_id = identity::get(command, id)?.channel_id;
        Ok(Self::by(command.channel_to_write(channel_id)?, id))
    }

    fn by(channel: Channel, identity_id: IdentityId) -> Self {
        Self { channel, identity_id, named: Some(identity_id), missing: None }
    }

    /// The same, which the chat has from now on: what is said there comes to it.
    pub(super) fn begun(mut self, command: &mut Command<'_>, chat: &Chat) -> Result<Self> {
        if let Some(missing) = self.missing.take() {
            add(command, chat, missing)?;
        }
        Ok(self)
    }
}

/// Where a reply from this locked chat to one of its contact's addresses is said. An open chat that has the
/// address keeps it, and the reply is said there; from a closed one the route moves to this chat
/// ([`Route::begun`]).
pub(super) fn to_address(command: &mut Command<'_>, chat: &Chat, id: IdentityId) -> Result<SaidIn> {
    if id == chat.identity_id {
        return Ok(SaidIn::this(Route::home(command, chat)?));
    }
    let known = identity::by_ids(command, &[id])?.pop();
    let address = of_contact(known, chat)?;
    check_seen(command, chat, address.channel_id)?;
    let channel = command.channel_to_write(address.channel_id)?;
    let route = chat_route::find(command, chat.chat_id, id)?;
    if route.is_some_and(|route| route.is_current) {
        return Ok(SaidIn::this(Route::by(channel, id)));
    }
    // Chats are locked before addresses, as where a message comes in. Whoever opens a chat for the address
    // locks it as well: nobody does that from then on.
    let before = chat_of_address(command, &address)?;
    let held = before.map(|held| chat::lock(command, held)).transpose()?;
    let address = of_contact(Some(identity::lock(command, id)?), chat)?;
    if chat_of_address(command, &address)? != before {
        return Err(StoreError::Busy.into());
    }
    if let Some(open) = held.as_ref().filter(|held| held.status.is_open()) {
        return Ok(SaidIn::Other(open.chat_id));
    }
    if is_instant(&channel) {
        return Err(DeskError::conflict(
            "visitors of the web chat see nothing but their own chat: open that, and answer there",
        ));
    }
    check_counts(&chat_route::of_chats(command, &[chat.chat_id])?, id)?;
    let missing = Some(Missing { address, held });
    Ok(SaidIn::this(Route { missing, ..Route::by(channel, id) }))
}

/// May a chat with these routes get one to this address: one that it had before comes in the place of that.
fn check_counts(routes: &[ChatRoute], id: IdentityId) -> Result<()> {
    let others = routes.iter().filter(|route| route.identity_id != id);
    let (current, lost): (Vec<&ChatRoute>, Vec<_>) = others.partition(|route| route.is_current);
    let reason = if current.len() >= CHAT_ROUTES_MAX {
        format!("the chat is talked in by {CHAT_ROUTES_MAX} addresses already")
    } else if lost.len() >= CHAT_LOST_ROUTES_MAX {
        format!("the chat has lost {CHAT_LOST_ROUTES_MAX} addresses already")
    } else {
        return Ok(());
    };
    Err(DeskError::conflict(format!("{reason}: open a chat for this one")))
}

/// The chat that has the address: it is at home there, or has the newest route.
fn chat_of_address(command: &mut Command<'_>, address: &Identity) -> Result<Option<ChatId>> {
    let id = address.identity_id;
    match chat::find_current_of_identity(command, id, address.contact_id)? {
        Some(home) => Ok(Some(home.chat_id)),
        None => Ok(chat_route::chat_of_identity(command, id)?),
    }
}

fn of_contact(address: Option<Identity>, chat: &Chat) -> Result<Identity> {
    let own = address.filter(|address| address.contact_id == chat.contact_id);
    own.ok_or_else(|| DeskError::invalid("identityId", "this is no address of the chat's customer"))
}

/// Nothing more is said to an address that a message names and that is another contact's since two people who
/// were taken for one are two again.
pub(super) fn check_theirs(
    command: &mut Command<'_>,
    chat: &Chat,
    named: Option<IdentityId>,
) -> Result<()> {
    let Some(id) = named else { return Ok(()) };
    if identity::get(command, id)?.contact_id == chat.contact_id {
        return Ok(());
    }
    Err(DeskError::conflict("this address is another contact's by now: write in a chat of theirs"))
}

/// Who writes by a channel sees its chats.
fn check_seen(command: &Command<'_>, chat: &Chat, channel_id: ChannelId) -> Result<()> {
    let Ok(operator) = command.operator() else { return Ok(()) };
    let of_channel = Chat { channel_id, operator_id: None, team_id: None, ..chat.clone() };
    if operator.visible_chats().is_some_and(|visible| visible.allows(&of_channel, false)) {
        return Ok(());
    }
    Err(DeskError::forbidden(
        "you do not see the chats of this address's channel: ask one of its members to write",
    ))
}

/// Gives the chat the route to an address, which a closed chat may have had before.
fn add(command: &mut Command<'_>, chat: &Chat, missing: Missing) -> Result<()> {
    let Missing { address, held } = missing;
    let (place, reply_context) = match held {
        Some(held) => {
            let taken = take_from(command, &held, address.identity_id)?;
            command.event(EventKind::ChatUpdated, &held, changed(&["routes"]))?;
            taken
        }
        None => (PlatformChat { id: address.platform_id.clone(), thread: None }, json!({})),
    };
    let route = ChatRoute {
        chat_id: chat.chat_id,
        identity_id: address.identity_id,
        channel_id: address.channel_id,
        platform_chat: place.id,
        platform_thread: place.thread,
        reply_context,
        is_current: true,
        created_at: command.now(),
    };
    chat_route::put(command, &route)?;
    Ok(command.event(EventKind::ChatUpdated, chat, changed(&["routes"]))?)
}

/// Where a closed chat was talked in by an address: it is not any more.
fn take_from(
    command: &mut Command<'_>,
    held: &Chat,
    id: IdentityId,
) -> Result<(PlatformChat, serde_json::Value)> {
    if held.identity_id == id {
        chat::retire(command, held.chat_id)?;
        return Ok((held.place(), held.reply_context.clone()));
    }
    let route = chat_route::find(command, held.chat_id, id)?.ok_or(DeskError::NotFound)?;
    chat_route::retire(command, held.chat_id, id)?;
    Ok((route.place(), route.reply_context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::Timestamp;

    fn routes(count: usize, is_current: bool) -> Vec<ChatRoute> {
        let ids = (1..).map(IdentityId).take(count);
        let route = |identity_id: IdentityId| ChatRoute {
            chat_id: ChatId(1),
            identity_id,
            channel_id: ChannelId(1),
            platform_chat: identity_id.to_string(),
            platform_thread: None,
            reply_context: json!({}),
            is_current,
            created_at: Timestamp(0),
        };
        ids.map(route).collect()
    }

    #[test]
    fn a_chat_gets_addresses_whatever_it_has_lost() {
        let (new, had) = (IdentityId(0), IdentityId(1));
        for (count, is_current) in [(CHAT_ROUTES_MAX, true), (CHAT_LOST_ROUTES_MAX, false)] {
            assert_eq!(check_counts(&routes(count - 1, is_current), new), Ok(()));
            let full = routes(count, is_current);
            assert_eq!(check_counts(&full, new).map_err(|error| error.code()), Err("CONFLICT"));
            assert_eq!(check_counts(&full, had), Ok(()), "it comes in the place of the one it had");
        }
        assert_eq!(check_counts(&routes(CHAT_ROUTES_MAX, false), new), Ok(()));
    }
}
