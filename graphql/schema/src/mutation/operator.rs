//! What is done with an operator and their sessions.

use crate::{
    mutation::call::{mutations, run},
    types::operator::Operator,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    operator::{
        change_password::{ChangePasswordInput, change_password},
        create,
        sign_out::sign_out,
        update,
    },
};
use switchboard_graphql::{input, payload, scalars::Id};
use switchboard_model::{OperatorId, RoleId, SessionId, TeamId};

input! {
    /// A new operator.
    OperatorCreateInput into create::CreateInput {
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
    OperatorUpdateInput into update::UpdateInput {
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
    OperatorChangePasswordInput {
        /// The operator.
        operator_id: Id<OperatorId>,
        /// The old password: needed for your own.
        old_password: Option<String>,
        /// The new password.
        new_password: String,
    }

    /// The session to end.
    SessionRevokeInput of SessionId {
        /// The session.
        session_id
    }
}

payload!(OperatorCreatePayload, "The result of creating an operator.", operator: Operator, "The operator; absent when they were not created.");
payload!(OperatorUpdatePayload, "The result of changing an operator.", operator: Operator, "The operator as they are now; absent when they were not changed.");
payload!(OperatorChangePasswordPayload, "The result of changing a password.", operator: Operator, "The operator; absent when the password was not changed.");
payload!(SessionRevokePayload, "The result of ending a session.", revoked_id: ID, "The id of the session; absent when it was not ended.");

fn change_password_input(
    ctx: &Context<'_>,
    input: OperatorChangePasswordInput,
) -> Result<ChangePasswordInput> {
    Ok(ChangePasswordInput {
        operator_id: input.operator_id.0,
        old_password: input.old_password,
        new_password: input.new_password,
        keep_session_id: ctx.data_opt::<SessionId>().copied(),
    })
}

async fn session_revoke(
    ctx: &Context<'_>,
    input: SessionRevokeInput,
) -> Result<SessionRevokePayload> {
    let id = input.session_id.0;
    let command = async |desk: &Desk, context: &DeskContext, _: SessionRevokeInput| {
        sign_out(desk, context, id).await
    };
    let (revoked, outcome) = run(ctx, input, command).await?;
    Ok(SessionRevokePayload::of(outcome, revoked.map(|()| id.into())))
}

mutations! {
    /// What is done with an operator.
    OperatorMutation {
        /// Creates an operator.
        operator_create(OperatorCreateInput, "The operator.")
            -> OperatorCreatePayload { create::create }
        /// Changes an operator.
        operator_update(OperatorUpdateInput, "What to change.")
            -> OperatorUpdatePayload { update::update, version of operator_id }
        /// Changes a password and ends the operator's other sessions.
        operator_change_password(OperatorChangePasswordInput, "The new password.")
            -> OperatorChangePasswordPayload { change_password, from change_password_input }
        /// Ends a session.
        session_revoke(SessionRevokeInput, "The session.")
            -> SessionRevokePayload { by session_revoke }
    }
}
