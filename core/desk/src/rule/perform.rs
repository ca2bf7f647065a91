//! Does one thing that a rule asks for, by the command that does the same by hand.

use super::asked::Asked;
use super::reply::reply;
use crate::chat::{archive, assign, close, escalate, label, reopen, snooze, update};
use crate::contact::update as contact_update;
use crate::limits::{
    CLOSE_REASONS_MAX, OPERATORS_MAX, RULE_NOTIFIED_MAX, RULE_TIMERS_OF_CHAT_MAX, TEAMS_MAX,
};
use crate::note::create::write_by_rule;
use crate::{Command, DeskError, Result, access};
use switchboard_model::actor::Credential;
use switchboard_model::channel::WEB_PLUGIN;
use switchboard_model::chat::{Chat, Label};
use switchboard_model::limits::LABELS_MAX;
use switchboard_model::operator::{Operator, Team};
use switchboard_model::rule::RuleTimer;
use switchboard_model::{Actor, ChatId, OperatorId, Permission, RuleId};
use switchboard_store::{
    StoreError, channel, close_reason, contact, label as label_rows, operator, role, rule_timer,
    team,
};

/// Does it.
///
/// # Errors
/// Those of the command that does the same by hand; `Invalid` for a name that is gone.
pub(super) fn perform(
    command: &mut Command<'_>,
    (rule_id, chat_id): (RuleId, ChatId),
    asked: &Asked,
) -> Result<()> {
    let expected_version = None;
    match asked {
        Asked::AssignTeam(key) => {
            let team_id = Some(Some(team_of(command, key)?.team_id));
            let input =
                assign::AssignInput { chat_id, operator_id: None, team_id, expected_version };
            assign::assign_in(command, &input)?;
        }
        Asked::AssignOperator(email) => {
            let operator_id = Some(Some(operator_of(command, email)?.operator_id));
            let input =
                assign::AssignInput { chat_id, operator_id, team_id: None, expected_version };
            assign::assign_in(command, &input)?;
        }
        Asked::Unassign => {
            let operator_id = Some(None);
            let input =
                assign::AssignInput { chat_id, operator_id, team_id: None, expected_version };
            assign::assign_in(command, &input)?;
        }
        Asked::SetPriority(priority) => {
            let input = update::UpdateInput { priority: Some(*priority), ..nothing(chat_id) };
            update::update_in(command, &input)?;
        }
        Asked::SetSubject(subject) => {
            let subject = Some(Some(subject.clone()));
            update::update_in(command, &update::UpdateInput { subject, ..nothing(chat_id) })?;
        }
        Asked::AddLabel(name) => {
            let label_id = label_of(command, name)?.label_id;
            label::label_in(command, label::LabelInput { chat_id, label_id })?;
        }
        Asked::RemoveLabel(name) => {
            let label_id = label_of(command, name)?.label_id;
            label::unlabel_in(command, label::LabelInput { chat_id, label_id })?;
        }
        Asked::Reply { template, locale } => reply(command, chat_id, template, locale.as_deref())?,
        Asked::Note(text) => {
            write_by_rule(command, chat_id, text)?;
        }
        Asked::Notify { who, text } => notify(command, chat_id, who, text)?,
        Asked::Escalate { team, why } => {
            let team_id = Some(team_of(command, team)?.team_id);
            let comment = why.clone();
            let input = escalate::EscalateInput {
                chat_id,
                team_id,
                level: None,
                comment,
                expected_version,
            };
            escalate::escalate_in(command, &input)?;
        }
        Asked::Close(name) => {
            let all = close_reason::all(command, CLOSE_REASONS_MAX)?;
            let found = all.into_iter().find(|reason| reason.name == *name);
            let close_reason_id = found.ok_or_else(|| gone("close reason", name))?.close_reason_id;
            close::close_in(
                command,
                &close::CloseInput { chat_id, close_reason_id, expected_version },
            )?;
        }
        Asked::Reopen => {
            reopen::reopen_in(command, &reopen::ReopenInput { chat_id, expected_version })?;
        }
        Asked::Archive => {
            archive::archive_in(command, &archive::ArchiveInput { chat_id, expected_version })?;
        }
        Asked::Snooze(until) => {
            let until = Some(*until);
            let input = snooze::SnoozeInput { chat_id, until, is_kept: false, expected_version };
            snooze::snooze_in(command, &input)?;
        }
        Asked::AskRating => ask_rating(command, chat_id)?,
        Asked::StartTimer { name, due_at, until } => {
            let chat = command.locked_chat(chat_id, Permission::ChatRead)?;
            check_timers(command, &chat)?;
            let timer = RuleTimer {
                rule_timer_id: command.id(),
                rule_id,
                chat_id,
                name: name.clone(),
                round: chat.round,
                until: *until,
                set_at: command.now(),
                due_at: *due_at,
            };
            rule_timer::set(command, &timer)?;
        }
        Asked::StopTimer(name) => rule_timer::stop(command, (chat_id, rule_id), name)?,
        Asked::SetAttribute { key, value } => {
            let chat = command.locked_chat(chat_id, Permission::ContactUpdate)?;
            let known = contact::root(command, chat.contact_id)?;
            let mut attributes = known.attributes;
            attributes[key.as_str()] = value.clone();
            let input = contact_update::UpdateInput {
                contact_id: known.contact_id,
                name: None,
                email: None,
                phone: None,
                role: None,
                locale: None,
                time_zone: None,
                attributes: Some(attributes),
                expected_version,
            };
            contact_update::update_in(command, &input)?;
        }
    }
    Ok(())
}

