//! Accepts an invitation: who has the link becomes an operator, with a password of their own.

use crate::operator::create::{self, Prepared};
use crate::operator::password;
use crate::operator::sign_in::require_passwords;
use crate::session::{hash, operator_actor};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::actor::Credential;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::invitation::Invitation;
use switchboard_model::operator::Operator;
use switchboard_model::{AuthorKind, ChatVisibility, OperatorId, Permission, TeamId};
use switchboard_store::{Lane, invitation, role, team};

/// One who was invited.
#[derive(Clone)]
pub struct AcceptInput {
    /// The link's secret.
    pub secret: String,
    /// The name that customers see.
    pub name: String,
    /// The password.
    pub password: String,
}

/// Uses the link: creates the operator, who then signs in like any other.
///
/// # Errors
/// `Gone` for a link that is unknown, used, revoked or expired, and for one of somebody who may not invite to
/// that role any more; `Invalid` for the name or password; `Conflict` for an address that was taken since;
/// `TooMany` for guesses; `Forbidden` where passwords are switched off. Guesses alone are counted: no stranger
/// keeps out who has the link.
pub async fn accept(desk: &Desk, context: &Context, input: AcceptInput) -> CommandResult<Operator> {
    require_passwords(desk)?;
    let (now, link) = (desk.now(), hash(&input.secret));
    let guard = desk.sign_in_guard();
    let found = desk
        .store()
        .read(move |connection| invitation::find_by_secret_hash(connection, &link))
        .await?;
    let Some(invited) = found.filter(|found| found.is_open(now)) else {
        guard.begin("invitation", context.peer(), now)?;
        return Err(DeskError::Gone);
    };
    let prepared = Prepared::new(&invited.email, &input.name)?;
    password::check_new("password", &input.password)?;
    let password = input.password;
    let hash = move |memory: &mut _| password::hash(memory, &password);
    let password_hash = guard.hash(context.peer(), hash).await?;
    desk.transact(context, Lane::Any, move |command| {
        let operator = accept_in(command, &invited, &prepared, Some(&password_hash))?;
        Ok(command.committed(operator)?)
    })
    .await
}

/// Uses an invitation for one of whom an identity provider says that the address is theirs, who needs neither the
/// link nor a password.
///
/// # Errors
/// `Gone` and `Conflict` as [`accept`].
pub(crate) async fn accept_vouched(
    desk: &Desk,
    context: &Context,
    invited: Invitation,
    name: &str,
) -> Result<OperatorId> {
    let prepared = Prepared::new(&invited.email, name)?;
    desk.transact(context, Lane::Any, move |command| {
        Ok(accept_in(command, &invited, &prepared, None)?.operator_id)
    })
    .await
}

fn accept_in(
    command: &mut Command<'_>,
    invited: &Invitation,
    prepared: &Prepared,
    password_hash: Option<&str>,
) -> Result<Operator> {
    role::lock_all(command)?;
    let now = command.now();
    let is_open = invitation::accept(command, invited.invitation_id, now)?;
    // One that was deleted since is nothing to be in.
    let there = team::hold_all(command, &invited.team_ids)?;
    let team_ids: Vec<_> = there.iter().map(|team| team.team_id).collect();
    if !is_open || !may_still_invite(command, invited, &team_ids)? {
        return Err(DeskError::Gone);
    }
    let teams: Vec<_> =
        team_ids.iter().map(|id| command.team_for_members(*id)).collect::<Result<_>>()?;
    let session = command.interactive()?;
    let password = password_hash.map(|hash| (session, hash));
    let created = create::insert(command, prepared, invited.role_id, &teams, password)?;
    command.event(EventKind::InvitationAccepted, invited, EventDetail::default())?;
    let author = (AuthorKind::Operator, Some(created.operator_id.0));
    command.audit_by(author, "invitation.accept", invited, (None, None))?;
    Ok(created)
}

/// Could who has invited them do so today: an invitation outlives nobody's permissions.
fn may_still_invite(
    command: &mut Command<'_>,
    invited: &Invitation,
    team_ids: &[TeamId],
) -> Result<bool> {
    let Some(role) = role::find(command, invited.role_id)? else { return Ok(false) };
    let Some(id) = invited.created_by else { return Ok(true) };
    let inviter = operator_actor(command, id, Credential::Console, None)?;
    Ok(inviter.is_some_and(|inviter| {
        let has_all = role.permissions.iter().all(|permission| inviter.has(*permission));
        let sees_all = inviter.visible_chats().is_some_and(ChatVisibility::is_everything);
        let has_teams = sees_all || team_ids.iter().all(|id| inviter.is_in(*id));
        inviter.has(Permission::OperatorManage) && has_all && has_teams
    }))
}
