//! What many tests say: who acts, what a refusal is called, another address, changes that change nothing.

use crate::app::TestApp;
use switchboard_desk::contact::update::UpdateInput;
use switchboard_desk::{Context, DeskError, channel};
use switchboard_model::actor::OperatorActor;
use switchboard_model::contact::Identity;
use switchboard_model::{Actor, ChannelId, ContactId, OperatorId};
use switchboard_store::{Lane, StoreError, identity};

/// The operator who acts.
pub fn actor(context: &Context) -> &OperatorActor {
    let Actor::Operator(operator) = &context.actor else { panic!("an operator") };
    operator
}

/// The id of the operator who acts.
pub fn id_of(context: &Context) -> OperatorId {
    actor(context).operator_id
}

/// The code of what is refused.
pub fn code<T>(result: Result<T, DeskError>) -> &'static str {
    result.err().expect("it is refused").code()
}

/// A change of a contact that changes nothing.
pub fn unchanged(contact_id: ContactId) -> UpdateInput {
    UpdateInput {
        contact_id,
        name: None,
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: None,
        expected_version: None,
    }
}

/// A change of a channel that changes nothing.
pub fn unchanged_channel(channel_id: ChannelId) -> channel::update::UpdateInput {
    channel::update::UpdateInput {
        channel_id,
        name: None,
        settings: None,
        secrets: [].into(),
        team_id: None,
        member_operator_ids: None,
        member_team_ids: None,
        reopen_within_ms: None,
        schedule_id: None,
        expected_version: None,
    }
}

/// Gives a contact another address on a channel.
pub async fn address(
    app: &TestApp,
    contact_id: ContactId,
    (channel_id, platform_id): (ChannelId, &str),
    is_reachable: bool,
) -> Identity {
    let platform_id = platform_id.to_owned();
    let write = app.desk.store().write(Lane::Any, move |transaction| {
        let now = transaction.now();
        let row = Identity {
            identity_id: transaction.id(),
            contact_id,
            first_contact_id: contact_id,
            channel_id,
            platform_id: platform_id.clone(),
            name: None,
            username: None,
            locale: None,
            verified: None,
            is_reachable,
            created_at: now,
            updated_at: now,
        };
        assert!(identity::insert_or_ignore(transaction, &row)?, "it is the only one");
        Ok::<_, StoreError>(row)
    });
    write.await.expect("an address")
}
