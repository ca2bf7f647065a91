//! Adds an operator.

use super::{check, columns, password};
use crate::access::{InteractiveSession, TeamForMembers};
use crate::check::{check_limit, clean_name, field_taken};
use crate::limits::OPERATORS_MAX;
use crate::{Change, Command, CommandResult, Context, Desk, Result, access};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::{Permission, RoleId, TeamId};
use switchboard_store::{Lane, operator};

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
/// `Denied` without `operator.manage` or for a role with permissions that the actor lacks, `Forbidden` for a
/// password that an API token gives and for a team whose chats the actor may not see, `Invalid` for the
/// address, name, password, role or teams, `Taken` for an address that is taken.
pub async fn create(desk: &Desk, context: &Context, input: CreateInput) -> CommandResult<Operator> {
    access::require(&context.actor, Permission::OperatorManage)?;
    let prepared = Prepared::new(&input.email, &input.name)?;
    let password_hash = match input.password {
        Some(password) => {
            let session = InteractiveSession::of(&context.actor)?;
            password::check_new("password", &password)?;
            let hash = move |memory: &mut _| password::hash(memory, &password);
            let hash = desk.sign_in_guard().hash(context.peer(), hash).await?;
            Some((session, hash))
        }
        None => None,
    };
    desk.command(context, Lane::Any, move |command| {
        let role_id = check::role_of_new(command, input.role_id)?;
        let teams = check::teams(command, &input.team_ids)?;
        let teams = check::for_members(command, &teams)?;
        let password = password_hash.as_ref().map(|(session, hash)| (*session, hash.as_str()));
        insert(command, &prepared, role_id, &teams, password)
    })
    .await
}

/// An operator's address and name, checked.
#[derive(Clone)]
pub(crate) struct Prepared {
    email: String,
    name: String,
}

impl Prepared {
    pub(crate) fn new(email: &str, name: &str) -> Result<Self> {
        Ok(Self { email: check::email(email)?, name: clean_name("name", name)? })
    }
}

/// Writes the operator, with event and audit line.
pub(crate) fn insert(
    command: &mut Command<'_>,
    prepared: &Prepared,
    role_id: RoleId,
    teams: &[TeamForMembers],
    password: Option<(InteractiveSession, &str)>,
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
        avatar_sha256: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let inserted = command.insert_operator(&created).map_err(|error| {
        field_taken(error, "email", || format!("{} is taken by another operator", created.email))
    })?;
    if let Some((session, hash)) = password {
        inserted.set_password(command, session, hash)?;
    }
    for team in teams {
        inserted.join(command, *team)?;
    }
    let team_ids: Vec<TeamId> = teams.iter().map(|team| team.id()).collect();
    let change = Change::created(columns(&created, &team_ids));
    command.record((EventKind::OperatorCreated, "operator.create"), &created, change)?;
    Ok(created)
}
