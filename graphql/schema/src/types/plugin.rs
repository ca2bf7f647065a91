//! An installed plugin.

use async_graphql::SimpleObject;
use switchboard_graphql::PluginFacts;

/// An installed plugin.
#[derive(Clone, SimpleObject)]
pub struct Plugin {
    /// The name that channels use.
    name: String,
    /// Its version.
    version: String,
    /// The title for humans.
    title: String,
    /// All that it asks for, a line each.
    asked: Vec<String>,
    /// What of it nobody has granted: it is denied until an admin runs `switchboard plugin grant`.
    missing: Vec<String>,
}

impl From<&PluginFacts> for Plugin {
    fn from(facts: &PluginFacts) -> Self {
        Self {
            name: facts.name.clone(),
            version: facts.version.clone(),
            title: facts.title.clone(),
            asked: facts.asked.clone(),
            missing: facts.missing.clone(),
        }
    }
}
