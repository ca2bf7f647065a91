//! `switchboard team`: lists teams, creates, changes and deletes them.

use super::{Output, named};
use crate::{app::Services, config::Config, limits};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand, value_parser};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_desk::{
    Context, Desk,
    limits::{OPERATORS_MAX, TEAMS_MAX},
    team::{
        create::{CreateInput, create},
        delete::delete,
        update::{UpdateInput, update},
    },
};
use switchboard_model::{OperatorId, TeamId, operator::Team as Row};
use switchboard_store::{StoreError, operator, page::batch, team};

/// Teams.
#[derive(Debug, Subcommand)]
pub enum Team {
    /// List the teams with their operators.
    List,
    /// Create a team.
    Create(Create),
    /// Change a team: its name, its operators, what happens to its chats.
    Update(Update),
    /// Delete a team that no open chat, channel, team, text or view needs: its operators leave it.
    Delete(One),
}

/// Create a team.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name.
    name: String,
    /// The address of an operator who is in it; may be given several times.
    #[arg(long = "operator", value_name = "EMAIL")]
    operators: Vec<String>,
}

/// Change a team. What is not named stays as it is.
#[derive(Debug, Args)]
pub struct Update {
    /// Its name or id.
    team: String,
    /// Another name.
    #[arg(long)]
    name: Option<String>,
    /// Another word by which rules name it.
    #[arg(long)]
    key: Option<String>,
    /// The address of an operator who is in it; may be given several times. All others leave it.
    #[arg(long = "operator", value_name = "EMAIL")]
    operators: Vec<String>,
    /// All operators leave it.
    #[arg(long, conflicts_with = "operators")]
    no_operators: bool,
    /// The team that its chats are escalated to.
    #[arg(long, value_name = "TEAM")]
    escalates_to: Option<String>,
    /// Its chats are escalated to no team.
    #[arg(long, conflicts_with = "escalates_to")]
    no_escalation: bool,
    /// How long a chat that is forwarded to it waits to be taken, in minutes.
    #[arg(long, value_name = "MINUTES", value_parser = value_parser!(i64).range(limits::FORWARD_MINUTES))]
    forward_minutes: Option<i64>,
    /// A chat that is forwarded to it waits as long as for any team.
    #[arg(long, conflicts_with = "forward_minutes")]
    usual_forward: bool,
}

/// A team.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id.
    team: String,
}

impl Team {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Create(input) => input.run(desk).await?,
            Self::Update(input) => input.run(desk).await?,
            Self::Delete(One { team }) => {
                let before = named::team(desk, &team).await?;
                let row = row_of(desk, before.team_id).await?;
                delete(desk, &Context::system(), before.team_id).await?;
                (format!("The team {:?} was deleted.", before.name), row)
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Create {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let operator_ids = operator_ids(desk, &self.operators).await?;
        let input = CreateInput { name: self.name, operator_ids };
        let made = create(desk, &Context::system(), input).await?.value;
        let text = format!("The team {:?} was created.", made.name);
        Ok((text, row_of(desk, made.team_id).await?))
    }
}

impl Update {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let Self { team, name, key, operators, no_operators, .. } = self;
        let has_operators = no_operators || !operators.is_empty();
        let has_escalation = self.no_escalation || self.escalates_to.is_some();
        let has_wait = self.usual_forward || self.forward_minutes.is_some();
        ensure!(
            name.is_some() || key.is_some() || has_operators || has_escalation || has_wait,
            "say what to change: see `switchboard team update --help`"
        );
        let team_id = named::team(desk, &team).await?.team_id;
        let above = match &self.escalates_to {
            Some(above) => Some(named::team(desk, above).await?.team_id),
            None => None,
        };
        let operator_ids = operator_ids(desk, &operators).await?;
        let wait_ms = self.forward_minutes.map(|minutes| minutes * limits::MINUTE_MS);
        let input = UpdateInput {
            team_id,
            name,
            key,
            operator_ids: has_operators.then_some(operator_ids),
            escalates_to_team_id: has_escalation.then_some(above),
            forward_expires_ms: has_wait.then_some(wait_ms),
            schedule_id: None,
            expected_version: None,
        };
        let after = update(desk, &Context::system(), input).await?.value;
        let text = format!("The team {:?} was changed.", after.name);
        Ok((text, row_of(desk, team_id).await?))
    }
}

async fn operator_ids(desk: &Desk, emails: &[String]) -> Result<Vec<OperatorId>> {
    let mut ids = Vec::new();
    for email in emails {
        ids.push(named::operator(desk, email).await?.operator_id);
    }
    Ok(ids)
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let all = Shown::read(desk).await?;
    let lines: Vec<String> = all.teams.iter().map(|team| all.line(team)).collect();
    let rows: Vec<Value> = all.teams.iter().map(|team| all.row(team)).collect();
    Ok((lines.join("\n"), json!({ "teams": rows })))
}

async fn row_of(desk: &Desk, id: TeamId) -> Result<Value> {
    let all = Shown::read(desk).await?;
    Ok(all.teams.iter().find(|team| team.team_id == id).map_or(Value::Null, |team| all.row(team)))
}

/// The teams, and the addresses of those who are in each.
struct Shown {
    teams: Vec<Row>,
    emails: HashMap<TeamId, Vec<String>>,
}

impl Shown {
    async fn read(desk: &Desk) -> Result<Self> {
        let read = desk.store().read(|connection| -> Result<_, StoreError> {
            let teams = team::all(connection, TEAMS_MAX)?;
            let ids: Vec<TeamId> = teams.iter().map(|team| team.team_id).collect();
            let members = batch::team_members(connection, &ids)?;
            Ok((teams, members, operator::all(connection, OPERATORS_MAX)?))
        });
        let (teams, members, operators) = read.await?;
        let known: HashMap<OperatorId, String> =
            operators.into_iter().map(|row| (row.operator_id, row.email)).collect();
        let mut emails: HashMap<TeamId, Vec<String>> = HashMap::new();
        for (team_id, operator_id) in members {
            emails.entry(team_id).or_default().extend(known.get(&operator_id).cloned());
        }
        Ok(Self { teams, emails })
    }

    fn emails_of(&self, team: &Row) -> &[String] {
        self.emails.get(&team.team_id).map(Vec::as_slice).unwrap_or_default()
    }

    fn line(&self, team: &Row) -> String {
        let emails = self.emails_of(team).join(", ");
        format!("{}  {}  {}  {emails}", team.team_id, team.key, team.name)
    }

    fn row(&self, team: &Row) -> Value {
        json!({
            "teamId": team.team_id.to_string(),
            "name": team.name,
            "key": team.key,
            "operators": self.emails_of(team),
            "escalatesToTeamId": team.escalates_to_team_id.map(|id| id.to_string()),
            "forwardExpiresMs": team.forward_expires_ms,
            "version": team.version,
        })
    }
}
