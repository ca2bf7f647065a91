//! Invitations: one-time links by which colleagues become operators.

use crate::{
    batch::{batch, batched, single},
    caller::read,
    mutation::call::{Returned, mutations},
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{event::event, operator::Operator, role::Role, team::Team},
};
use async_graphql::{Context, Object, Result, SimpleObject};
use switchboard_desk::invitation::{create, revoke};
use switchboard_graphql::{
    api::api,
    cost, input, object, payload,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{InvitationId, Permission, RoleId, TeamId, invitation};

batched!(Invitation of invitation::Invitation, invitation_id: InvitationId, Relations);

#[derive(Default)]
pub struct Relations {
    roles: ToOne<Role>,
    inviters: ToOne<Operator>,
    teams: ToMany<InvitationId, Team>,
}

impl Noun for Invitation {
    const ROWS: Rows<Self> = |related, ids| related.invitations(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_invitations(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::OperatorManage);
}

event! {
    /// Somebody was invited, or an invitation was accepted or revoked.
    InvitationEvent {
        /// The invitation as it is now; absent when it is kept no more.
        invitation: Invitation
    }
}

/// A one-time link by which a colleague becomes an operator.
#[object(id = invitation_id)]
impl Invitation {
    /// The address that they will sign in with.
    fn email(&self) -> &str;

    /// The role that they will have; absent when it was deleted.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        self.0.one(ctx, |of| &of.roles, |row| row.role_id).await
    }

    /// The teams that they will be in.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.teams,
                |row| row.invitation_id,
                |related, ids| related.teams_of_invitations(ids),
            )
            .await
    }

    /// Who invited them; absent where that was done on the machine of the server.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        self.0.one(ctx, |of| &of.inviters, |row| row.created_by).await
    }

    /// When they were invited.
    fn created_at(&self) -> DateTime;
    /// When it ends by itself.
    fn expires_at(&self) -> DateTime;
    /// When it was used; absent while it was not.
    fn accepted_at(&self) -> Option<DateTime>;
    /// When it was revoked; absent while it was not.
    fn revoked_at(&self) -> Option<DateTime>;
}

#[derive(Default)]
pub struct InvitationQuery;

/// The invitations.
#[Object]
impl InvitationQuery {
    /// The invitations, newest first; those that ended are kept for a month. Needs the permission
    /// `OPERATOR_MANAGE`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        Ok(batch(read(ctx, |reader| reader.newest_invitations()).await?))
    }
}

input! {
    /// Somebody to invite.
    InvitationCreateInput {
        /// The address that they will sign in with.
        email: String,
        /// The role that they will have; absent: the built-in role for operators.
        role_id: Option<Id<RoleId>>,
        /// The teams that they will be in.
        team_ids: Option<Vec<Id<TeamId>>>,
    }

    /// The invitation to revoke.
    InvitationRevokeInput of InvitationId {
        /// The invitation.
        invitation_id
    }
}

/// An invitation that was just made.
#[derive(Clone, SimpleObject)]
pub struct CreatedInvitation {
    /// The invitation.
    invitation: Invitation,
    /// Its secret, for `POST /invitation`. It is told here once and stored only as a hash.
    secret: String,
    /// The link to send, with the secret in it; absent where the server does not know its own address.
    url: Option<String>,
}

payload!(InvitationCreatePayload, "The result of inviting somebody.", created: CreatedInvitation, "The invitation with its link; absent when it was not made.");
payload!(InvitationRevokePayload, "The result of revoking an invitation.", invitation: Invitation, "The invitation as it is now; absent when it was not revoked.");

impl Returned<create::Created> for CreatedInvitation {
    async fn returned(_: &Context<'_>, made: create::Created) -> Result<Option<Self>> {
        let invitation = single(made.invitation);
        Ok(Some(Self { invitation, secret: made.secret, url: made.url }))
    }
}

fn create_input(ctx: &Context<'_>, input: InvitationCreateInput) -> Result<create::CreateInput> {
    Ok(create::CreateInput {
        email: input.email,
        role_id: input.role_id.plain(),
        team_ids: input.team_ids.plain(),
        public_url: api(ctx)?.server.public_url.clone(),
    })
}

mutations! {
    /// What is done with an invitation.
    InvitationMutation {
        /// Invites a colleague, to no permission that you lack. The link is valid for seven days, for one
        /// operator. Not for API tokens: sign in.
        invitation_create(InvitationCreateInput, "Who is invited.")
            -> InvitationCreatePayload { create::create, from create_input }
        /// Revokes an invitation: nobody comes in by it. Not for API tokens: sign in.
        invitation_revoke(InvitationRevokeInput, "The invitation.")
            -> InvitationRevokePayload { revoke::revoke }
    }
}
