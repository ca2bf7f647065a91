//! Gives a chat to a team above: marked, at least of a high priority, in that team's queue.

use super::absent::all_leave;
use super::handover::{self, Owners};
use super::{apply, save, wake};
use crate::check::{check_team, check_version};
use crate::note::create::write_in_chat;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::chat::{Chat, ChatPriority};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::limits::ESCALATION_LEVEL_MAX;
use switchboard_model::note::NoteKind;
use switchboard_model::status::ChatTransition;
use switchboard_model::{ChatId, Permission, TeamId};
use switchboard_store::{Lane, team};

/// Where to, and why.
#[derive(Clone, Debug)]
pub struct EscalateInput {
    pub chat_id: ChatId,
    /// The team it goes to; or the level.
    pub team_id: Option<TeamId>,
    /// The level it goes to, as its team's settings lead there; or the team.
    pub level: Option<i64>,
    /// What the team should know: a note in the chat.
    pub comment: String,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(escalate: escalate_in(&EscalateInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Escalates the chat. Whoever was in it leaves, and an open offer of it ends.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Invalid` for the
/// team, the level or the comment, `Conflict` when the chat is closed, at its highest level already, or
/// when no team stands above.
pub fn escalate_in(command: &mut Command<'_>, input: &EscalateInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatEscalate)?;
    check_version(input.expected_version, chat.version)?;
    if !chat.status.is_open() {
        return Err(DeskError::conflict("the chat is closed: open it again, then escalate it"));
    }
    handover::cancel(command, &mut chat)?;
    wake::end(command, &mut chat)?;
    let (team_id, level) = target(command, &chat, input)?;
    write_in_chat(command, &chat, NoteKind::Escalation, &input.comment)?;
    let (before, columns_before, priority) = (Owners::of(&chat), columns(&chat), chat.priority);
    let author = command.author();
    all_leave(command, &mut chat, author)?;
    chat.team_id = Some(team_id);
    chat.escalation_level = level;
    chat.priority = chat.priority.max(ChatPriority::High);
    let status = apply(&mut chat, ChatTransition::Released, false, command.now())?;
    save(command, &mut chat)?;
    let change = Change::between(columns_before, columns(&chat));
    let changed = change.detail.changed;
    let priority_before = (chat.priority != priority).then(|| priority.as_str().to_owned());
    let detail = EventDetail { changed, priority_before, ..status.detail(before.detail(&chat)) };
    let change = Change { detail, before: change.before, after: change.after };
    command.record((EventKind::ChatEscalated, "chat.escalate"), &chat, change)?;
    Ok(chat)
}

/// The team and the level that the chat goes to.
fn target(command: &mut Command<'_>, chat: &Chat, input: &EscalateInput) -> Result<(TeamId, i64)> {
    match (input.team_id, input.level) {
        (Some(team_id), None) => {
            check_team(command, Some(team_id))?;
            if chat.team_id == Some(team_id) {
                return Err(DeskError::invalid("teamId", "the chat belongs to this team already"));
            }
            Ok((team_id, (chat.escalation_level + 1).min(ESCALATION_LEVEL_MAX)))
        }
        (None, Some(level)) => Ok((team_above(command, chat, level)?, level)),
        (Some(_), Some(_)) | (None, None) => {
            Err(DeskError::invalid("teamId", "name either a team or a level"))
        }
    }
}

/// The team at a level: as many steps up as it lies above the chat's own level.
fn team_above(command: &mut Command<'_>, chat: &Chat, level: i64) -> Result<TeamId> {
    if !(1..=ESCALATION_LEVEL_MAX).contains(&level) {
        let reason = format!("must be 1 to {ESCALATION_LEVEL_MAX}");
        return Err(DeskError::invalid("level", reason));
    }
    if level <= chat.escalation_level {
        let reason = format!("the chat is at level {} already", chat.escalation_level);
        return Err(DeskError::conflict(reason));
    }
    let Some(mut team_id) = chat.team_id else {
        return Err(DeskError::conflict("the chat belongs to no team: name the team it goes to"));
    };
    for _ in chat.escalation_level..level {
        let team = team::get(command, team_id)?;
        team_id = team.escalates_to_team_id.ok_or_else(|| {
            let name = team.name;
            DeskError::conflict(format!("{name} escalates to no team: name the team it goes to"))
        })?;
    }
    Ok(team_id)
}

fn columns(chat: &Chat) -> Value {
    json!({
        "team_id": chat.team_id.map(|id| id.to_string()),
        "escalation_level": chat.escalation_level,
        "priority": chat.priority.as_str(),
    })
}
