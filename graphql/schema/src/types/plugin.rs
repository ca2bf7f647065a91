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
}

impl From<&PluginFacts> for Plugin {
    fn from(facts: &PluginFacts) -> Self {
        Self {
            name: facts.name.clone(),
            version: facts.version.clone(),
            title: facts.title.clone(),
        }
    }
}
