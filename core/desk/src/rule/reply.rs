//! Writes to the customer what a template says, because a rule asks for it. Nobody stops waiting for that.

use super::names::of_everyone;
use crate::limits::RULE_REPLIES_MAX;
use crate::message::announce_home_in;
use crate::template::render_to;
use crate::{Command, DeskError, Result};
use switchboard_model::connector::Text;
use switchboard_model::{ChatId, Permission};
use switchboard_store::{contact, message, template};

/// Writes it, in the chat's language or the one that the rule chose.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied`, `Invalid` for a template that is gone or cannot be filled,
/// `Conflict` for a closed chat, for a customer to whom rules alone have written lately, and where the platform takes no
/// reply any more.
pub(super) fn reply(
    command: &mut Command<'_>,
    chat_id: ChatId,
    shortcut: &str,
    locale: Option<&str>,
) -> Result<()> {
    let chat = command.locked_chat(chat_id, Permission::ChatReply)?;
    if !chat.status.is_open() {
        return Err(DeskError::conflict("the chat is closed: open it again first"));
    }
    if message::count_of_rules(command, chat_id)? >= RULE_REPLIES_MAX {
        return Err(DeskError::conflict(format!(
            "rules have written {RULE_REPLIES_MAX} times and the customer has not answered: they write no more until then"
        )));
    }
    let known = of_everyone(command)?.into_iter().find(|one| one.shortcut == shortcut);
    let Some(known) = known else {
        let reason =
            format!("there is no template {shortcut:?} of everyone: make it, or name another one");
        return Err(DeskError::invalid("template", reason));
    };
    let mut owner = contact::get(command, chat.contact_id)?;
    let wanted = locale.map(str::to_owned).or_else(|| chat.language.clone());
    owner.locale = wanted.or(owner.locale);
    let texts = template::texts(command, &[known.template_id])?;
    let rendered = render_to(&texts, &known.default_locale, &owner, &chat)?;
    if let Some(missing) = rendered.missing.first() {
        let reason =
            format!("nothing is known for {missing}, which the template {shortcut:?} names");
        return Err(DeskError::invalid("template", reason));
    }
    let text = Text { body: rendered.body, format: rendered.format };
    announce_home_in(command, chat, &text, known.template_id)?;
    Ok(())
}
