//! `switchboard contact`: what the law asks for about customers.

use super::{Output, exported, named};
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;
use switchboard_desk::{
    Context, Desk,
    contact::{
        erase::{EraseInput, erase},
        export::export,
    },
    erasure,
};

/// Contacts.
#[derive(Debug, Subcommand)]
pub enum Contact {
    /// Write all that is held on a contact into a tar archive of JSON lines and files.
    Export(Export),
    /// Erase a contact for good, with all that was said with them. Putting back an older database does not
    /// bring them back.
    Erase(Erase),
}

/// Export a contact.
#[derive(Debug, Args)]
pub struct Export {
    /// The contact: its id, such as contact_0123456789abc, or the number of one of its chats.
    #[arg(long)]
    contact: String,
    /// The archive to make.
    #[arg(long, value_name = "FILE.tar")]
    to: PathBuf,
}

/// Erase a contact.
#[derive(Debug, Args)]
pub struct Erase {
    /// The contact: its id, such as contact_0123456789abc, or the number of one of its chats.
    #[arg(long)]
    contact: String,
    /// The contact's name as it is shown, or its id: says that it is this one whom you mean.
    #[arg(long, value_name = "NAME")]
    confirm: String,
}

impl Contact {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let (text, value) = match self {
            Self::Export(export) => export.run(&services.desk).await?,
            Self::Erase(erase) => erase.run(&services.desk).await?,
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Export {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let id = named::contact_id(desk, &self.contact).await?;
        let link = export(desk, &Context::system(), id).await?.value;
        let bytes = exported::save(desk, &link, &self.to).await?;
        let file = self.to.display().to_string();
        let text = format!("{file} has all that is held on {id} ({bytes} bytes).");
        Ok((text, json!({ "contactId": id.to_string(), "file": file, "bytes": bytes })))
    }
}

impl Erase {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let contact_id = named::contact_id(desk, &self.contact).await?;
        let input = EraseInput { contact_id, confirmation: self.confirm };
        let id = erase(desk, &Context::system(), input).await?.value.to_string();
        while erasure::advance(desk).await? > 0 {}
        let text = format!(
            "{id} is erased from the database and the files. The search follows while the server runs. \
             Backups that were made before still have it: see `restore --erased-in`."
        );
        Ok((text, json!({ "contactId": id })))
    }
}
