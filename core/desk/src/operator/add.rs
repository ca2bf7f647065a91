//! Adds an operator.

use super::{check, password};
use crate::admin::{append, clean_name, require, taken};
use crate::limits::OPERATORS_MAX;
use crate::{Context, Desk, DeskError, Done, audit, built_in};
use serde_json::json;
use switchboard_model::Right;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Operator;
use switchboard_model::{RoleId, TeamId};
use switchboard_store::{Lane, Transaction, operator, role, team};

/// A new operator.
#[derive(Clone)]
pub struct AddInput {
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
/// `Denied` without `operator.manage` or for a role with rights that the actor lacks, `Invalid` for
/// the address, name, password, role or teams, `Conflict` for an address that is taken.
pub async fn add(
    desk: &Desk,
    context: &Context,
    input: AddInput,
) -> Result<Done<Operator>, DeskError> {
    require(&context.actor, Right::OperatorManage)?;
    let prepared = Prepared::new(&input.email, &input.name)?;
    let password_hash = match input.password {
        Some(password) => {
            password::check_new("password", &password)?;
            Some(desk.sign_in_guard().hash(move || password::hash(&password)).await?)
        }
        None => None,
    };
    let acting = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let role_id = match input.role_id {
            Some(role_id) => role_id,
            None => default_role(transaction)?,
        };
        check::role_to_give(transaction, &acting.actor, role_id)?;
        let teams = check::teams(transaction, &input.team_ids)?;
        insert(transaction, &acting, &prepared, role_id, &teams, password_hash.as_deref())
            .map(|done| done.value)
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
    pub(super) fn new(email: &str, name: &str) -> Result<Self, DeskError> {
        Ok(Self { email: check::email(email)?, name: clean_name("name", name)? })
    }
}

fn default_role(transaction: &mut Transaction<'_>) -> Result<RoleId, DeskError> {
    let is_first = !operator::exists_any(transaction)?;
    let name = if is_first { built_in::ADMIN } else { built_in::OPERATOR };
    let role = role::find_by_name(transaction, name)?;
    role.map(|role| role.role_id).ok_or_else(|| DeskError::invalid("roleId", "name a role"))
}

/// Writes the operator, with event and audit line.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    context: &Context,
    prepared: &Prepared,
    role_id: RoleId,
    team_ids: &[TeamId],
    password_hash: Option<&str>,
) -> Result<Done<Operator>, DeskError> {
    if operator::count(transaction)? >= OPERATORS_MAX {
        let reason = format!("there are {} operators, the most there can be", OPERATORS_MAX);
        return Err(DeskError::conflict(reason));
    }
    let added = Operator {
        operator_id: transaction.id(),
        email: prepared.email.clone(),
        name: prepared.name.clone(),
        role_id,
        is_active: true,
        version: 1,
        created_at: transaction.now(),
        updated_at: transaction.now(),
    };
    operator::insert(transaction, &added).map_err(|error| {
        taken(error, || format!("{} is taken by another operator", added.email))
    })?;
    if let Some(hash) = password_hash {
        operator::set_password_hash(transaction, added.operator_id, hash)?;
    }
    for team_id in team_ids {
        team::insert_member(transaction, *team_id, added.operator_id)?;
    }
    let subject = (SubjectKind::Operator, added.operator_id.0);
    let after = json!({
        "email": added.email, "name": added.name, "role_id": role_id.to_string(),
        "team_ids": team_ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    audit::record(transaction, context, "operator.add", subject, None, Some(after))?;
    let cursor = append(transaction, context, EventKind::OperatorAdded, subject, &[])?;
    Ok(Done { value: added, cursor })
}
