//! What is done with an operator and their sessions.

use crate::{
    mutation::call::{Returned, mutations, run},
    types::operator::Operator,
};
use async_graphql::{Context, ID, MaybeUndefined, Result, SimpleObject};
use switchboard_desk::{
    Context as DeskContext, Desk,
    operator::{
        Setup, begin_totp, change_password, confirm_totp, create, disable_totp, set_avatar,
        set_status, sign_out::sign_out, update,
    },
};
use switchboard_graphql::{choice::OperatorStatus, input, payload, scalars::Id};
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
        /// May sign in; false ends all sessions and API tokens.
        is_active: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// A new password.
    OperatorChangePasswordInput into change_password::ChangePasswordInput {
        /// The operator.
        operator_id: Id<OperatorId>,
        /// The old password: needed for your own.
        old_password: Option<String>,
        /// The new password.
        new_password: String,
        /// End the API tokens as well; absent: another's end, your own go on.
        revoke_tokens: Option<bool>,
    }

    /// An authenticator app to set up.
    OperatorBeginTotpInput into begin_totp::BeginTotpInput {
        /// How the app names the account; absent: by your address.
        account_name: Option<String>,
    }

    /// A code of the app that was set up.
    OperatorConfirmTotpInput into confirm_totp::ConfirmTotpInput {
        /// What the app shows.
        code: String,
    }

    /// The authenticator app to take away.
    OperatorDisableTotpInput into disable_totp::DisableTotpInput {
        /// The operator; absent: you.
        operator_id: Option<Id<OperatorId>>,
        /// What the app shows, or a recovery code: needed for your own.
        code: Option<String>,
    }

    /// A picture.
    OperatorSetAvatarInput into set_avatar::SetAvatarInput {
        /// The operator; absent: you.
        operator_id: Option<Id<OperatorId>>,
        /// The file in base 64: a PNG, JPEG, GIF or WebP of at most 262144 bytes. Absent or null takes the picture
        /// away.
        image: Option<String>,
    }

    /// A status.
    OperatorSetStatusInput into set_status::SetStatusInput {
        /// The operator; absent: you.
        operator_id: Option<Id<OperatorId>>,
        /// The status.
        status: OperatorStatus,
        /// What is said beside it, in one line; null: nothing, absent: as it is.
        message: MaybeUndefined<String>,
        /// Do they go offline a minute after their last connection has ended; absent: as it is. Switch it
        /// off for who works on a phone.
        is_auto_offline: Option<bool>,
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
/// What an authenticator app shows codes of.
#[derive(Clone, SimpleObject)]
pub struct TotpSetup {
    /// The secret in base 32, to be typed. It is told here once.
    secret: String,
    /// The same as an address, for a picture that apps read.
    url: String,
}

/// What is left where the authenticator app is lost.
#[derive(Clone, SimpleObject)]
pub struct RecoveryCodes {
    /// The codes, each for one sign-in. They are told here once and stored as hashes only.
    codes: Vec<String>,
}

impl Returned<Setup> for TotpSetup {
    async fn returned(_: &Context<'_>, Setup { secret, url }: Setup) -> Result<Option<Self>> {
        Ok(Some(Self { secret, url }))
    }
}

impl Returned<confirm_totp::RecoveryCodes> for RecoveryCodes {
    async fn returned(_: &Context<'_>, codes: confirm_totp::RecoveryCodes) -> Result<Option<Self>> {
        Ok(Some(Self { codes: codes.0 }))
    }
}

payload!(OperatorBeginTotpPayload, "The result of beginning to set up an authenticator app.", setup: TotpSetup, "What the app needs; absent when nothing was begun.");
payload!(OperatorConfirmTotpPayload, "The result of confirming an authenticator app.", recovery: RecoveryCodes, "The recovery codes; absent when the app was not confirmed.");
payload!(OperatorDisableTotpPayload, "The result of taking an authenticator app away.", operator: Operator, "The operator; absent when it was not taken away.");
payload!(OperatorSetAvatarPayload, "The result of setting a picture.", operator: Operator, "The operator as they are now; absent when the picture was not set.");
payload!(OperatorSetStatusPayload, "The result of setting a status.", operator: Operator, "The operator as they are now; absent when the status was not set.");
payload!(SessionRevokePayload, "The result of ending a session.", revoked_id: ID, "The id of the session; absent when it was not ended.");

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
        /// Creates an operator, with no permission that you lack. A password is not for API tokens to give.
        operator_create(OperatorCreateInput, "The operator.")
            -> OperatorCreatePayload { create::create }
        /// Changes an operator who has no permission that you lack. An address is not for API tokens to give.
        operator_update(OperatorUpdateInput, "What to change.")
            -> OperatorUpdatePayload { update::update, version of operator_id }
        /// Changes a password and ends the operator's other sessions. Not for API tokens: sign in.
        operator_change_password(OperatorChangePasswordInput, "The new password.")
            -> OperatorChangePasswordPayload { change_password::change_password }
        /// Begins to set up your authenticator app. Not for API tokens: sign in.
        operator_begin_totp(OperatorBeginTotpInput, "The app.")
            -> OperatorBeginTotpPayload { begin_totp::begin_totp }
        /// Confirms your authenticator app: from now on signing in takes a code of it. Not for API tokens:
        /// sign in.
        operator_confirm_totp(OperatorConfirmTotpInput, "The code.")
            -> OperatorConfirmTotpPayload { confirm_totp::confirm_totp }
        /// Takes your authenticator app away, or that of an operator who has lost it and has no permission that
        /// you lack. Not for API tokens: sign in.
        operator_disable_totp(OperatorDisableTotpInput, "Whose app.")
            -> OperatorDisableTotpPayload { disable_totp::disable_totp }
        /// Sets your picture, which colleagues see, or takes it away; with the permission `OPERATOR_MANAGE` that of an
        /// operator who has no permission that you lack. Your own is not for API tokens to set without it.
        operator_set_avatar(OperatorSetAvatarInput, "The picture.")
            -> OperatorSetAvatarPayload { set_avatar::set_avatar }
        /// Sets your status, or with the permission `OPERATOR_STATUS` that of an operator who has no permission
        /// that you lack. Your own is not for API tokens to set.
        operator_set_status(OperatorSetStatusInput, "The status.")
            -> OperatorSetStatusPayload { set_status::set_status }
        /// Ends a session. Not for API tokens: sign in.
        session_revoke(SessionRevokeInput, "The session.")
            -> SessionRevokePayload { by session_revoke }
    }
}
