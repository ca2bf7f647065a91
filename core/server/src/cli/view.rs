//! `switchboard view`: looks after the views of teams and of everybody. What operators have for themselves
//! is not looked at.

use super::{Output, choice::word_of, filter, named};
use crate::{app::Services, config::Config};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    limits::SHARED_VIEWS_MAX,
    view::{CreateInput, UpdateInput, create, delete, filter_of, update},
};
use switchboard_model::{ChatOrder, SharingScope, ViewId, view::View as Row};
use switchboard_store::view;

/// Views of teams and of everybody.
#[derive(Debug, Subcommand)]
pub enum View {
    /// List the views.
    List,
    /// Create a view: everybody has it, or a team.
    Create(Create),
    /// Change a view.
    Update(Update),
    /// Delete a view. Its chats stay.
    Delete(One),
}

/// Create a view.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name.
    name: String,
    /// What its chats are like: a .json or .toml file in the form of the API's `ChatFilter`, or the JSON itself.
    #[arg(long, value_name = "FILE")]
    filter: String,
    /// The team that has it; by default everybody has it.
    #[arg(long)]
    team: Option<String>,
    /// How its chats are ordered; by default LAST_MESSAGE.
    #[arg(long, ignore_case = true, value_parser = word_of::<ChatOrder>())]
    order: Option<ChatOrder>,
    /// Its place among the others, the lowest first; by default 0.
    #[arg(long, allow_negative_numbers = true)]
    position: Option<i64>,
}

/// Change a view. What is not named stays as it is.
#[derive(Debug, Args)]
pub struct Update {
    /// Its name or id.
    view: String,
    /// Another name.
    #[arg(long)]
    name: Option<String>,
    /// What its chats are like: as `create` takes it, the whole filter.
    #[arg(long, value_name = "FILE")]
    filter: Option<String>,
    /// How its chats are ordered.
    #[arg(long, ignore_case = true, value_parser = word_of::<ChatOrder>())]
    order: Option<ChatOrder>,
    /// Its place among the others, the lowest first.
    #[arg(long, allow_negative_numbers = true)]
    position: Option<i64>,
}

/// A view.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id.
    view: String,
}

impl View {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Create(input) => input.run(desk).await?,
            Self::Update(input) => input.run(desk).await?,
            Self::Delete(One { view }) => {
                let before = found(desk, &view).await?;
                delete(desk, &Context::system(), before.view_id).await?;
                (format!("The view {:?} was deleted.", before.name), row(&before))
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Create {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let filter = filter::read(&self.filter)?;
        let team_id = match &self.team {
            Some(team) => Some(named::team(desk, team).await?.team_id),
            None => None,
        };
        let input = CreateInput {
            name: self.name,
            scope: if team_id.is_some() { SharingScope::Team } else { SharingScope::Everyone },
            team_id,
            filter,
            chat_order: self.order,
            position: self.position,
        };
        let made = create(desk, &Context::system(), input).await?.value;
        Ok((format!("The view {:?} was created.", made.name), row(&made)))
    }
}

impl Update {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let Self { view, name, filter, order, position } = self;
        ensure!(
            name.is_some() || filter.is_some() || order.is_some() || position.is_some(),
            "say what to change: --name, --filter, --order or --position"
        );
        let input = UpdateInput {
            view_id: found(desk, &view).await?.view_id,
            name,
            filter: filter.as_deref().map(filter::read).transpose()?,
            chat_order: order,
            position,
            expected_version: None,
        };
        let after = update(desk, &Context::system(), input).await?.value;
        Ok((format!("The view {:?} was changed.", after.name), row(&after)))
    }
}

async fn shared(desk: &Desk) -> Result<Vec<Row>> {
    Ok(desk.store().read(|connection| view::shared(connection, SHARED_VIEWS_MAX)).await?)
}

/// The view of a name or id.
async fn found(desk: &Desk, word: &str) -> Result<Row> {
    let id = word.parse::<ViewId>().ok();
    let is_meant = |row: &Row| row.name == word || Some(row.view_id) == id;
    named::only(shared(desk).await?, ("view", word), is_meant)
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let all = shared(desk).await?;
    let line = |view: &Row| {
        let owner = view.team_id.map_or_else(|| view.scope.to_string(), |id| id.to_string());
        format!("{}  {}  {owner}  {}", view.view_id, view.name, view.chat_order)
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    let rows: Vec<Value> = all.iter().map(row).collect();
    Ok((lines.join("\n"), json!({ "views": rows })))
}

/// A view; without its filter where only a newer version can read that.
fn row(view: &Row) -> Value {
    json!({
        "viewId": view.view_id.to_string(),
        "name": view.name,
        "scope": view.scope.as_str(),
        "teamId": view.team_id.map(|id| id.to_string()),
        "filter": filter_of(view).ok().map(switchboard_schema::chat_filter_to_json),
        "chatOrder": view.chat_order.as_str(),
        "position": view.position,
        "version": view.version,
    })
}
