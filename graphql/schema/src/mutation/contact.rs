//! What is done with a contact.

use crate::{mutation::call::mutations, types::contact::Contact};
use async_graphql::MaybeUndefined;
use switchboard_desk::contact::{block, end_sessions, unblock, update};
use switchboard_graphql::{
    input, payload,
    scalars::{Id, Json},
};
use switchboard_model::ContactId;

input! {
    /// What to change of a contact. Absent keeps, null clears.
    ContactUpdateInput into update::UpdateInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The name to show.
        name: Option<String>,
        /// The email address.
        email: MaybeUndefined<String>,
        /// The phone number; an international one is kept as E.164.
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

    /// Which contact to block.
    ContactBlockInput into block::BlockInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// Whose visits to end.
    ContactEndSessionsInput into end_sessions::EndSessionsInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// Which contact may write again.
    ContactUnblockInput into block::BlockInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }
}

payload!(ContactUpdatePayload, "The result of changing a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");
payload!(ContactBlockPayload, "The result of blocking a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");
payload!(ContactEndSessionsPayload, "The result of ending a contact's visits.", contact: Contact, "The contact; absent when nothing was ended.");
payload!(ContactUnblockPayload, "The result of unblocking a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");

mutations! {
    /// What is done with a contact.
    ContactMutation {
        /// Changes a contact.
        contact_update(ContactUpdateInput, "What to change.")
            -> ContactUpdatePayload { update::update, version of contact_id }
        /// Blocks a contact: what they write is dropped.
        contact_block(ContactBlockInput, "Whom.")
            -> ContactBlockPayload { block::block, version of contact_id }
        /// Ends the visits of a contact in the web chat: whoever holds one of their sessions is out at once.
        contact_end_sessions(ContactEndSessionsInput, "Whose.")
            -> ContactEndSessionsPayload { end_sessions::end_sessions, version of contact_id }
        /// Lets a blocked contact write again.
        contact_unblock(ContactUnblockInput, "Whom.")
            -> ContactUnblockPayload { unblock::unblock, version of contact_id }
    }
}
