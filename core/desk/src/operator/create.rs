//! Adds an operator.

use super::{check, columns, password};
use crate::check::{check_limit, clean_name, taken};
use crate::limits::OPERATORS_MAX;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result, built_in};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::{Permission, RoleId, TeamId};
use switchboard_store::{DatabaseConnection, Lane, operator, role, team};

/// A new operator.
#[derive(Clone)]
pub struct CreateInput {
    /// The address to sign in with.
    pub email: String,
    /// The name that customers see.
    pub name: String,
    /// The first password; none for one who cannot sign in with a password yet.
    pub password: Option<String>,
    /// The role; none: the built-in Operator, or Admin where nobody is there yet.
    pub role_id: Option<RoleId>,
    /// The teams.
    pub team_ids: Vec<TeamId>,
}

/// Adds the operator.
///
/// # Errors
/// `Denied` without `operator.manage` or for a role with permissions that the actor lacks, `Invalid` for
/// the address, name, password, role or teams, `Conflict` for an address that is taken.
pub async fn create(desk: &Desk, context: &Context, input: CreateInput) -> CommandResult<Operator> {
    if !context.actor.has(Permission::OperatorManage) {
        return Err(DeskError::Denied);
    }
    let prepared = Prepared::new(&input.email, &input.name)?;
    let password_hash = match input.password {
        Some(password) => {
            password::check_new("password", &password)?;
            let hash = move |memory: &mut _| password::hash(memory, &password);
            Some(desk.sign_in_guard().hash(context.peer(), hash).await?)
        }
        None => None,
    };
    desk.command(context, Lane::Any, move |command| {
        let role_id = match input.role_id {
            Some(role_id) => role_id,
            None => default_role(command)?,
        };
        check::role_to_give(command, role_id)?;
        let teams = check::teams(command, &input.team_ids)?;
        insert(command, &prepared, role_id, &teams, password_hash.as_deref())
    })
    .await
}

/// An operator's address and name, checked.
#[derive(Clone)]
pub(super) struct Prepared {
    email: String,
    name: String,
}

impl Prepared {
    pub(super) fn new(email: &str, name: &str) -> Result<Self> {
        Ok(Self { email: check::email(email)?, name: clean_name("name", name)? })
    }
}

fn default_role(connection: &mut DatabaseConnection) -> Result<RoleId> {
    let is_first = !operator::exists_any(connection)?;
    let name = if is_first { built_in::ADMIN } else { built_in::OPERATOR };
    let role = role::find_by_name(connection, name)?;
    role.map(|role| role.role_id).ok_or_else(|| DeskError::invalid("roleId", "name a role"))
}

/// Writes the operator, with event and audit line.
pub(super) fn insert(
    command: &mut Command<'_>,
    prepared: &Prepared,
    role_id: RoleId,
    team_ids: &[TeamId],
    password_hash: Option<&str>,
) -> Result<Operator> {
    let instead = "change one who is not active";
    check_limit(operator::count(command)?, OPERATORS_MAX, "operators", instead)?;
    let now = command.now();
    let created = Operator {
        operator_id: command.id(),
        email: prepared.email.clone(),
        name: prepared.name.clone(),
        role_id,
        is_active: true,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    operator::insert(command, &created).map_err(|error| {
        taken(error, || format!("{} is taken by another operator", created.email))
    })?;
    if let Some(hash) = password_hash {
        operator::set_password_hash(command, created.operator_id, hash)?;
    }
    for team_id in team_ids {
        team::insert_member(command, *team_id, created.operator_id)?;
    }
    let change = Change::created(columns(&created, team_ids));
    command.record((EventKind::OperatorCreated, "operator.create"), &created, change)?;
    Ok(created)
}
