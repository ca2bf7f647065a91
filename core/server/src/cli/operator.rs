//! `switchboard operator`: lists operators, changes them, and lets them in or out, also the only admin.

mod subject;

use super::{Output, admin::read_password, named};
use crate::{app::Services, config::Config};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_desk::{
    Context, Desk,
    limits::{OPERATORS_MAX, ROLES_MAX, TEAMS_MAX},
    operator::{
        change_password::{ChangePasswordInput, change_password},
        sign_out::sign_out_everywhere,
        update::{UpdateInput, update},
    },
};
use switchboard_model::{OperatorId, TeamId, operator::Operator as Row};
use switchboard_store::{StoreError, operator, page::batch, role, team};

/// Operators.
#[derive(Debug, Subcommand)]
pub enum Operator {
    /// List the operators with their roles and teams.
    List,
    /// Change an operator: the name, the address, the role, the teams.
    Update(Update),
    /// Let an operator sign in no more. All of their sessions and API tokens end.
    Deactivate(One),
    /// Let an operator sign in again who was deactivated.
    Activate(One),
    /// End all sessions of an operator, on all of their devices. They may sign in again.
    SignOut(One),
    /// Give an operator a new password. All of their sessions and API tokens end.
    Password(Password),
    /// Link an operator to an account of the identity provider, by which they sign in from then on.
    Link(subject::Link),
    /// Take away all links of an operator to accounts of identity providers.
    Unlink(One),
}

/// An operator.
#[derive(Debug, Args)]
pub struct One {
    /// The address that they sign in with.
    #[arg(long)]
    email: String,
}

/// Change an operator. What is not named stays as it is.
#[derive(Debug, Args)]
pub struct Update {
    /// The address that they sign in with.
    #[arg(long)]
    email: String,
    /// Another address to sign in with.
    #[arg(long, value_name = "EMAIL")]
    new_email: Option<String>,
    /// The name that customers see.
    #[arg(long)]
    name: Option<String>,
    /// The name of their role.
    #[arg(long)]
    role: Option<String>,
    /// A team that they are in; may be given several times. They leave all others.
    #[arg(long = "team", value_name = "TEAM")]
    teams: Vec<String>,
    /// They leave all teams.
    #[arg(long, conflicts_with = "teams")]
    no_teams: bool,
}

/// Give an operator a new password.
#[derive(Debug, Args)]
pub struct Password {
    /// The address that they sign in with.
    #[arg(long)]
    email: String,
    /// Read the password from standard input, up to the end or the first line break.
    #[arg(long, required = true)]
    password_stdin: bool,
    /// Let the operator's API tokens go on. By default they end: whoever knew the old password may have
    /// made some.
    #[arg(long)]
    keep_tokens: bool,
}

impl Operator {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Update(input) => input.run(desk).await?,
            Self::Deactivate(One { email }) => active(desk, &email, false).await?,
            Self::Activate(One { email }) => active(desk, &email, true).await?,
            Self::SignOut(One { email }) => {
                let id = named::operator(desk, &email).await?.operator_id;
                let count = sign_out_everywhere(desk, &Context::system(), id).await?.value;
                let value = json!({ "operatorId": id.to_string(), "endedSessions": count });
                (format!("{count} sessions of {email} ended."), value)
            }
            Self::Password(input) => input.run(desk).await?,
            Self::Link(input) => input.run(desk, &services.config).await?,
            Self::Unlink(One { email }) => subject::unlink(desk, &email).await?,
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Update {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let Self { email, new_email, name, role, teams, no_teams } = self;
        let has_teams = no_teams || !teams.is_empty();
        ensure!(
            new_email.is_some() || name.is_some() || role.is_some() || has_teams,
            "say what to change: --name, --new-email, --role, --team or --no-teams"
        );
        let operator_id = named::operator(desk, &email).await?.operator_id;
        let role_id = match &role {
            Some(name) => Some(named::role_id(desk, name).await?),
            None => None,
        };
        let team_ids = named::team_ids(desk, &teams).await?;
        let input = UpdateInput {
            email: new_email,
            name,
            role_id,
            team_ids: has_teams.then_some(team_ids),
            ..unchanged(operator_id)
        };
        let after = update(desk, &Context::system(), input).await?.value;
        let text = format!("{} was changed.", after.email);
        Ok((text, shown(desk, vec![after]).await?.remove(0).json()))
    }
}

