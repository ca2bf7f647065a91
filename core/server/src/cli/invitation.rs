//! `switchboard invitation`: invites colleagues, and takes invitations back.

use super::{Output, named};
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    invitation::{create, revoke},
};
use switchboard_model::{Actor, InvitationId, Timestamp, invitation};

/// Invitations.
#[derive(Debug, Subcommand)]
pub enum Invitation {
    /// Invite a colleague. The link is shown once, and is valid for seven days.
    Create(Create),
    /// List the invitations, newest first.
    List,
    /// Revoke an invitation: nobody comes in by it.
    Revoke(Revoke),
}

/// Invite a colleague.
#[derive(Debug, Args)]
pub struct Create {
    /// The address that they will sign in with.
    #[arg(long)]
    email: String,
    /// The name of the role that they will have; by default Operator.
    #[arg(long)]
    role: Option<String>,
    /// The name of a team that they will be in; may be given several times.
    #[arg(long = "team", value_name = "TEAM")]
    teams: Vec<String>,
}

/// Revoke an invitation.
#[derive(Debug, Args)]
pub struct Revoke {
    /// The id of the invitation, as `list` shows it.
    id: String,
}

impl Invitation {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let (desk, now) = (&services.desk, services.clock.now());
        let (text, value) = match self {
            Self::Create(create) => {
                create.run(desk, services.config.server.public_url.clone()).await?
            }
            Self::List => list(desk, now).await?,
            Self::Revoke(Revoke { id }) => {
                let id: InvitationId = id.parse()?;
                let revoked = revoke::revoke(desk, &Context::system(), id).await?.value;
                (format!("{} comes in no more by it.", revoked.email), told(&revoked, now))
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Create {
    async fn run(
        self,
        desk: &Desk,
        public_url: Option<switchboard_model::PublicUrl>,
    ) -> Result<(String, Value)> {
        let role_id = match &self.role {
            Some(name) => Some(named::role_id(desk, name).await?),
            None => None,
        };
        let team_ids = named::team_ids(desk, &self.teams).await?;
        let input = create::CreateInput { email: self.email, role_id, team_ids, public_url };
        let made = create::create(desk, &Context::system(), input).await?.value;
        let text = made.url.clone().unwrap_or_else(|| made.secret.clone());
        let value = json!({
            "invitationId": made.invitation.invitation_id.to_string(),
            "secret": made.secret, "url": made.url,
        });
        Ok((text, value))
    }
}

async fn list(desk: &Desk, now: Timestamp) -> Result<(String, Value)> {
    let all = desk.read(Actor::System, |reader| reader.newest_invitations()).await?;
    let lines: Vec<String> = all
        .iter()
        .map(|one| format!("{} {} {}", one.invitation_id, one.email, state(one, now)))
        .collect();
    Ok((lines.join("\n"), all.iter().map(|one| told(one, now)).collect()))
}

fn state(one: &invitation::Invitation, now: Timestamp) -> &'static str {
    match (one.accepted_at, one.revoked_at) {
        (Some(_), _) => "ACCEPTED",
        (None, Some(_)) => "REVOKED",
        (None, None) if one.is_open(now) => "OPEN",
        (None, None) => "EXPIRED",
    }
}

fn told(one: &invitation::Invitation, now: Timestamp) -> Value {
    let id = one.invitation_id.to_string();
    json!({ "invitationId": id, "email": one.email, "state": state(one, now) })
}
