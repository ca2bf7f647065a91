//! The names that rules may say on this server.

use crate::limits::{
    ATTRIBUTE_KINDS_MAX, CLOSE_REASONS_MAX, CONTACT_ROLES_MAX, OPERATORS_MAX, RULE_NAMES_MAX,
    TEAMS_MAX,
};
use std::collections::BTreeMap;
use switchboard_model::attribute_kind::AttributeSubject;
use switchboard_model::channel::ChannelState;
use switchboard_model::limits::LABELS_MAX;
use switchboard_model::rule::RuleNames;
use switchboard_store::{
    DatabaseConnection, StoreError, attribute_kind, channel, close_reason, contact_role, label,
    operator, reference_kind, role, rule, team, template, view,
};

/// All names, each list within the bound of its noun.
///
/// # Errors
/// Those of the database.
pub fn names_in(connection: &mut DatabaseConnection) -> Result<RuleNames, StoreError> {
    let attributes = attribute_kind::all(connection, ATTRIBUTE_KINDS_MAX)?;
    let of_contacts =
        attributes.into_iter().filter(|kind| kind.subject == AttributeSubject::Contact);
    let channels = channel::all(connection, RULE_NAMES_MAX)?;
    let known = channels.into_iter().filter(|channel| channel.state != ChannelState::Deleted);
    Ok(RuleNames {
        teams: words(team::all(connection, TEAMS_MAX)?, |team| team.key),
        operators: words(operator::all(connection, OPERATORS_MAX)?, |operator| operator.email),
        roles: words(role::all(connection, RULE_NAMES_MAX)?, |role| role.name),
        contact_roles: words(contact_role::all(connection, CONTACT_ROLES_MAX)?, |role| role.key),
        labels: words(label::all(connection, LABELS_MAX)?, |label| label.name),
        templates: words(of_everyone(connection)?, |template| template.shortcut),
        close_reasons: words(close_reason::all(connection, CLOSE_REASONS_MAX)?, |row| row.name),
        reference_kinds: words(reference_kind::all(connection, RULE_NAMES_MAX)?, |kind| kind.key),
        views: words(view::shared(connection, RULE_NAMES_MAX)?, |view| view.name),
        channels: known.map(|channel| (channel.key.clone(), kind_of(&channel.plugin))).collect(),
        attributes: of_contacts.map(|kind| (kind.key, kind.value_type)).collect(),
    })
}

/// The lists of words by their keys.
///
/// # Errors
/// Those of the database.
pub fn lists_in(
    connection: &mut DatabaseConnection,
) -> Result<BTreeMap<String, String>, StoreError> {
    Ok(rule::list_words(connection)?.into_iter().collect())
}

/// The templates that rules may use: those of everyone.
pub(super) fn of_everyone(
    connection: &mut DatabaseConnection,
) -> Result<Vec<switchboard_model::template::Template>, StoreError> {
    let mut shared = template::shared(connection, RULE_NAMES_MAX)?;
    shared.retain(|template| template.team_id.is_none());
    Ok(shared)
}

/// The kind of a channel, as rules say it: the last part of its plugin's name.
pub fn kind_of(plugin: &str) -> String {
    plugin.rsplit('.').next().unwrap_or(plugin).to_owned()
}

fn words<T>(rows: Vec<T>, word: impl Fn(T) -> String) -> Vec<String> {
    rows.into_iter().map(word).collect()
}
