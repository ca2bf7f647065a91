//! The table of templates, with their texts in several languages.

use crate::error::one_changed;
use crate::schema::{template_texts, templates};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::TemplateId;
use switchboard_model::template::{Template, TemplateText};

queries!(Template in templates by template_id: TemplateId {
    get, lock, by_ids, insert,
    /// A taken shortcut is a conflict.
    update,
});

owned!(Template in templates by shortcut, template_id { own_and_shared, shared, count_of });

/// The texts of these templates, those of one by their languages.
pub fn texts(connection: &mut DatabaseConnection, ids: &[TemplateId]) -> Result<Vec<TemplateText>> {
    Ok(TemplateText::query()
        .filter(template_texts::template_id.eq_any(ids))
        .order((template_texts::template_id, template_texts::locale))
        .load(connection)?)
}

/// Gives a template these texts in the place of those that it had.
pub fn set_texts(
    connection: &mut DatabaseConnection,
    id: TemplateId,
    texts: &[TemplateText],
) -> Result<()> {
    let before = template_texts::table.filter(template_texts::template_id.eq(id));
    diesel::delete(before).execute(connection)?;
    for text in texts {
        diesel::insert_into(template_texts::table).values(text).execute(connection)?;
    }
    Ok(())
}

/// Counts that a reply was made of it.
pub fn count_use(connection: &mut DatabaseConnection, id: TemplateId) -> Result<()> {
    let update =
        diesel::sql_query("UPDATE templates SET use_count = use_count + 1 WHERE template_id = $1");
    one_changed(update.bind::<BigInt, _>(id.0).execute(connection)?)
}

/// Removes a template with its texts.
pub fn delete(connection: &mut DatabaseConnection, id: TemplateId) -> Result<()> {
    set_texts(connection, id, &[])?;
    one_changed(diesel::delete(templates::table.find(id)).execute(connection)?)
}
