//! `switchboard retention`: what the retention rules would do.

use super::Output;
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;
use switchboard_desk::{
    limits::{DAY_MS, RETENTION_RULES_MAX},
    read::Reader,
    retention::filter_of,
};
use switchboard_model::{Actor, retention::RetentionAct};
use switchboard_store::retention_rule;

/// Retention rules.
#[derive(Debug, Subcommand)]
pub enum Retention {
    /// Tell what each rule would do if it were run now. Nothing is changed.
    Preview,
}

impl Retention {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let (mut lines, mut rules) = (Vec::new(), Vec::new());
        let all = services
            .desk
            .store()
            .read(|connection| retention_rule::all(connection, RETENTION_RULES_MAX));
        for rule in all.await? {
            let (filter, days) = (filter_of(&rule)?, rule.after_ms / DAY_MS);
            let act = rule.act;
            let read = move |reader: &mut Reader<'_>| reader.retention_preview(&filter, days, act);
            let seen = services.desk.read(Actor::System, read).await?;
            let more = if seen.is_whole { "" } else { " or more" };
            let what = match act {
                RetentionAct::Archive => "chats to archive",
                RetentionAct::Delete => "chats to delete",
                RetentionAct::Erase => "contacts to erase",
            };
            lines.push(format!("{}: {}{more} {what}", rule.name, seen.count));
            lines.extend(seen.contacts.iter().map(|one| format!("  {}", one.contact_id)));
            let contacts: Vec<String> =
                seen.contacts.iter().map(|one| one.contact_id.to_string()).collect();
            rules.push(json!({
                "retentionRuleId": rule.retention_rule_id.to_string(), "name": rule.name, "act": act.as_str(),
                "count": seen.count, "isWhole": seen.is_whole, "contacts": contacts,
            }));
        }
        services.close().await;
        if lines.is_empty() {
            lines.push("There are no retention rules.".to_owned());
        }
        output.print(lines.join("\n"), &json!({ "rules": rules }));
        Ok(())
    }
}
