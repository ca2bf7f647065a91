//! The table of replacements: what is put in the place of something typed.

use diesel::prelude::*;
use switchboard_model::template::Replacement;

queries!(Replacement in replacements by replacement_id: ReplacementId {
    get, lock, by_ids, insert,
    /// A taken token is a conflict.
    update,
    delete,
});

owned!(Replacement in replacements by token, replacement_id { own_and_shared, count_of });
