//! `switchboard transcript`: prints one chat.

use super::{Output, exported, named};
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;
use switchboard_desk::{
    Context,
    transcript::{BeginInput, begin},
};
use switchboard_model::export::{TranscriptAudience, TranscriptFormat};

/// Print one chat, to read it or to give it to the customer.
#[derive(Debug, Args)]
pub struct Transcript {
    /// The chat: its number, or its id, such as chat_0123456789abc.
    #[arg(long)]
    chat: String,
    /// A page, or plain text.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leave out what operators wrote for each other.
    #[arg(long)]
    for_customer: bool,
    /// The time zone in which times are shown, such as Europe/Berlin; by default UTC.
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Write it into this new file instead of printing it.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// The form of a transcript.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Html,
    Text,
}

impl Transcript {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let input = BeginInput {
            chat_id: named::chat_id(desk, &self.chat).await?,
            format: match self.format {
                Format::Html => TranscriptFormat::Html,
                Format::Text => TranscriptFormat::Text,
            },
            audience: if self.for_customer {
                TranscriptAudience::Customer
            } else {
                TranscriptAudience::Operators
            },
            time_zone: self.time_zone,
        };
        let chat_id = input.chat_id.to_string();
        let link = begin(desk, &Context::system(), input).await?.value;
        match self.to {
            Some(to) => {
                let bytes = exported::save(desk, &link, &to).await?;
                let text = format!("{} has the transcript ({bytes} bytes).", to.display());
                let file = to.display().to_string();
                output.print(text, &json!({ "chatId": chat_id, "file": file, "bytes": bytes }));
            }
            None => {
                let text = exported::text(desk, &link).await?;
                output.print(text.trim_end(), &json!({ "chatId": chat_id, "transcript": text }));
            }
        }
        services.close().await;
        Ok(())
    }
}
