//! Invites a colleague.

use super::columns;
use crate::check::check_limit;
use crate::idempotent::Answer;
use crate::limits::{INVITATION_MS, INVITATIONS_MAX};
use crate::operator::check;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Change, Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::invitation::Invitation;
use switchboard_model::{Actor, Permission, PublicUrl, RoleId, TeamId};
use switchboard_store::{DatabaseConnection, invitation, operator};

/// Who is invited, and to what.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The address that they will sign in with.
    pub email: String,
    /// The role that they will have; none: the built-in Operator, or Admin where nobody is there yet.
    pub role_id: Option<RoleId>,
    /// The teams that they will be in.
    pub team_ids: Vec<TeamId>,
    /// Where the server is reached from outside; none where that is not known.
    pub public_url: Option<PublicUrl>,
}

/// An invitation with its secret, which is told once.
#[derive(Clone)]
pub struct Created {
    pub invitation: Invitation,
    /// The secret (`sbi_…`). Stored only as a hash.
    pub secret: String,
    /// The link that has it behind its `#`, so that it stands in no log; none where the server does not know
    /// its own address.
    pub url: Option<String>,
}

impl Answer for Created {
    fn id(&self) -> i64 {
        self.invitation.invitation_id.0
    }

    /// The secret was told once and is stored as a hash only: it cannot be told again.
    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        let made = Invitation::load(connection, actor, id)?;
        Err(DeskError::conflict(format!(
            "an earlier call with this key has invited {}, and the link is told only once: use that one, or \
             revoke the invitation and make another with a new key",
            made.email
        )))
    }
}

command!(create: create_in(&CreateInput) -> Created);

/// Makes the invitation. It is valid for seven days, for one operator.
///
/// # Errors
/// `Denied` without `operator.manage` or for a role with permissions that the actor lacks, `Forbidden` for an
/// API token and for a team whose chats the actor may not see, `Invalid` for the address, role or teams,
/// `Conflict` for an address that an operator or another open invitation has, and for a repeated call, whose
/// link was told already.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Created> {
    command.require(Permission::OperatorManage)?;
    command.interactive()?;
    let email = check::email(&input.email)?;
    let role_id = check::role_of_new(command, input.role_id)?;
    let team_ids = check::teams(command, &input.team_ids)?;
    check::for_members(command, &team_ids)?;
    if operator::find_by_email(command, &email)?.is_some() {
        let reason = format!("{email} is an operator already");
        return Err(DeskError::Taken { field: "email", reason });
    }
    let now = command.now();
    if invitation::find_open_by_email(command, &email, now)?.is_some() {
        let reason = format!("{email} is invited already: revoke that invitation first");
        return Err(DeskError::Taken { field: "email", reason });
    }
    let instead = "those that ended go by themselves after a month";
    check_limit(invitation::count(command)?, INVITATIONS_MAX, "invitations", instead)?;
    let created = Invitation {
        invitation_id: command.id(),
        email,
        role_id,
        team_ids,
        created_by: command.operator().ok().map(|actor| actor.operator_id),
        created_at: now,
        expires_at: now.plus_ms(INVITATION_MS),
        accepted_at: None,
        revoked_at: None,
    };
    let secret = new_secret(SecretKind::Invitation);
    invitation::insert(command, &created, &hash(&secret))?;
    let change = Change::created(columns(&created));
    command.record((EventKind::InvitationCreated, "invitation.create"), &created, change)?;
    let url = input.public_url.as_ref().map(|url| url.address(&format!("/invitation#{secret}")));
    Ok(Created { invitation: created, secret, url })
}
