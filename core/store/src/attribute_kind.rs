//! The table of kinds of attributes.

use diesel::prelude::*;
use switchboard_model::attribute_kind::AttributeKind;

queries!(AttributeKind in attribute_kinds by attribute_kind_id: AttributeKindId copied {
    get, lock, by_ids, all, count, insert, update,
    /// Contacts keep the values that they have under its key.
    delete,
});