impl Password {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let input = ChangePasswordInput {
            operator_id: named::operator(desk, &self.email).await?.operator_id,
            old_password: None,
            new_password: read_password()?,
            revoke_tokens: Some(!self.keep_tokens),
        };
        let changed = change_password(desk, &Context::system(), input).await?.value;
        let text = format!("{} signs in with the new password from now on.", changed.email);
        let id = changed.operator_id.to_string();
        Ok((text, json!({ "operatorId": id, "email": changed.email })))
    }
}

fn unchanged(operator_id: OperatorId) -> UpdateInput {
    UpdateInput {
        operator_id,
        email: None,
        name: None,
        role_id: None,
        team_ids: None,
        is_active: None,
        expected_version: None,
    }
}

/// Lets an operator sign in, or no more.
async fn active(desk: &Desk, email: &str, is_active: bool) -> Result<(String, Value)> {
    let operator_id = named::operator(desk, email).await?.operator_id;
    let input = UpdateInput { is_active: Some(is_active), ..unchanged(operator_id) };
    let after = update(desk, &Context::system(), input).await?.value;
    let may = if is_active { "may sign in" } else { "may sign in no more" };
    let text = format!("{} {may}.", after.email);
    Ok((text, shown(desk, vec![after]).await?.remove(0).json()))
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let read = desk.store().read(|connection| operator::all(connection, OPERATORS_MAX));
    let all = shown(desk, read.await?).await?;
    let lines: Vec<String> = all.iter().map(Shown::line).collect();
    let rows: Vec<Value> = all.iter().map(Shown::json).collect();
    Ok((lines.join("\n"), json!({ "operators": rows })))
}

/// An operator with the names of the role and the teams.
struct Shown {
    row: Row,
    role: String,
    teams: Vec<String>,
}

/// The operators as the commands print them.
async fn shown(desk: &Desk, rows: Vec<Row>) -> Result<Vec<Shown>> {
    let ids: Vec<OperatorId> = rows.iter().map(|row| row.operator_id).collect();
    let read = desk.store().read(move |connection| -> Result<_, StoreError> {
        let roles = role::all(connection, ROLES_MAX)?;
        let teams = team::all(connection, TEAMS_MAX)?;
        Ok((roles, teams, batch::operator_teams(connection, &ids)?))
    });
    let (roles, teams, members) = read.await?;
    let roles: HashMap<_, _> = roles.into_iter().map(|role| (role.role_id, role.name)).collect();
    let teams: HashMap<TeamId, String> =
        teams.into_iter().map(|team| (team.team_id, team.name)).collect();
    let mut of_operators: HashMap<OperatorId, Vec<String>> = HashMap::new();
    for (team_id, operator_id) in members {
        of_operators.entry(operator_id).or_default().extend(teams.get(&team_id).cloned());
    }
    let shown = |row: Row| Shown {
        role: roles.get(&row.role_id).cloned().unwrap_or_default(),
        teams: of_operators.remove(&row.operator_id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(shown).collect())
}

impl Shown {
    fn line(&self) -> String {
        let Row { operator_id, email, name, .. } = &self.row;
        let teams = self.teams.join(", ");
        let state = if self.row.is_active { "" } else { "  (may not sign in)" };
        format!("{operator_id}  {email}  {name}  {}  {teams}{state}", self.role)
    }

    fn json(&self) -> Value {
        json!({
            "operatorId": self.row.operator_id.to_string(),
            "email": self.row.email,
            "name": self.row.name,
            "role": self.role,
            "teams": self.teams,
            "isActive": self.row.is_active,
            "version": self.row.version,
        })
    }
}
