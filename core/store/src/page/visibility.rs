//! Who may see which chats, as a condition of SQL: the one rendering of the rule here (`model::visibility`).
//! It stands in the list's own statement, so nothing invisible is ever read, counted or skipped over. What was
//! deleted is visible to nobody.

use super::statement::{numbers, one_of};
use switchboard_model::ChatVisibility;
use switchboard_model::chat::ChatStatus;

/// The condition on `chats` that keeps the visible ones.
pub(super) fn condition(visibility: &ChatVisibility) -> String {
    let Some(parts) = visibility.parts() else { return "chats.deleted_at IS NULL".to_owned() };
    let operator = parts.operator_id.0;
    let teams = numbers(parts.team_ids.iter().map(|id| id.0));
    let channels = numbers(parts.channel_ids.iter().map(|id| id.0));
    format!(
        "(chats.deleted_at IS NULL AND (chats.operator_id = {operator} OR chats.team_id IN ({teams}) \
         OR chats.channel_id IN ({channels}) OR EXISTS (SELECT 1 FROM participants \
         WHERE participants.chat_id = chats.chat_id AND participants.operator_id = {operator} \
         AND participants.left_at IS NULL)))"
    )
}

/// The condition on rows with this column of chat ids that keeps those in a visible chat.
pub(super) fn chat_condition(visibility: &ChatVisibility, column: &str) -> String {
    exists(visibility, "chat_id", column)
}

/// The condition on `contacts` that keeps those with a visible chat, those with an address on a channel whose
/// chats are visible, and those without an address; none when all chats are visible.
pub(super) fn contact_condition(visibility: &ChatVisibility) -> Option<String> {
    let channels = numbers(visibility.parts()?.channel_ids.iter().map(|id| id.0));
    let by_chat = exists(visibility, "contact_id", "contacts.contact_id");
    let addresses = "SELECT 1 FROM identities WHERE identities.contact_id = contacts.contact_id";
    Some(format!(
        "({by_chat} OR EXISTS ({addresses} AND identities.channel_id IN ({channels})) \
         OR NOT EXISTS ({addresses}))"
    ))
}

/// The condition on `contacts` that keeps those with a visible chat that is open.
pub(super) fn open_chat_condition(visibility: &ChatVisibility) -> String {
    let conditions = [
        "chats.contact_id = contacts.contact_id".to_owned(),
        one_of("chats.status", ChatStatus::OPEN.iter().map(|status| status.as_str())),
        condition(visibility),
    ];
    format!("EXISTS (SELECT 1 FROM chats WHERE {})", conditions.join(" AND "))
}

/// The condition on `visits` that keeps those on channels all of whose chats are visible; none when all are.
pub(super) fn visit_condition(visibility: &ChatVisibility) -> Option<String> {
    let channels = numbers(visibility.parts()?.channel_ids.iter().map(|id| id.0));
    Some(format!("visits.channel_id IN ({channels})"))
}

fn exists(visibility: &ChatVisibility, key: &str, column: &str) -> String {
    let visible = condition(visibility);
    format!("EXISTS (SELECT 1 FROM chats WHERE chats.{key} = {column} AND {visible})")
}
