//! What the platform shows as written by us: the echo of an own message, or a colleague's who wrote in
//! the platform's own app.

use super::message::Edition;
use super::{Intake, IntakeError, ItemOutcome};
use crate::event::{self, Subject, changed};
use crate::limits::ECHO_CANDIDATES_MAX;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{InboundMessage, PlatformIdentity, ReceiptState};
use switchboard_model::delivery::{Delivery, DeliveryOperation};
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatAct;
use switchboard_model::{AuthorKind, DeliveryId, MessageId};
use switchboard_store::{delivery, message, message_reference};

impl Intake<'_, '_> {
    /// Matches an echo with its message, or stores what a colleague wrote elsewhere.
    pub(super) fn echo(
        &mut self,
        told: &InboundMessage,
        edition: Option<Edition>,
    ) -> Result<ItemOutcome, IntakeError> {
        let place = &told.reference.chat;
        let current = self.current_chat(place)?;
        let channel_id = self.channel.channel_id;
        if message_reference::find(self.transaction, channel_id, &told.reference)?.is_some() {
            return Ok(ItemOutcome::Duplicate);
        }
        if let Some(chat) = &current {
            if let Some(message_id) = self.echoed(chat, told)? {
                return self.confirm(chat, message_id, told);
            }
            self.wait_for_sends(chat)?;
        }
        let Some(message_id) = self.claim_name(&told.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        let author = (AuthorKind::Operator, None);
        let chat = match current {
            Some(chat) if chat.status.is_open() => chat,
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
                let (identity, _) = self.identity(&account)?;
                self.chat_for_message(current, place, &identity, author)?
            }
        };
        // An answer in a closed chat does not open it: nobody waits for one.
        let act = chat.status.is_open().then_some(ChatAct::OperatorReplied);
        self.store(chat, message_id, author, (told, edition), act)
    }

    /// The own message that this is the echo of: by the key of its delivery, by the id that the
    /// platform promised, or as the only unsettled one with this text.
    fn echoed(
        &mut self,
        chat: &Chat,
        told: &InboundMessage,
    ) -> Result<Option<MessageId>, IntakeError> {
        if let Some(echo) = &told.echo_of {
            if let Ok(id) = echo.parse::<DeliveryId>() {
                let known = delivery::find(self.transaction, id)?;
                if let Some(known) = known.filter(|known| known.chat_id == chat.chat_id) {
                    return Ok(Some(known.message_id));
                }
            }
            let place = &told.reference.chat;
            let channel_id = self.channel.channel_id;
            let known = message_reference::find_echo(self.transaction, channel_id, place, echo)?;
            if known.is_some() {
                return Ok(known);
            }
        }
        let Some(text) = &told.text else { return Ok(None) };
        let unsettled =
            delivery::maybe_sent_of_chat(self.transaction, chat.chat_id, ECHO_CANDIDATES_MAX)?;
        for candidate in unsettled {
            let candidate = message::get(self.transaction, candidate.message_id)?;
            if candidate.body == text.body.trim() {
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
        told: &InboundMessage,
    ) -> Result<ItemOutcome, IntakeError> {
        let channel_id = self.channel.channel_id;
        let reference = &told.reference;
        message_reference::insert_or_ignore(self.transaction, channel_id, reference, message_id)?;
        let send = delivery::of_message(self.transaction, message_id)?
            .into_iter()
            .find(|delivery| delivery.operation == DeliveryOperation::Send);
        let Some(before) = send else { return Ok(ItemOutcome::Duplicate) };
        let state = before.state.after(ReceiptState::Accepted);
        if state == before.state {
            return Ok(ItemOutcome::Duplicate);
        }
        let after = Delivery {
            state,
            sent_at: before.sent_at.or(Some(told.at)),
            error_code: None,
            error_message: None,
            updated_at: self.transaction.now(),
            ..before
        };
        delivery::update(self.transaction, &after)?;
        let subject = Subject::delivery(chat, after.delivery_id);
        let (kind, detail) = (EventKind::DeliveryChanged, changed(&["state"]));
        event::append(self.transaction, self.author, kind, subject, detail)?;
        Ok(ItemOutcome::Changed)
    }

    /// What nobody knows may belong to a message that is just being sent: its name comes with the
    /// platform's answer.
    pub(super) fn wait_for_sends(&mut self, chat: &Chat) -> Result<(), IntakeError> {
        let now = self.transaction.now();
        if delivery::is_any_in_flight(self.transaction, chat.chat_id, now)? {
            return Err(IntakeError::EchoPending);
        }
        Ok(())
    }
}