fn nothing(chat_id: ChatId) -> update::UpdateInput {
    update::UpdateInput {
        chat_id,
        subject: None,
        language: None,
        priority: None,
        attributes: None,
        expected_version: None,
    }
}

fn gone(noun: &str, name: &str) -> DeskError {
    DeskError::invalid("name", format!("there is no {noun} {name:?} any more: change the rule"))
}

fn team_of(command: &mut Command<'_>, key: &str) -> Result<Team> {
    let all = team::all(command, TEAMS_MAX)?;
    all.into_iter().find(|team| team.key == key).ok_or_else(|| gone("team", key))
}

fn operator_of(command: &mut Command<'_>, email: &str) -> Result<Operator> {
    operator::find_by_email(command, email)?.ok_or_else(|| gone("operator", email))
}

fn label_of(command: &mut Command<'_>, name: &str) -> Result<Label> {
    let all = label_rows::all(command, LABELS_MAX)?;
    all.into_iter().find(|label| label.name == name).ok_or_else(|| gone("label", name))
}

/// Is there room for one more timer in the chat.
fn check_timers(command: &mut Command<'_>, chat: &Chat) -> Result<()> {
    if !chat.status.is_open() {
        return Err(DeskError::conflict("the chat is closed: open it again first"));
    }
    if rule_timer::count_of_chat(command, chat.chat_id)? >= RULE_TIMERS_OF_CHAT_MAX {
        return Err(DeskError::conflict(format!(
            "the chat has {RULE_TIMERS_OF_CHAT_MAX} timers: let one run out first"
        )));
    }
    Ok(())
}

/// The web chat asks whoever comes back to a closed chat by itself; no other channel can ask.
fn ask_rating(command: &mut Command<'_>, chat_id: ChatId) -> Result<()> {
    let chat = command.locked_chat(chat_id, Permission::ChatReply)?;
    if channel::get(command, chat.channel_id)?.plugin == WEB_PLUGIN {
        return Ok(());
    }
    Err(DeskError::unsupported(
        "this channel cannot ask for a rating: reply with a template instead",
    ))
}

/// Tells colleagues by a note that names them, as far as they may see the chat and the note names no more than it may.
fn notify(command: &mut Command<'_>, chat_id: ChatId, who: &str, text: &str) -> Result<()> {
    let chat = command.locked_chat(chat_id, Permission::ChatNote)?;
    let mut named = String::new();
    let mut count = 0;
    for id in addressees(command, who)? {
        let actor = crate::session::operator_actor(command, id, Credential::Console, None)?;
        let Some(actor) = actor.map(Actor::Operator) else { continue };
        if count < RULE_NOTIFIED_MAX && access::can_read(command, &actor, &chat)? {
            named.push_str(&format!("@[{id}] "));
            count += 1;
        }
    }
    if count == 0 {
        let reason = format!("nobody of {who} is active and may see the chat: name somebody else");
        return Err(DeskError::conflict(reason));
    }
    write_by_rule(command, chat_id, &format!("{named}{text}"))?;
    Ok(())
}

/// The operators of a team's key, of an address or of a role's name.
fn addressees(command: &mut Command<'_>, who: &str) -> Result<Vec<OperatorId>> {
    if let Some(one) = operator::find_by_email(command, who)? {
        return Ok(vec![one.operator_id]);
    }
    if let Ok(team) = team_of(command, who) {
        return Ok(team::members(command, team.team_id)?);
    }
    let roles = role::all(command, OPERATORS_MAX)?;
    let Some(role) = roles.into_iter().find(|role| role.name == who) else {
        return Err(gone("team, operator or role", who));
    };
    let all: Result<Vec<Operator>, StoreError> = operator::all(command, OPERATORS_MAX);
    Ok(all?
        .into_iter()
        .filter(|one| one.role_id == role.role_id)
        .map(|one| one.operator_id)
        .collect())
}
