//! What the platform shows as written by us: the echo of an own message, or a colleague's who wrote in
//! the platform's own app.

use super::chat::Found;
use super::message::{Edition, body_of};
use super::{InboundProcessor, ItemOutcome, Processed, ProcessingError};
use crate::change::changed;
use crate::limits::ECHO_CANDIDATES_MAX;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{InboundMessage, PlatformIdentity, ReceiptState};
use switchboard_model::delivery::{Delivery, DeliveryOperation};
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatTransition;
use switchboard_model::{AuthorKind, DeliveryId, MessageId};
use switchboard_store::{delivery, message, message_reference};

impl InboundProcessor<'_, '_> {
    /// Matches an echo with its message, or stores what a colleague wrote elsewhere.
    pub(super) fn echo(
        &mut self,
        inbound: &InboundMessage,
        edition: Option<Edition>,
    ) -> Processed<ItemOutcome> {
        let place = &inbound.reference.chat;
        let current = self.current_chat(place)?;
        let channel_id = self.channel.channel_id;
        if message_reference::find(self.command, channel_id, &inbound.reference)?.is_some() {
            return Ok(ItemOutcome::Duplicate);
        }
        if let Some(found) = &current {
            if let Some(message_id) = self.echoed(found, inbound)? {
                return self.confirm(&found.chat, message_id, inbound);
            }
            self.wait_for_sends(&found.chat)?;
        }
        let Some(message_id) = self.claim_name(&inbound.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        let author = (AuthorKind::Operator, None);
        let found = match current {
            Some(found) if found.chat.status.is_open() => found,
            current => {
                // The customer that a colleague writes to is known by the platform's chat alone.
                let account = PlatformIdentity {
                    id: place.id.clone(),
                    aliases: Vec::new(),
                    name: None,
                    locale: None,
                    avatar: None,
                    extra: serde_json::json!({}),
                };
                let sender = self.identity(&account)?;
                self.chat_for_message(current, place, &sender, author)?
            }
        };
        // An answer in a closed chat does not open it: nobody waits for one.
        let act = found.chat.status.is_open().then_some(ChatTransition::OperatorReplied);
        self.store(found, message_id, author, (inbound, edition), act)
    }

    /// The own message that this is the echo of: by the key of its delivery, by the id that the
    /// platform promised, or as the only unsettled one with this text that went to the address of the place
    /// where it was seen.
    fn echoed(&mut self, found: &Found, inbound: &InboundMessage) -> Processed<Option<MessageId>> {
        if let Some(echo) = &inbound.echo_of {
            if let Ok(id) = echo.parse::<DeliveryId>() {
                let known = delivery::find(self.command, id)?;
                if let Some(known) = known.filter(|known| known.chat_id == found.chat.chat_id) {
                    return Ok(Some(known.message_id));
                }
            }
            let place = &inbound.reference.chat;
            let channel_id = self.channel.channel_id;
            let known = message_reference::find_echo(self.command, channel_id, place, echo)?;
            if known.is_some() {
                return Ok(known);
            }
        }
        if inbound.text.is_none() {
            return Ok(None);
        }
        let (text, _) = body_of(inbound);
        let to = (found.chat.chat_id, found.address());
        for candidate in delivery::maybe_sent(self.command, to, ECHO_CANDIDATES_MAX)? {
            let candidate = message::get(self.command, candidate.message_id)?;
            if candidate.body == text.trim() {
                return Ok(Some(candidate.message_id));
            }
        }
        Ok(None)
    }

    /// The echo proves that the message arrived, and tells its name.
    fn confirm(
        &mut self,
        chat: &Chat,
        message_id: MessageId,
        inbound: &InboundMessage,
    ) -> Processed<ItemOutcome> {
        let channel_id = self.channel.channel_id;
        let reference = &inbound.reference;
        message_reference::insert_or_ignore(self.command, channel_id, reference, message_id)?;
        let send = delivery::of_message(self.command, message_id)?
            .into_iter()
            .find(|delivery| delivery.operation == DeliveryOperation::Send);
        let Some(before) = send else { return Ok(ItemOutcome::Duplicate) };
        let state = before.state.after(ReceiptState::Accepted);
        if state == before.state {
            return Ok(ItemOutcome::Duplicate);
        }
        let after = Delivery {
            state,
            sent_at: before.sent_at.or(Some(inbound.at)),
            error_code: None,
            error_message: None,
            updated_at: self.command.now(),
            ..before
        };
        delivery::update(self.command, &after)?;
        self.command.event(EventKind::DeliveryChanged, (chat, &after), changed(&["state"]))?;
        Ok(ItemOutcome::Changed)
    }

    /// What nobody knows may belong to a message that is just being sent: its name comes with the
    /// platform's answer.
    pub(super) fn wait_for_sends(&mut self, chat: &Chat) -> Processed<()> {
        let now = self.command.now();
        if delivery::is_any_in_flight(self.command, chat.chat_id, now)? {
            return Err(ProcessingError::EchoPending);
        }
        Ok(())
    }
}
