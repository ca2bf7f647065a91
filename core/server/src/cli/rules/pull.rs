//! Writes the rules of the server into a folder.

use super::base::Base;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use switchboard_desk::{Desk, read::Reader, rule::check::KnownNames};
use switchboard_model::{
    Actor,
    rule::{Rule, RuleList, RuleVersion},
};

/// Write the rules of the server into a folder.
#[derive(Debug, Args)]
pub struct Pull {
    /// The folder; it is made where there is none.
    folder: PathBuf,
    /// Write over files that are different here.
    #[arg(long)]
    force: bool,
}

type Found = (Vec<(Rule, RuleVersion)>, Vec<RuleList>, KnownNames);

impl Pull {
    pub(super) async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let (rules, lists, known) = desk.read(Actor::System, all).await?;
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        let mut base = Base::default();
        for (rule, version) in &rules {
            files.push((PathBuf::from(format!("{}.rhai", rule.key)), version.source.clone()));
            if !version.tests.is_empty() {
                files.push((PathBuf::from(format!("{}.test", rule.key)), version.tests.clone()));
            }
            base.rules.insert(rule.key.clone(), rule.newest_number);
        }
        for list in &lists {
            let path = Path::new("lists").join(format!("{}.txt", list.key));
            files.push((path, list.words.clone()));
            base.lists.insert(list.key.clone(), list.version);
        }
        files.push((PathBuf::from("names.toml"), toml::to_string_pretty(&known.names)?));
        self.write(&files)?;
        base.write(&self.folder)?;
        let text = format!(
            "{} and {} were written to {}",
            counted(rules.len(), ("rule", "rules")),
            counted(lists.len(), ("list of words", "lists of words")),
            self.folder.display()
        );
        Ok((text, json!({ "rules": rules.len(), "lists": lists.len() })))
    }

    /// Writes all of the files, or none where one would be lost.
    fn write(&self, files: &[(PathBuf, String)]) -> Result<()> {
        for (path, text) in files {
            let path = self.folder.join(path);
            let is_different = fs::read_to_string(&path).is_ok_and(|known| known != *text);
            // The names are the server's, not somebody's work.
            if is_different && !self.force && !path.ends_with("names.toml") {
                bail!(
                    "{} is different here: push it first, or pull into another folder; --force writes over it",
                    path.display()
                );
            }
        }
        for (path, text) in files {
            let path = self.folder.join(path);
            let folder = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
            fs::write(&path, text)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

fn all(reader: &mut Reader<'_>) -> switchboard_desk::Result<Found> {
    let rules = reader.all_rules()?;
    let wanted: Vec<_> = rules.iter().map(|rule| (rule.rule_id, rule.newest_number)).collect();
    let versions = reader.related().versions_of_rules(&wanted)?;
    let version = |rule: Rule| {
        let newest = versions.iter().find(|version| version.rule_id == rule.rule_id);
        newest.cloned().map(|version| (rule, version))
    };
    let rules = rules.into_iter().filter_map(version).collect();
    Ok((rules, reader.all_rule_lists()?, reader.rule_names()?))
}

/// How many there are of something.
fn counted(count: usize, (one, many): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
