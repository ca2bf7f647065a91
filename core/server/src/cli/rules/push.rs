//! Saves what has changed in a folder as new versions on the server.

use super::base::Base;
use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use switchboard_desk::{
    Context, Desk, DeskError,
    rule::{
        enable::{EnableInput, enable},
        save::{SaveInput, save},
    },
    rule_list,
};
use switchboard_rules::Folder;

/// Save what has changed in a folder.
#[derive(Debug, Args)]
pub struct Push {
    /// The folder.
    folder: PathBuf,
    /// What was changed, in a line: it stands beside each new version.
    #[arg(long)]
    comment: Option<String>,
    /// Switch on what was saved, in its order.
    #[arg(long)]
    live: bool,
}

impl Push {
    pub(super) async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let folder = Folder::read(&self.folder)?;
        if !folder.is_clean() {
            bail!("{folder}");
        }
        let mut base = Base::read(&self.folder)?;
        let context = Context::system();
        let mut lines = Vec::new();
        for (key, words) in folder.lists() {
            let expected_number = Some(base.lists.get(key).copied().unwrap_or_default());
            let input = rule_list::save::SaveInput {
                key: key.clone(),
                words: words.clone(),
                expected_number,
            };
            let saved = rule_list::save::save(desk, &context, input).await;
            let saved = saved.map_err(|error| moved(error, &format!("lists/{key}.txt")))?.value;
            if base.lists.insert(key.clone(), saved.version) != Some(saved.version) {
                lines.push(format!("lists/{key}.txt: saved"));
            }
            base.write(&self.folder)?;
        }
        let (mut saved_rules, mut rows) = (Vec::new(), Vec::new());
        for text in folder.texts() {
            let known = base.rules.get(&text.key).copied();
            let input = SaveInput {
                key: text.key.clone(),
                source: text.source.clone(),
                tests: text.tests.clone(),
                comment: self.comment.clone(),
                expected_number: Some(known.unwrap_or_default()),
            };
            let saved = save(desk, &context, input).await;
            let saved = saved.map_err(|error| moved(error, &text.key))?.value;
            base.rules.insert(text.key.clone(), saved.newest_number);
            base.write(&self.folder)?;
            let is_new = known != Some(saved.newest_number);
            lines.push(if is_new {
                format!("{}: version {} saved", saved.key, saved.newest_number)
            } else {
                format!("{}: unchanged", saved.key)
            });
            rows.push(json!({
                "key": saved.key,
                "number": saved.newest_number,
                "isNew": is_new,
            }));
            if saved.live_number != Some(saved.newest_number) {
                saved_rules.push(saved);
            }
        }
        if self.live {
            for rule in &saved_rules {
                let input =
                    EnableInput { rule_id: rule.rule_id, number: None, expected_version: None };
                let after = enable(desk, &context, input).await?.value;
                lines.push(format!("{}: runs", after.key));
            }
        } else if !saved_rules.is_empty() {
            lines.push("switch on what is to run: switchboard rules live KEY".to_owned());
        }
        Ok((lines.join("\n"), json!({ "rules": rows })))
    }
}

/// Somebody has changed it on the server since.
fn moved(error: DeskError, file: &str) -> anyhow::Error {
    match error {
        DeskError::Stale => anyhow::anyhow!(
            "{file} has changed on the server since this folder was pulled: pull into another folder, compare, \
             then push from there"
        ),
        error => anyhow::Error::new(error).context(file.to_owned()),
    }
}
