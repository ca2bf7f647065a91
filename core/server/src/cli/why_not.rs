//! `switchboard why-not`: why an operator sees a chat, or why not.

use super::{Output, named};
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use switchboard_model::Actor;

/// Why an operator sees a chat, or why not.
#[derive(Debug, Args)]
pub struct WhyNot {
    /// The address that the operator signs in with.
    #[arg(long)]
    email: String,
    /// The chat: its number, or its id, such as chat_0123456789abc.
    #[arg(long)]
    chat: String,
}

impl WhyNot {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let operator = named::operator(&services.desk, &self.email).await?;
        let chat_id = named::chat_id(&services.desk, &self.chat).await?;
        let id = operator.operator_id;
        let read = services.desk.read(Actor::System, move |reader| reader.why_not(id, chat_id));
        let found = read.await?;
        services.close().await;
        let verb = if found.is_allowed { "sees" } else { "does not see" };
        let mut text = format!("{} {verb} {chat_id}.", operator.email);
        for check in &found.checks {
            text.push_str(&format!(
                "\n{} {}",
                if check.is_passed { "yes" } else { "no " },
                check.arm
            ));
        }
        for remedy in &found.remedies {
            text.push_str(&format!("\nTo change it: {remedy}."));
        }
        let checks: Vec<_> = found
            .checks
            .iter()
            .map(|check| json!({ "arm": check.arm, "isPassed": check.is_passed }))
            .collect();
        let all = json!({
            "isAllowed": found.is_allowed, "checks": checks, "remedies": found.remedies,
        });
        output.print(text, &all);
        Ok(())
    }
}
