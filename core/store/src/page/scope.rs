//! Who may see which chats, as a condition of the list's own statement: nothing out of reach is ever
//! read, counted or skipped over.

use super::statement::numbers;
use switchboard_model::Scope;

/// The condition on `chats` that keeps what the scope reaches; none when that is everything.
pub(super) fn condition(scope: &Scope) -> Option<String> {
    if scope.is_all {
        return None;
    }
    let operator = scope.operator_id.0;
    let teams = numbers(scope.team_ids.iter().map(|id| id.0));
    let channels = numbers(scope.channel_ids.iter().map(|id| id.0));
    Some(format!(
        "(chats.operator_id = {operator} OR chats.team_id IN ({teams}) \
         OR chats.channel_id IN ({channels}) OR EXISTS (SELECT 1 FROM participants \
         WHERE participants.chat_id = chats.chat_id AND participants.operator_id = {operator} \
         AND participants.left_at IS NULL))"
    ))
}

/// The condition on `contacts` that keeps those with a chat in reach; none when that is everything.
pub(super) fn contact_condition(scope: &Scope) -> Option<String> {
    let reach = condition(scope)?;
    Some(format!(
        "EXISTS (SELECT 1 FROM chats WHERE chats.contact_id = contacts.contact_id AND {reach})"
    ))
}
