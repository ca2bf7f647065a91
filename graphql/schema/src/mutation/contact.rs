//! What is done with a contact.

use crate::{
    mutation::{call::mutations, export::Export},
    types::contact::Contact,
};
use async_graphql::{ID, MaybeUndefined};
use switchboard_desk::contact::{
    block, create, dismiss_duplicate, end_sessions, erase, export, set_consent, unblock,
    undo_unite, unite, update, upsert,
};
use switchboard_graphql::{
    input, payload,
    scalars::{Id, Json},
};
use switchboard_model::{ChannelId, ContactId, IdentityId, UniteId};

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

    /// A new contact.
    ContactCreateInput into create::CreateInput {
        /// The name to show.
        name: String,
        /// The email address.
        email: Option<String>,
        /// The phone number; an international one is kept as E.164.
        phone: Option<String>,
        /// The company's own kind of user.
        role: Option<String>,
        /// The language (BCP 47).
        locale: Option<String>,
        /// The time zone (IANA name).
        time_zone: Option<String>,
        /// The company's own attributes: a JSON object.
        attributes: Option<Json>,
    }

    /// Which contact to block.
    ContactBlockInput into block::BlockInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// Which two contacts are two people.
    ContactDismissDuplicateInput into dismiss_duplicate::DismissDuplicateInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The one that it was taken for.
        duplicate_id: Id<ContactId>,
    }

    /// Whose visits to end.
    ContactEndSessionsInput into end_sessions::EndSessionsInput {
        /// The contact.
        contact_id: Id<ContactId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// Which unite to undo.
    ContactUndoUniteInput of UniteId {
        /// The unite, as a contact's `unites` tell it.
        unite_id
    }

    /// What the company's product knows of one of its users. Absent keeps, null clears.
    ContactUpsertInput into upsert::UpsertInput {
        /// The web chat on which the product signs its users in.
        channel_id: Id<ChannelId>,
        /// The user's id in the product: the `sub` of the tokens that it signs.
        external_id: String,
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
        /// Attributes to write beside those that are there: a JSON object; null clears one.
        attributes: Option<Json>,
    }

    /// Which two contacts to unite.
    ContactUniteInput into unite::UniteInput {
        /// The contact that stays: it keeps what it has, and gets what it lacks.
        contact_id: Id<ContactId>,
        /// The contact that is pulled into it, with its chats, addresses and notes.
        pulled_id: Id<ContactId>,
        /// The version that you have seen of the contact that stays.
        expected_version: Option<i64>,
    }

    /// Whom to erase.
    ContactEraseInput into erase::EraseInput {
        /// The contact, with all that were pulled into it.
        contact_id: Id<ContactId>,
        /// The contact's name as it is shown, or its id: says that it is this one whom you mean.
        confirmation: String,
    }

    /// Whose data to export.
    ContactExportInput of ContactId {
        /// The contact.
        contact_id
    }

    /// What the owner of an address has agreed to.
    ContactSetConsentInput into set_consent::SetConsentInput {
        /// The address.
        identity_id: Id<IdentityId>,
        /// They have agreed to be written to in broadcasts, or take that back.
        is_given: bool,
        /// The version of the text that they have read.
        text_version: String,
        /// The language that they have read it in (BCP 47).
        locale: Option<String>,
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
payload!(ContactCreatePayload, "The result of creating a contact.", contact: Contact, "The contact; absent when it was not created.");
payload!(ContactBlockPayload, "The result of blocking a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");
payload!(ContactEndSessionsPayload, "The result of ending a contact's visits.", contact: Contact, "The contact; absent when nothing was ended.");
payload!(ContactErasePayload, "The result of erasing a contact.", deleted_id: ID, "The id of the contact; absent when it was not erased.");
payload!(ContactExportPayload, "The result of beginning an export of a contact.", export: Export, "Where it is to be had; absent when it was not begun.");
payload!(ContactDismissDuplicatePayload, "The result of dismissing a duplicate.", contact: Contact, "The contact as it is now; absent when nothing was dismissed.");
payload!(ContactUndoUnitePayload, "The result of undoing a unite.", contact: Contact, "The contact that the other one was pulled out of; absent when nothing was undone.");
payload!(ContactUnitePayload, "The result of uniting two contacts.", contact: Contact, "The contact that stays; absent when they were not united.");
payload!(ContactUpsertPayload, "The result of pushing what the product knows of a user.", contact: Contact, "The contact as it is now; absent when it was not changed.");
payload!(ContactSetConsentPayload, "The result of noting what somebody has agreed to.", contact: Contact, "The contact; absent when it was not noted.");
payload!(ContactUnblockPayload, "The result of unblocking a contact.", contact: Contact, "The contact as it is now; absent when it was not changed.");

mutations! {
    /// What is done with a contact.
    ContactMutation {
        /// Changes a contact.
        contact_update(ContactUpdateInput, "What to change.")
            -> ContactUpdatePayload { update::update, version of contact_id }
        /// Creates a contact of whom no channel has told yet.
        contact_create(ContactCreateInput, "The contact.")
            -> ContactCreatePayload { create::create }
        /// Blocks a contact: what they write is dropped.
        contact_block(ContactBlockInput, "Whom.")
            -> ContactBlockPayload { block::block, version of contact_id }
        /// Says that two contacts with the same address are two people: they are not told as duplicates again.
        contact_dismiss_duplicate(ContactDismissDuplicateInput, "Which two.")
            -> ContactDismissDuplicatePayload { dismiss_duplicate::dismiss_duplicate }
        /// Ends the visits of a contact in the web chat: whoever holds one of their sessions is out at once.
        contact_end_sessions(ContactEndSessionsInput, "Whose.")
            -> ContactEndSessionsPayload { end_sessions::end_sessions, version of contact_id }
        /// Erases a contact for good: what is known of them at once, and soon all that was said with them, in the
        /// files and the search as well. Putting back an older database does not bring them back.
        contact_erase(ContactEraseInput, "Whom.") -> ContactErasePayload { erase::erase }
        /// Begins an export of all that is held on a contact: a tar archive of JSON lines and files. Drafts of
        /// operators are not in it.
        contact_export(ContactExportInput, "Whose.") -> ContactExportPayload { export::export }
        /// Undoes a unite: both contacts are again what they were, with what came since through the addresses
        /// of each.
        contact_undo_unite(ContactUndoUniteInput, "Which.")
            -> ContactUndoUnitePayload { undo_unite::undo_unite }
        /// Unites two contacts: one is pulled into the other, and its id stands for that.
        contact_unite(ContactUniteInput, "Which two.")
            -> ContactUnitePayload { unite::unite, version of contact_id }
        /// Keeps a contact in step with the company's product, and creates who is not there yet: for programs, with
        /// the permission `CONTACT_PUSH`. Attributes that the product owns are written by nobody else.
        contact_upsert(ContactUpsertInput, "What the product knows.")
            -> ContactUpsertPayload { upsert::upsert }
        /// Notes that the owner of an address has agreed to be written to in broadcasts, or takes that back. What was
        /// said last counts.
        contact_set_consent(ContactSetConsentInput, "What was said.")
            -> ContactSetConsentPayload { set_consent::set_consent }
        /// Lets a blocked contact write again.
        contact_unblock(ContactUnblockInput, "Whom.")
            -> ContactUnblockPayload { unblock::unblock, version of contact_id }
    }
}
