//! `switchboard label`: looks after the list of labels.

use super::{Output, choice::word_of, named};
use crate::{app::Services, config::Config};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    chat::{
        label::{CreateInput, UpdateInput, create, delete, update},
        merge_label::{self, MergeInput, merge},
    },
};
use switchboard_model::{
    LabelId,
    chat::{Label as Row, LabelColor},
    limits::LABELS_MAX,
};
use switchboard_store::label;

/// Labels.
#[derive(Debug, Subcommand)]
pub enum Label {
    /// List the labels.
    List,
    /// Create a label.
    Create(Create),
    /// Change a label. Chats keep it.
    Update(Update),
    /// Merge a label into another one: its chats, views and macros have that one, and it is gone.
    Merge(Merge),
    /// Delete a label: it is taken off all chats.
    Delete(One),
}

/// Create a label.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name.
    name: String,
    /// Its color; by default GRAY.
    #[arg(long, ignore_case = true, value_parser = word_of::<LabelColor>())]
    color: Option<LabelColor>,
}

/// Change a label. What is not named stays as it is.
#[derive(Debug, Args)]
pub struct Update {
    /// Its name or id.
    label: String,
    /// Another name.
    #[arg(long)]
    name: Option<String>,
    /// Another color.
    #[arg(long, ignore_case = true, value_parser = word_of::<LabelColor>())]
    color: Option<LabelColor>,
    /// It can be put on no more chats. Those that have it keep it.
    #[arg(long)]
    deactivate: bool,
    /// It can be put on chats again.
    #[arg(long, conflicts_with = "deactivate")]
    activate: bool,
}

/// Merge a label into another one.
#[derive(Debug, Args)]
pub struct Merge {
    /// The name or id of the label that will be gone.
    label: String,
    /// The name or id of the label that stays.
    into: String,
}

/// A label.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id.
    label: String,
}

impl Label {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Create(Create { name, color }) => {
                let input = CreateInput { name, color };
                let made = create(desk, &Context::system(), input).await?.value;
                (format!("The label {:?} was created.", made.name), row(&made))
            }
            Self::Update(input) => input.run(desk).await?,
            Self::Merge(input) => input.run(desk).await?,
            Self::Delete(One { label }) => {
                let before = found(desk, &label).await?;
                delete(desk, &Context::system(), before.label_id).await?;
                (format!("The label {:?} was deleted.", before.name), row(&before))
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Update {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let Self { label, name, color, deactivate, activate } = self;
        let is_active = (deactivate || activate).then_some(activate);
        ensure!(
            name.is_some() || color.is_some() || is_active.is_some(),
            "say what to change: --name, --color, --deactivate or --activate"
        );
        let label_id = found(desk, &label).await?.label_id;
        let input = UpdateInput { label_id, name, color, is_active, expected_version: None };
        let after = update(desk, &Context::system(), input).await?.value;
        Ok((format!("The label {:?} was changed.", after.name), row(&after)))
    }
}

impl Merge {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let (before, into) = (found(desk, &self.label).await?, found(desk, &self.into).await?);
        let input = MergeInput { label_id: before.label_id, into_label_id: into.label_id };
        let stays = merge(desk, &Context::system(), input).await?.value;
        // A server that runs does the same, and each chat is moved once.
        while merge_label::advance(desk).await? {}
        let text = format!("The label {:?} was merged into {:?}.", before.name, stays.name);
        Ok((text, row(&stays)))
    }
}

async fn all(desk: &Desk) -> Result<Vec<Row>> {
    Ok(desk.store().read(|connection| label::all(connection, LABELS_MAX)).await?)
}

/// The label of a name or id.
async fn found(desk: &Desk, word: &str) -> Result<Row> {
    let id = word.parse::<LabelId>().ok();
    let is_meant = |row: &Row| row.name == word || Some(row.label_id) == id;
    named::only(all(desk).await?, ("label", word), is_meant)
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let all = all(desk).await?;
    let line = |label: &Row| {
        let state = if label.is_active { "" } else { "  (not active)" };
        format!("{}  {}  {}{state}", label.label_id, label.name, label.color)
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    let rows: Vec<Value> = all.iter().map(row).collect();
    Ok((lines.join("\n"), json!({ "labels": rows })))
}

fn row(label: &Row) -> Value {
    json!({
        "labelId": label.label_id.to_string(),
        "name": label.name,
        "color": label.color.as_str(),
        "isActive": label.is_active,
        "version": label.version,
    })
}
