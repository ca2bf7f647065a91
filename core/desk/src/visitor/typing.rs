//! A visitor types. Ephemeral: the text goes to the operators who look, and is never stored.

use super::acting::ActingVisitor;
use crate::signals::Ephemeral;
use crate::{Context, Desk, Result, setting};
use switchboard_model::ChatId;
use switchboard_model::chat::ChatStatus;

/// What is being typed. It has no `Debug`: the text stands in no log.
#[derive(Clone)]
pub struct TypingInput {
    /// In which of their chats; none: the one in which something was said last.
    pub chat_id: Option<ChatId>,
    /// Types, or stopped.
    pub is_on: bool,
    /// The text so far; dropped where previews are switched off, on the channel or on the whole server.
    pub preview: Option<String>,
}

/// Tells the operators who look at the chat. Before the first message nobody does.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Conflict` when the channel is not at
/// work, `NotFound` for a chat that is not theirs, `TooMany` when the shares of the peer or of the channel's strangers are used up.
pub async fn typing(desk: &Desk, context: &Context, input: TypingInput) -> Result<()> {
    desk.typing_guard().begin(context.peer(), desk.now())?;
    let actor = context.actor.clone();
    let (visitor, chat, settings) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let visitor = ActingVisitor::now(connection, &actor)?;
            let chat = visitor.chat_asked(connection, input.chat_id)?;
            Ok((visitor, chat, setting::load(connection)?))
        })
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    let now = desk.now();
    if !visitor.is_verified() && chat.status == ChatStatus::New {
        desk.typing_guard().stranger(chat.channel_id, now)?;
    }
    let chat_id = chat.chat_id;
    let (author_kind, author_id) = context.actor.author();
    let typing = Ephemeral::Typing { chat_id, author_kind, author_id, is_on: input.is_on };
    desk.signals().tell(typing, now);
    let is_shown = visitor.settings.is_typing_preview_on && settings.is_typing_preview_on;
    if let Some(text) = input.preview.filter(|_| is_shown) {
        desk.signals().tell(Ephemeral::Preview { chat_id, text: text.into() }, now);
    }
    Ok(())
}
