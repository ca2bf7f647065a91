//! The page says by its visitor what their chat is about. For visitors whom the page has signed in: what
//! anybody could say would be read as the company's word.

use super::acting::{ActingVisitor, visitor_of};
use super::write_guard::Weight;
use crate::chat::set_reference::put;
use crate::{CommandResult, Context, Desk, DeskError};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::{Lane, chat, reference_kind};

/// Which object.
#[derive(Clone, Debug)]
pub struct SetReferenceInput {
    /// In which of their chats; none: the one in which something was said last.
    pub chat_id: Option<ChatId>,
    /// The key of its kind.
    pub kind: String,
    /// Its id in the company's own product.
    pub external_id: String,
    /// What it is called there.
    pub title: Option<String>,
}

/// Sets the reference in the visitor's chat; one to the same object gets the new title.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, a blocked contact, a visitor whom the page has not signed in and
/// one who has not agreed to be recorded where that is asked, `NotFound` for a chat that is not theirs and before the first message, `Invalid` for the
/// kind, the id and the title, `Conflict` for a chat that has too many, `TooMany` when the shares of the contact or
/// the peer are used up.
pub async fn set_reference(
    desk: &Desk,
    context: &Context,
    input: SetReferenceInput,
) -> CommandResult<Chat> {
    let contact_id = visitor_of(&context.actor)?.contact_id;
    let texts = [Some(&input.external_id), input.title.as_ref()].into_iter().flatten();
    let weight = Weight::of(texts.map(String::as_str));
    desk.write_guard().begin(contact_id, context.peer(), weight, desk.now())?;
    desk.command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
        let actor = command.actor();
        let visitor = ActingVisitor::now(command, actor)?;
        if !visitor.is_verified() {
            let reason = "the page must sign you in first: pass its identity token";
            return Err(DeskError::forbidden(reason));
        }
        visitor.check_agreed(command)?;
        let own = visitor.chat_asked(command, input.chat_id)?.ok_or(DeskError::NotFound)?;
        let kind = reference_kind::find_by_key(command, &input.kind)?;
        let kind = kind.ok_or_else(|| DeskError::invalid("kind", "no kind has this key"))?;
        let mut chat = chat::lock(command, own.chat_id)?;
        put(command, &mut chat, &kind, (input.external_id.as_str(), input.title.as_deref()))?;
        Ok(chat)
    })
    .await
}
