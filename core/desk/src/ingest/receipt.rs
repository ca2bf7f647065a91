//! A platform tells how far our messages got. Receipts come in any order; states only move forward.

use super::message::check_reference;
use super::{InboundProcessor, ItemOutcome, Processed, set_reachable};
use crate::change::changed;
use crate::limits::{ERROR_TEXT_MAX_CHARACTERS, RECEIPT_MESSAGES_MAX};
use crate::text;
use switchboard_model::Timestamp;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{
    ErrorClass, InboundReceipt, PlatformChat, PlatformMessage, ReceiptState, ReceiptTarget,
};
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_store::{delivery, message_reference};

/// What is not read yet.
const UNREAD: &[DeliveryState] = &[DeliveryState::Sent, DeliveryState::Delivered];

impl InboundProcessor<'_, '_> {
    /// Moves the deliveries that the receipt speaks of.
    pub(super) fn receipt(&mut self, receipt: &InboundReceipt) -> Processed<ItemOutcome> {
        let (chat, deliveries) = match &receipt.target {
            ReceiptTarget::One(reference) => match self.receipt_of_one(reference)? {
                Some((chat, delivery)) => (chat, vec![delivery]),
                None => return Ok(ItemOutcome::Ignored),
            },
            ReceiptTarget::UpTo(place, at) => {
                match self.receipt_up_to(place, *at, receipt.state)? {
                    Some(found) => found,
                    None => return Ok(ItemOutcome::Ignored),
                }
            }
        };
        let mut is_changed = false;
        for before in deliveries {
            is_changed |= self.advance(&chat, before, receipt)?;
        }
        Ok(if is_changed { ItemOutcome::Changed } else { ItemOutcome::Ignored })
    }

    /// The customer has read what left for the chat's own address up to a time.
    pub(crate) fn read_up_to(&mut self, chat: &Chat, at: Timestamp) -> Processed<()> {
        let receipt = InboundReceipt {
            target: ReceiptTarget::UpTo(chat.place(), at),
            state: ReceiptState::Read,
            at: self.command.now(),
            error: None,
        };
        let of_chat = (chat.chat_id, chat.identity_id);
        let unread =
            delivery::arrived_up_to(self.command, of_chat, at, UNREAD, RECEIPT_MESSAGES_MAX)?;
        for before in unread {
            self.advance(chat, before, &receipt)?;
        }
        Ok(())
    }

    fn receipt_of_one(
        &mut self,
        reference: &PlatformMessage,
    ) -> Processed<Option<(Chat, Delivery)>> {
        check_reference(reference)?;
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.command, channel_id, reference)?;
        let Some(id) = found else {
            // The name of a message that is just being sent is not known yet.
            if let Some(found) = self.current_chat(&reference.chat)? {
                self.wait_for_sends(&found.chat)?;
            }
            return Ok(None);
        };
        let Some(chat) = self.chat_of_message(id)? else { return Ok(None) };
        let send = delivery::of_message(self.command, id)?
            .into_iter()
            .find(|delivery| delivery.operation == DeliveryOperation::Send);
        Ok(send.map(|send| (chat, send)))
    }

    fn receipt_up_to(
        &mut self,
        place: &PlatformChat,
        at: Timestamp,
        state: ReceiptState,
    ) -> Processed<Option<(Chat, Vec<Delivery>)>> {
        let Some(found) = self.current_chat(place)? else { return Ok(None) };
        let (address, chat) = (found.address(), found.chat);
        let behind: &[DeliveryState] = match state {
            ReceiptState::Read => UNREAD,
            ReceiptState::Delivered => &[DeliveryState::Sent],
            ReceiptState::Accepted | ReceiptState::Failed => return Ok(None),
        };
        let of_chat = (chat.chat_id, address);
        let deliveries =
            delivery::arrived_up_to(self.command, of_chat, at, behind, RECEIPT_MESSAGES_MAX)?;
        Ok(Some((chat, deliveries)))
    }

    fn advance(
        &mut self,
        chat: &Chat,
        before: Delivery,
        receipt: &InboundReceipt,
    ) -> Processed<bool> {
        let state = before.state.after(receipt.state);
        if state == before.state {
            return Ok(false);
        }
        let now = self.command.now();
        let mut after = Delivery { state, updated_at: now, ..before };
        match state {
            DeliveryState::Sent => after.sent_at = after.sent_at.or(Some(receipt.at)),
            DeliveryState::Delivered => after.delivered_at = Some(receipt.at),
            DeliveryState::Read => after.read_at = Some(receipt.at),
            DeliveryState::Queued | DeliveryState::Failed | DeliveryState::MaybeSent => {}
        }
        (after.error_code, after.error_message) = (None, None);
        if let (DeliveryState::Failed, Some(error)) = (state, &receipt.error) {
            after.error_code = Some(text::start(&error.code, ERROR_TEXT_MAX_CHARACTERS));
            after.error_message = Some(text::start(&error.message, ERROR_TEXT_MAX_CHARACTERS));
            if error.class == ErrorClass::Recipient {
                set_reachable(self.command, after.identity_id, false)?;
            }
        }
        delivery::update(self.command, &after)?;
        self.command.event(EventKind::DeliveryChanged, (chat, &after), changed(&["state"]))?;
        Ok(true)
    }
}
