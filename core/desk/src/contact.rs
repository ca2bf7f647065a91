//! What is done with a contact.

pub mod block;
pub mod create;
pub mod dismiss_duplicate;
pub(crate) mod duplicate;
pub mod end_sessions;
pub mod erase;
pub mod export;
pub(crate) mod fields;
pub mod set_consent;
pub mod unblock;
pub mod undo_unite;
pub mod unite;
pub mod update;
pub mod upsert;

use switchboard_model::contact::Contact;

noun!(Contact.contact_id: ContactId in contact, read as contacts,
    seen as Contact(|contact| contact.contact_id), of |contact| {
    contact_id: contact.contact_id
});
