//! What is done with an operator and their sessions.

use crate::{
    family::{load, single},
    mutation::call::{Call, payload},
    scalars::Id,
    types::operator::Operator,
};
use async_graphql::{Context, ID, InputObject, Object, Result};
use switchboard_desk::operator;
use switchboard_model::{OperatorId, RoleId, SessionId, TeamId};

/// A new operator.
#[derive(Clone, InputObject)]
pub struct OperatorAddInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The address to sign in with.
    email: String,
    /// The name that customers see.
    name: String,
    /// The password; absent: they cannot sign in by one yet.
    password: Option<String>,
    /// The role; absent: the built-in role for operators.
    role_id: Option<Id<RoleId>>,
    /// The teams they are in.
    team_ids: Option<Vec<Id<TeamId>>>,
}

/// What to change of an operator. Absent keeps.
#[derive(Clone, InputObject)]
pub struct OperatorEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The operator.
    operator_id: Id<OperatorId>,
    /// The address to sign in with.
    email: Option<String>,
    /// The name that customers see.
    name: Option<String>,
    /// The role.
    role_id: Option<Id<RoleId>>,
    /// The teams they are in: the whole list.
    team_ids: Option<Vec<Id<TeamId>>>,
    /// May sign in.
    is_active: Option<bool>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// A new password.
#[derive(Clone, InputObject)]
pub struct OperatorChangePasswordInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The operator.
    operator_id: Id<OperatorId>,
    /// The old password: needed for your own.
    old_password: Option<String>,
    /// The new password.
    new_password: String,
}

/// The session to end.
#[derive(Clone, InputObject)]
pub struct SessionRevokeInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The session.
    session_id: Id<SessionId>,
}

payload!(OperatorAddPayload, "What came of adding an operator.", operator: Operator, "The operator; absent when they were not added.");
payload!(OperatorEditPayload, "What came of changing an operator.", operator: Operator, "The operator as they are now; absent when they were not changed.");
payload!(OperatorChangePasswordPayload, "What came of changing a password.", operator: Operator, "The operator; absent when the password was not changed.");
payload!(SessionRevokePayload, "What came of ending a session.", revoked_id: ID, "The id of the session; absent when it was not ended.");

#[derive(Default)]
pub struct OperatorMutation;

/// What is done with an operator.
#[Object]
impl OperatorMutation {
    /// Adds an operator.
    async fn operator_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The operator.")] input: OperatorAddInput,
    ) -> Result<OperatorAddPayload> {
        let call = Call::begin(ctx, "operatorAdd", &input, input.client_mutation_id.as_ref())?;
        let command = operator::add::AddInput {
            email: input.email,
            name: input.name,
            password: input.password,
            role_id: input.role_id.map(|id| id.0),
            team_ids: input.team_ids.into_iter().flatten().map(|id| id.0).collect(),
        };
        let done = operator::add::add(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(OperatorAddPayload::of(outcome, row.and_then(single)))
    }

    /// Changes an operator.
    async fn operator_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: OperatorEditInput,
    ) -> Result<OperatorEditPayload> {
        let call = Call::begin(ctx, "operatorEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, id) = (call.api, input.operator_id.0);
        let command = operator::edit::EditInput {
            operator_id: id,
            email: input.email,
            name: input.name,
            role_id: input.role_id.map(|id| id.0),
            team_ids: input.team_ids.map(|ids| ids.into_iter().map(|id| id.0).collect()),
            is_active: input.is_active,
            expected_version: input.expected_version,
        };
        let done = operator::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let operator = if outcome.is_stale() {
            load::<Operator>(api, [id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(OperatorEditPayload::of(outcome, operator))
    }

    /// Changes a password and ends the operator's other sessions.
    async fn operator_change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new password.")] input: OperatorChangePasswordInput,
    ) -> Result<OperatorChangePasswordPayload> {
        let key = input.client_mutation_id.as_ref();
        let call = Call::begin(ctx, "operatorChangePassword", &input, key)?;
        let command = operator::change_password::ChangePasswordInput {
            operator_id: input.operator_id.0,
            old_password: input.old_password,
            new_password: input.new_password,
            keep_session_id: ctx.data_opt::<SessionId>().copied(),
        };
        let done =
            operator::change_password::change_password(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(OperatorChangePasswordPayload::of(outcome, row.and_then(single)))
    }

    /// Ends a session.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: SessionRevokeInput,
    ) -> Result<SessionRevokePayload> {
        let call = Call::begin(ctx, "sessionRevoke", &input, input.client_mutation_id.as_ref())?;
        let id = input.session_id.0;
        let done = operator::sign_out::sign_out(call.desk, &call.context, id).await;
        let (row, outcome) = call.finish(done)?;
        Ok(SessionRevokePayload::of(outcome, row.map(|()| id.into())))
    }
}
