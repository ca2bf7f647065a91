//! References: the objects of the company's own that chats are about, such as a payment.

use crate::{AuthorKind, ChatId, ReferenceKindId, Timestamp, address_template};

/// Where the id of an object stands in the template of its address.
pub const ID_PLACE: &str = "{id}";

/// A kind of objects: one entry of the admins' list (F50).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::reference_kinds, primary_key(reference_kind_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct ReferenceKind {
    /// The id.
    pub reference_kind_id: ReferenceKindId,
    /// What pages and rules call it, unique; it stays.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The address of an object, with `{id}` for its id; none where there is no page to show.
    pub url_template: Option<String>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

impl ReferenceKind {
    /// The address of an object of this kind. Nothing of the id is more than a part of it.
    pub fn url(&self, external_id: &str) -> Option<String> {
        let template = self.url_template.as_deref()?;
        Some(address_template::filled(template, ID_PLACE, external_id))
    }
}

/// An object that a chat is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::chat_references),
    diesel(treat_none_as_default_value = false)
)]
pub struct ChatReference {
    /// The chat.
    pub chat_id: ChatId,
    /// What it is.
    pub reference_kind_id: ReferenceKindId,
    /// Its id in the company's own product.
    pub external_id: String,
    /// What it is called there.
    pub title: Option<String>,
    /// Who said so last.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: Option<i64>,
    /// When.
    pub set_at: Timestamp,
}
