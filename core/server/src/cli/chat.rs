//! `switchboard chat`: exports chats.

use super::{Output, choice::word_of, exported, filter, named};
use crate::{app::Services, config::Config};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use switchboard_desk::{
    Context,
    export::begin::{BeginInput, begin},
    session,
};
use switchboard_model::{Actor, ChatFilter, ChatId, export::ExportFormat};

/// Chats.
#[derive(Debug, Subcommand)]
pub enum Chat {
    /// Export chats or their messages, the oldest chat first, as a table or as JSON lines.
    Export(Export),
}

/// Export chats.
#[derive(Debug, Args)]
pub struct Export {
    /// The operator as whom it is exported, by the address that they sign in with. It has the chats that they
    /// may read, and their role needs the permission chat.export.
    #[arg(long)]
    email: String,
    /// What the chats are like: a .json or .toml file in the form of the API's `ChatFilter`, or the JSON itself.
    /// By default all.
    #[arg(long, value_name = "FILE")]
    filter: Option<String>,
    /// The form.
    #[arg(long, ignore_case = true, value_parser = word_of::<ExportFormat>(), default_value = "CHATS_CSV")]
    format: ExportFormat,
    /// With what operators wrote for each other, where the form has a place for it.
    #[arg(long)]
    notes: bool,
    /// Only the chats behind this one, the last that an earlier export has: its id, such as
    /// chat_0123456789abc.
    #[arg(long, value_name = "ID")]
    after: Option<ChatId>,
    /// Write it into this new file instead of printing it.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Chat {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Export(input) = self;
        ensure!(
            input.to.is_some() || !output.is_json(),
            "an export is its own output: with --json, name a file for it with --to"
        );
        let filter = input.filter.as_deref().map(filter::read).transpose()?;
        let services = Services::open(config).await?;
        let done = input.run(&services, filter, output).await;
        services.close().await;
        done
    }
}

impl Export {
    async fn run(
        self,
        services: &Services,
        filter: Option<ChatFilter>,
        output: &Output,
    ) -> Result<()> {
        let desk = &services.desk;
        let operator = named::operator(desk, &self.email).await?;
        let email = operator.email;
        let actor = session::at_console(desk, operator.operator_id).await?;
        let actor =
            actor.with_context(|| format!("{email} may not sign in, and exports nothing"))?;
        let input = BeginInput {
            filter,
            format: self.format,
            includes_notes: self.notes,
            after_chat_id: self.after,
        };
        let begun = begin(desk, &Context::of(Actor::Operator(actor)), input).await;
        let link = begun.with_context(|| format!("nothing was exported as {email}"))?.value;
        let Some(to) = self.to else {
            return exported::print(desk, &link).await;
        };
        let bytes = exported::save(desk, &link, &to).await?;
        let file = to.display().to_string();
        let text = format!("{file} has the chats that {email} may read ({bytes} bytes).");
        output.print(text, &json!({ "file": file, "bytes": bytes }));
        Ok(())
    }
}
