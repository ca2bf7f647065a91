//! Makes a chat an example for colleagues: what the problem was, and how it was solved. Customers never see it.

use super::save;
use crate::change::changed;
use crate::check::clean_name;
use crate::limits::EXAMPLE_SOLUTION_MAX_BYTES;
use crate::{Change, Command, DeskError, Result, text};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::chat_example::ChatExample;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, Permission};
use switchboard_store::{Lane, chat_example};

/// Which chat, and what it shows.
#[derive(Clone, Debug)]
pub struct SetExampleInput {
    pub chat_id: ChatId,
    /// What it is an example of.
    pub title: String,
    /// How it was solved.
    pub solution: String,
}

command!(set_example: set_example_in(&SetExampleInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Makes the chat an example, or writes again what it shows.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.example`, `Invalid` for title and solution,
/// `Conflict` for a chat that is open: nothing is solved yet.
pub fn set_example_in(command: &mut Command<'_>, input: &SetExampleInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatExample)?;
    let operator_id = command.operator()?.operator_id;
    let title = clean_name("title", &input.title)?;
    let solution = text::clean(input.solution.trim());
    if solution.is_empty() || solution.len() > EXAMPLE_SOLUTION_MAX_BYTES {
        let reason = format!("has 1 to {EXAMPLE_SOLUTION_MAX_BYTES} bytes");
        return Err(DeskError::invalid("solution", reason));
    }
    if chat.status.is_open() {
        return Err(DeskError::conflict("the chat is open: close it when it is solved"));
    }
    let after = Some(json!({ "title": title }));
    let (chat_id, set_at) = (chat.chat_id, command.now());
    let example = ChatExample { chat_id, operator_id, title, solution, set_at };
    chat_example::upsert(command, &example)?;
    save(command, &mut chat)?;
    let change = Change { detail: changed(&["example"]), before: None, after };
    command.record((EventKind::ChatExampleSet, "chat.set_example"), &chat, change)?;
    Ok(chat)
}
