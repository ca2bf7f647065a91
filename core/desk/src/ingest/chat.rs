//! Finds the chat that a message belongs to, or opens it. A closed one comes back with its history,
//! unless the channel says that after so long a new one begins.

use super::identity::Sender;
use super::{InboundProcessor, Processed};
use crate::change::changed;
use crate::chat::new_chat;
use crate::command::Author;
use crate::text::platform_id;
use switchboard_model::channel::WEB_PLUGIN;
use switchboard_model::chat::Chat;
use switchboard_model::chat_route::ChatRoute;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{IdentityId, MessageId};
use switchboard_store::{StoreError, chat, chat_route, message};

/// The locked chat that what is said in a platform chat comes to.
pub(super) struct Found {
    pub(super) chat: Chat,
    /// By which route, where the chat is at home elsewhere.
    pub(super) route: Option<ChatRoute>,
}

impl Found {
    fn at_home(chat: Chat) -> Self {
        Self { chat, route: None }
    }

    /// The address that what is said there goes to.
    pub(super) fn address(&self) -> IdentityId {
        self.route.as_ref().map_or(self.chat.identity_id, |route| route.identity_id)
    }
}

impl InboundProcessor<'_, '_> {
    /// The chat that what is said in this platform chat comes to now: the one that is at home there, else
    /// one that has a route.
    pub(super) fn current_chat(&mut self, place: &PlatformChat) -> Processed<Option<Found>> {
        match self.home_chat(place)? {
            Some(chat) => Ok(Some(Found::at_home(chat))),
            None => self.routed_chat(place),
        }
    }

    /// The same for what a customer says. It follows their address: a route of somebody who is not the chat's
    /// contact any more is none.
    pub(super) fn chat_of_sender(
        &mut self,
        place: &PlatformChat,
        sender: &Sender,
    ) -> Processed<Option<Found>> {
        if let Some(chat) = self.home_chat(place)? {
            return Ok(Some(Found::at_home(chat)));
        }
        if !self.may_have_routes(place, sender) {
            return Ok(None);
        }
        let Some(found) = self.routed_chat(place)? else { return Ok(None) };
        if found.chat.contact_id == sender.identity.contact_id {
            return Ok(Some(found));
        }
        self.leave(&found)?;
        Ok(None)
    }

    fn home_chat(&mut self, place: &PlatformChat) -> Processed<Option<Chat>> {
        let id = platform_id("chat", &place.id)?;
        if let Some(thread) = &place.thread {
            platform_id("thread", thread)?;
        }
        let thread = place.thread.as_deref();
        let found = chat::lock_current(self.command, self.channel.channel_id, id, thread)?;
        if let Some(chat) = &found {
            self.concerns(chat.identity_id);
        }
        Ok(found)
    }

    fn routed_chat(&mut self, place: &PlatformChat) -> Processed<Option<Found>> {
        let found = chat_route::lock_current(self.command, self.channel.channel_id, place)?;
        Ok(found.map(|(chat, route)| {
            self.concerns(route.identity_id);
            Found { chat, route: Some(route) }
        }))
    }

    /// The locked chat of a message that has come before; none where it was deleted since: what is still told
    /// of it is passed over.
    pub(super) fn chat_of_message(&mut self, id: MessageId) -> Processed<Option<Chat>> {
        let message = message::get(self.command, id)?;
        let chat = match chat::lock(self.command, message.chat_id) {
            Err(StoreError::NotFound) => return Ok(None),
            found => found?,
        };
        self.concerns(message.identity_id.unwrap_or(chat.identity_id));
        Ok(Some(chat))
    }

    /// Nobody has a route to where an address is alone that was never seen before, nor to the web chat. A group
    /// may be known by somebody else in it.
    fn may_have_routes(&self, place: &PlatformChat, sender: &Sender) -> bool {
        let is_alone = place.id == sender.identity.platform_id;
        self.channel.plugin != WEB_PLUGIN && !(sender.is_new && is_alone)
    }

    /// What is said there comes to this chat no more.
    fn leave(&mut self, found: &Found) -> Result<(), StoreError> {
        let id = found.chat.chat_id;
        match &found.route {
            None => chat::retire(self.command, id),
            Some(route) => {
                chat_route::retire(self.command, id, route.identity_id)?;
                self.command.event(EventKind::ChatUpdated, &found.chat, changed(&["routes"]))
            }
        }
    }

    /// The chat for a new message: the current one, or a new one where there is none or where the
    /// current one was closed too long ago.
    pub(super) fn chat_for_message(
        &mut self,
        current: Option<Found>,
        place: &PlatformChat,
        sender: &Sender,
        author: Author,
    ) -> Processed<Found> {
        match current {
            Some(found) if !self.is_over(&found.chat) => return Ok(found),
            Some(found) => self.leave(&found)?,
            None => {}
        }
        let identity = sender.identity_for_chat(self.command)?;
        let channel_id = self.channel.channel_id;
        // An operator may have made a route to the address before it was locked.
        if self.may_have_routes(place, sender)
            && chat_route::chat_at(self.command, channel_id, place)?.is_some()
        {
            return Err(StoreError::Busy.into());
        }
        let whose = (&sender.contact, &identity);
        let mut chat = new_chat(self.command, self.channel, whose, place.clone())?;
        chat.language = sender.language.clone().or(chat.language);
        if !chat::insert_or_ignore(self.command, &chat)? {
            // Another process was faster: its chat is the one.
            return self.current_chat(place)?.ok_or_else(|| StoreError::Busy.into());
        }
        self.command.event_by(author, EventKind::ChatOpened, &chat, EventDetail::default())?;
        Ok(Found::at_home(chat))
    }

    fn is_over(&self, chat: &Chat) -> bool {
        let (Some(closed_at), Some(within_ms)) = (chat.closed_at, self.channel.reopen_within_ms)
        else {
            return false;
        };
        self.command.now().since_ms(closed_at) >= within_ms
    }
}
