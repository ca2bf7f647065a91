//! Ties files and quote to a visitor's message that was stored. Doing it again changes nothing, so
//! that a repeated call mends one that was cut off.

use super::WriteInput;
use crate::attachment;
use crate::{Context, Desk, DeskError, Done, admin};
use switchboard_model::ChannelId;
use switchboard_model::connector::{PlatformChat, PlatformMessage};
use switchboard_model::message::Message;
use switchboard_store::{Lane, message, message_reference};

/// The message of this key, with its files and quote.
pub(super) async fn settle(
    desk: &Desk,
    context: &Context,
    platform_id: String,
    channel_id: ChannelId,
    input: WriteInput,
) -> Result<Done<Message>, DeskError> {
    let (context, epoch) = (context.clone(), desk.store().epoch());
    let chat = PlatformChat { id: platform_id, thread: None };
    let reference = PlatformMessage { chat, id: input.client_key, part: None };
    let (files, quoted) = (input.attachment_ids, input.quoted_message_id);
    desk.store()
        .write(Lane::Any, move |transaction| {
            let message_id = message_reference::find(transaction, channel_id, &reference)?
                .ok_or_else(|| DeskError::Internal("a stored message was not found".into()))?;
            let mut stored = message::get(transaction, message_id)?;
            if quoted.is_some() && stored.quoted_message_id.is_none() {
                stored.quoted_message_id = quoted;
                message::update(transaction, &stored)?;
            }
            attachment::bind(transaction, &context, &files, message_id)?;
            Ok(Done { value: stored, cursor: admin::place(transaction, epoch)? })
        })
        .await
}
