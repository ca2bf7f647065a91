//! Looks at a script with the names that there are here.

use super::names::{lists_in, names_in};
use crate::read::Reader;
use crate::{Desk, DeskError, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use switchboard_model::rule::{RuleCheck, RuleLanguage, RuleNames, RuleScript};
use switchboard_model::{Actor, Permission};

/// What scripts are checked against.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    /// The names that rules may say.
    pub names: RuleNames,
    /// The lists of words by their keys.
    pub lists: BTreeMap<String, String>,
}

impl Reader<'_> {
    /// What scripts are checked against.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn rule_names(&mut self) -> Result<KnownNames> {
        self.require(Permission::RuleRead)?;
        let connection = &mut *self.related().connection;
        Ok(KnownNames { names: names_in(connection)?, lists: lists_in(connection)? })
    }
}

/// What is known of a script, which nobody has to save for it.
///
/// # Errors
/// `Denied` without `rule.read`, `Invalid` for one that is too long, `Unsupported` where this server has no rules.
pub async fn check(
    desk: &Desk,
    actor: Actor,
    key: String,
    (source, tests): (String, String),
) -> Result<RuleCheck> {
    let known = desk.read(actor, |reader| reader.rule_names()).await?;
    check_against(desk, known, key, (source, tests)).await
}

/// [`check`] against names that were read before. Scripts run in it, off the runtime's threads.
pub(super) async fn check_against(
    desk: &Desk,
    known: KnownNames,
    key: String,
    (source, tests): (String, String),
) -> Result<RuleCheck> {
    let language = language(desk)?;
    for (field, text) in [("source", &source), ("tests", &tests)] {
        let most = crate::limits::RULE_TEXT_MAX_BYTES;
        if text.len() > most {
            let reason = format!("has {} bytes, {most} are allowed: divide it", text.len());
            return Err(DeskError::invalid(field, reason));
        }
    }
    let checked = tokio::task::spawn_blocking(move || {
        let script = RuleScript { key: &key, source: &source, tests: &tests };
        language.check(script, &known.names, &known.lists)
    });
    checked.await.map_err(|error| DeskError::Internal(error.to_string()))
}

/// What knows the language of rules.
pub(crate) fn language(desk: &Desk) -> Result<Arc<dyn RuleLanguage>> {
    let reason = "this server was started without its language of rules";
    desk.rule_language().cloned().ok_or_else(|| DeskError::unsupported(reason))
}
