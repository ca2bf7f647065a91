//! A visitor types. Ephemeral: the text goes to the operators who look, and is never stored.

use super::acting::ActingVisitor;
use crate::signals::Ephemeral;
use crate::{Context, Desk, Result, setting};

/// What is being typed.
#[derive(Clone)]
pub struct TypingInput {
    /// Types, or stopped.
    pub is_on: bool,
    /// The text so far; dropped where previews are switched off.
    pub preview: Option<String>,
}

/// Tells the operators who look at the chat. Before the first message nobody does.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Conflict` when the channel is not at
/// work.
pub async fn typing(desk: &Desk, context: &Context, input: TypingInput) -> Result<()> {
    let actor = context.actor.clone();
    let (chat, settings) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let visitor = ActingVisitor::now(connection, &actor)?;
            Ok((visitor.chat(connection)?, setting::load(connection)?))
        })
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    let now = desk.now();
    let chat_id = chat.chat_id;
    let (author_kind, author_id) = context.actor.author();
    let typing = Ephemeral::Typing { chat_id, author_kind, author_id, is_on: input.is_on };
    desk.signals().tell(typing, now);
    if let Some(text) = input.preview.filter(|_| settings.is_typing_preview_on) {
        desk.signals().tell(Ephemeral::Preview { chat_id, text: text.into() }, now);
    }
    Ok(())
}
