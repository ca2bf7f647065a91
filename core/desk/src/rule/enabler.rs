//! In whose name a rule acts: of whoever switched it on, as they may act now, and never beyond what the rule asks for.

use crate::session::operator_actor;
use switchboard_model::Actor;
use switchboard_model::actor::{Credential, OperatorActor, RuleActor};
use switchboard_model::rule::Rule;
use switchboard_store::{DatabaseConnection, StoreError, channel_member, team};

/// A rule as it may act now, started by what `depth - 1` rules did before it. Whoever switched it on and is not active
/// any more has left it what they could do then.
pub(super) fn actor_of(
    connection: &mut DatabaseConnection,
    rule: &Rule,
    depth: i64,
) -> Result<Actor, StoreError> {
    let enabler = match rule.enabled_by_id {
        None => None,
        Some(id) => {
            let most = Some(rule.permissions.as_slice());
            let active = operator_actor(connection, id, Credential::Console, most)?;
            Some(match active {
                Some(active) => active,
                None => OperatorActor::new(
                    id,
                    Credential::Console,
                    rule.permissions.clone(),
                    team::ids_of_operator(connection, id)?,
                    channel_member::channels_of_operator(connection, id)?,
                ),
            })
        }
    };
    Ok(Actor::Rule(RuleActor { rule_id: rule.rule_id, depth, enabler }))
}
