//! A visitor rates their chat when it is over: a score and perhaps some words, for each of its rounds. Said
//! again, it is over what was said before.

use super::acting::{ActingVisitor, visitor_of};
use super::write_guard::Weight;
use crate::chat::save;
use crate::limits::{RATING_COMMENT_MAX_CHARACTERS, RATING_MS, RATING_SCORES};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result, text};
use switchboard_model::chat::Chat;
use switchboard_model::chat_rating::ChatRating;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{ChatId, Timestamp};
use switchboard_store::{Lane, chat, chat_rating};

/// What the visitor says of the chat.
#[derive(Clone, Debug)]
pub struct RateInput {
    /// Which of their chats; none: the one in which something was said last.
    pub chat_id: Option<ChatId>,
    /// 1 to 5, the best.
    pub score: i64,
    /// In their words.
    pub comment: Option<String>,
}

/// Until when the chat can be rated; none while it is open.
pub fn ratable_until(chat: &Chat) -> Option<Timestamp> {
    chat.closed_at.map(|at| at.plus_ms(RATING_MS))
}

/// Rates the round that was closed last.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, a blocked contact and one who has not agreed to be recorded where
/// that is asked, `NotFound` for a chat that is not theirs and before the first message, `Invalid` for the score and the comment, `Conflict` for a
/// chat that is open or was closed for too long, `TooMany` when the shares of the contact or the peer are used up.
pub async fn rate(desk: &Desk, context: &Context, input: RateInput) -> CommandResult<Chat> {
    let contact_id = visitor_of(&context.actor)?.contact_id;
    let input = checked(input)?;
    let weight = Weight::of(input.comment.as_deref());
    desk.write_guard().begin(contact_id, context.peer(), weight, desk.now())?;
    desk.command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
        let actor = command.actor();
        let visitor = ActingVisitor::now(command, actor)?;
        rate_in(command, &visitor, &input)
    })
    .await
}

fn checked(input: RateInput) -> Result<RateInput> {
    if !RATING_SCORES.contains(&input.score) {
        return Err(DeskError::invalid("score", "must be 1 to 5"));
    }
    let comment = input.comment.map(|comment| text::clean(comment.trim()));
    let comment = comment.filter(|comment| !comment.is_empty());
    if comment.as_ref().is_some_and(|it| it.chars().count() > RATING_COMMENT_MAX_CHARACTERS) {
        let reason = format!("is longer than {RATING_COMMENT_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("comment", reason));
    }
    Ok(RateInput { comment, ..input })
}

fn rate_in(command: &mut Command<'_>, visitor: &ActingVisitor, input: &RateInput) -> Result<Chat> {
    visitor.check_agreed(command)?;
    let own = visitor.chat_asked(command, input.chat_id)?.ok_or(DeskError::NotFound)?;
    let mut chat = chat::lock(command, own.chat_id)?;
    let now = command.now();
    match ratable_until(&chat) {
        None => return Err(DeskError::conflict("the chat is open: rate it when it is closed")),
        Some(until) if until <= now => {
            return Err(DeskError::conflict("the chat was closed too long ago to be rated"));
        }
        Some(_) => {}
    }
    let rating = ChatRating {
        chat_id: chat.chat_id,
        round: chat.round,
        score: input.score,
        comment: input.comment.clone(),
        rated_at: now,
    };
    let known = chat_rating::find(command, chat.chat_id, chat.round)?;
    let is_known = |known: ChatRating| ChatRating { rated_at: now, ..known } == rating;
    if known.is_some_and(is_known) {
        return Ok(chat);
    }
    chat_rating::upsert(command, &rating)?;
    save(command, &mut chat)?;
    let detail = EventDetail { score: Some(input.score), ..EventDetail::default() };
    command.event(EventKind::ChatRated, &chat, detail)?;
    Ok(chat)
}
