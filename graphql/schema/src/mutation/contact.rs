//! What is done with a contact.

use crate::{
    family::single,
    mutation::call::{Call, change, payload},
    scalars::{Id, Json},
    types::contact::Contact,
    visible,
};
use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use switchboard_desk::contact;
use switchboard_model::ContactId;

/// What to change of a contact. Absent keeps, null clears.
#[derive(Clone, InputObject)]
pub struct ContactEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The contact.
    contact_id: Id<ContactId>,
    /// The name to show.
    name: Option<String>,
    /// The email address.
    email: MaybeUndefined<String>,
    /// The phone number.
    phone: MaybeUndefined<String>,
    /// The company's own kind of user.
    role: MaybeUndefined<String>,
    /// The language (BCP 47).
    locale: MaybeUndefined<String>,
    /// The time zone (IANA name).
    time_zone: MaybeUndefined<String>,
    /// The company's own attributes: a JSON object that replaces the old one.
    attributes: Option<Json>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// Whether a contact may write.
#[derive(Clone, InputObject)]
pub struct ContactBlockInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The contact.
    contact_id: Id<ContactId>,
    /// True blocks, false lets them write again.
    is_blocked: bool,
    /// The version you have seen.
    expected_version: Option<i64>,
}

payload!(ContactEditPayload, "What came of changing a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");
payload!(ContactBlockPayload, "What came of blocking a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");

#[derive(Default)]
pub struct ContactMutation;

/// What is done with a contact.
#[Object]
impl ContactMutation {
    /// Changes a contact.
    async fn contact_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: ContactEditInput,
    ) -> Result<ContactEditPayload> {
        let call = Call::begin(ctx, "contactEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.contact_id.0);
        let command = contact::edit::EditInput {
            contact_id: id,
            name: input.name,
            email: change(input.email, |word| word),
            phone: change(input.phone, |word| word),
            role: change(input.role, |word| word),
            locale: change(input.locale, |word| word),
            time_zone: change(input.time_zone, |word| word),
            attributes: input.attributes.map(|json| json.0),
            expected_version: input.expected_version,
        };
        let done = contact::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let contact = if outcome.is_stale() {
            visible::contacts(api, operator, vec![id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(ContactEditPayload::of(outcome, contact))
    }

    /// Blocks a contact, or lets them write again.
    async fn contact_block(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: ContactBlockInput,
    ) -> Result<ContactBlockPayload> {
        let call = Call::begin(ctx, "contactBlock", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.contact_id.0);
        let command = contact::block::BlockInput {
            contact_id: id,
            is_blocked: input.is_blocked,
            expected_version: input.expected_version,
        };
        let done = contact::block::block(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let contact = if outcome.is_stale() {
            visible::contacts(api, operator, vec![id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(ContactBlockPayload::of(outcome, contact))
    }
}
