//! Changes an operator: name, address, role, teams, whether they may sign in.

use super::check;
use crate::admin::{append, check_version, clean_name, is_self, operator_for_manage, place, taken};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::{Map, Value, json};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, RoleId, TeamId};
use switchboard_store::{Lane, Transaction, operator, role, session};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The operator.
    pub operator_id: OperatorId,
    /// The address to sign in with.
    pub email: Option<String>,
    /// The name that customers see.
    pub name: Option<String>,
    /// The role.
    pub role_id: Option<RoleId>,
    /// The teams, all of them.
    pub team_ids: Option<Vec<TeamId>>,
    /// May sign in; `false` ends all sessions.
    pub is_active: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the operator. One may change one's own name without a right.
///
/// # Errors
/// `Denied` without `operator.manage`, `NotFound`, `Stale`, `Invalid`, `Conflict` for a taken address
/// and for the last active operator who may manage operators.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Operator>, DeskError> {
    let email = input.email.as_deref().map(check::email).transpose()?;
    let name = input.name.as_deref().map(|name| clean_name("name", name)).transpose()?;
    let input = EditInput { email, name, ..input };
    let (acting, epoch) = (context.clone(), desk.store().epoch());
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            apply(transaction, &acting, &input, epoch).map(|done| done.value)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}

fn is_own_name_alone(context: &Context, input: &EditInput) -> bool {
    is_self(&context.actor, input.operator_id)
        && input.email.is_none()
        && input.role_id.is_none()
        && input.team_ids.is_none()
        && input.is_active.is_none()
}

fn apply(
    transaction: &mut Transaction<'_>,
    context: &Context,
    input: &EditInput,
    epoch: u32,
) -> Result<Done<Operator>, DeskError> {
    role::lock_all(transaction)?;
    let before = if is_own_name_alone(context, input) {
        operator::get(transaction, input.operator_id)?
    } else {
        operator_for_manage(transaction, &context.actor, input.operator_id)?
    };
    check_version(input.expected_version, before.version)?;
    let mut after = before.clone();
    if let Some(email) = &input.email {
        after.email.clone_from(email);
    }
    if let Some(name) = &input.name {
        after.name.clone_from(name);
    }
    if let Some(role_id) = input.role_id.filter(|role_id| *role_id != before.role_id) {
        // Neither above one's own rights nor over somebody who has more.
        check::role_to_give(transaction, &context.actor, before.role_id)?;
        after.role_id = check::role_to_give(transaction, &context.actor, role_id)?.role_id;
    }
    if let Some(is_active) = input.is_active {
        after.is_active = is_active;
    }
    let mut changes = Changes::between(&before, &after);
    if let Some(team_ids) = &input.team_ids {
        let wanted = check::teams(transaction, team_ids)?;
        if check::set_teams(transaction, before.operator_id, &wanted)? {
            let words: Vec<_> = wanted.iter().map(ToString::to_string).collect();
            changes.push("team_ids", Value::Null, json!(words));
        }
    }
    if changes.names.is_empty() {
        return Ok(Done { value: before, cursor: place(transaction, epoch)? });
    }
    after.version += 1;
    after.updated_at = transaction.now();
    operator::update(transaction, &after).map_err(|error| {
        taken(error, || format!("{} is taken by another operator", after.email))
    })?;
    check::somebody_can_manage(transaction)?;
    if !after.is_active {
        let now = transaction.now();
        session::revoke_of_operator(transaction, after.operator_id, None, now)?;
    }
    let subject = (SubjectKind::Operator, after.operator_id.0);
    let (old, new) = (Value::Object(changes.before), Value::Object(changes.after));
    audit::record(transaction, context, "operator.edit", subject, Some(old), Some(new))?;
    let cursor = append(transaction, context, EventKind::OperatorEdited, subject, &changes.names)?;
    Ok(Done { value: after, cursor })
}

#[derive(Default)]
struct Changes {
    names: Vec<&'static str>,
    before: Map<String, Value>,
    after: Map<String, Value>,
}

impl Changes {
    fn between(before: &Operator, after: &Operator) -> Self {
        let mut changes = Self::default();
        changes.push("email", json!(before.email), json!(after.email));
        changes.push("name", json!(before.name), json!(after.name));
        let (old, new) = (before.role_id.to_string(), after.role_id.to_string());
        changes.push("role_id", json!(old), json!(new));
        changes.push("is_active", json!(before.is_active), json!(after.is_active));
        changes
    }

    fn push(&mut self, name: &'static str, before: Value, after: Value) {
        if before != after {
            self.names.push(name);
            self.before.insert(name.to_owned(), before);
            self.after.insert(name.to_owned(), after);
        }
    }
}
