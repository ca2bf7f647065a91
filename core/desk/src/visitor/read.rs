//! A visitor has seen the messages up to one.

use super::acting::ActingVisitor;
use crate::ingest::{IngestInput, Ingested, ProcessingError, Source, ingest};
use crate::{CommandResult, Committed, Context, Desk, DeskError, Result};
use switchboard_model::MessageId;
use switchboard_model::connector::{
    InboundEvent, InboundItem, InboundReceipt, PlatformChat, ReceiptState, ReceiptTarget,
};
use switchboard_store::message;

/// Marks the operators' messages up to this one as read.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Conflict` when the channel is not at
/// work, `NotFound` for a message of another chat.
pub async fn read(desk: &Desk, context: &Context, message_id: MessageId) -> CommandResult<()> {
    let actor = context.actor.clone();
    let (chat, seen) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let visitor = ActingVisitor::now(connection, &actor)?;
            let chat = visitor.chat(connection)?.ok_or(DeskError::NotFound)?;
            let seen = message::get(connection, message_id)?;
            if seen.chat_id != chat.chat_id || seen.identity_id.is_some() {
                return Err(DeskError::NotFound);
            }
            Ok((chat, seen))
        })
        .await?;
    let receipt = InboundReceipt {
        target: ReceiptTarget::UpTo(
            PlatformChat { id: chat.platform_chat, thread: chat.platform_thread },
            seen.created_at,
        ),
        state: ReceiptState::Read,
        at: desk.now(),
        error: None,
    };
    let item = InboundItem {
        dedup: format!("read:{}:{message_id}", chat.chat_id),
        event: InboundEvent::Receipt(receipt),
        follow_up: None,
    };
    let input =
        IngestInput { channel_id: chat.channel_id, source: Source::Direct, items: vec![item] };
    match ingest(desk, context, input).await? {
        Ingested::Done { cursor, .. } => Ok(Committed { value: (), cursor }),
        Ingested::EchoPending => Err(ProcessingError::EchoPending.into_desk()),
    }
}
