//! What admins granted to plugins. The plugin host knows what a grant says; here it is kept and told.

use crate::{Change, Context, Desk, Result, setting};
use serde_json::Value;
use std::collections::BTreeMap;
use switchboard_model::Permission;
use switchboard_model::event::EventKind;
use switchboard_store::setting as stored;
use switchboard_store::{DatabaseConnection, Lane, StoreError};

/// Where grants stand among the settings, each under its plugin's id.
const GRANT: &str = "plugin.grant.";

/// What to grant.
#[derive(Clone, Debug)]
pub struct GrantInput {
    /// The plugin's id.
    pub plugin: String,
    /// All that it may do from now on.
    pub grant: Value,
}

/// All grants that were ever given, by the plugin's id.
///
/// # Errors
/// When the database does not answer.
pub fn grants(connection: &mut DatabaseConnection) -> Result<BTreeMap<String, Value>, StoreError> {
    let rows = stored::by_prefix(connection, GRANT)?.into_iter();
    let named = rows.filter_map(|(key, grant)| Some((key.strip_prefix(GRANT)?.to_owned(), grant)));
    Ok(named.collect())
}

/// Grants a plugin what it may do, in place of what it might do before.
///
/// # Errors
/// `Denied` without `setting.manage`.
pub async fn grant(desk: &Desk, context: &Context, input: GrantInput) -> Result<()> {
    desk.transact(context, Lane::Any, move |command| {
        command.require(Permission::SettingManage)?;
        let key = format!("{GRANT}{}", input.plugin);
        let known = stored::by_keys(command, std::slice::from_ref(&key))?.pop();
        let before = known.map(|(_, grant)| grant);
        let of = |grant: Option<Value>| Value::from_iter([(key.clone(), grant)]);
        let change = Change::between(of(before), of(Some(input.grant.clone())));
        if change.is_nothing() {
            return Ok(());
        }
        let now = command.now();
        stored::upsert(command, &key, &input.grant, now)?;
        let settings = setting::load(command)?;
        command.record((EventKind::SettingUpdated, "plugin.grant"), &settings, change)?;
        Ok(())
    })
    .await
}
