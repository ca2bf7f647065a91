//! The table of templates, with their texts in several languages.

use crate::error::one_changed;
use crate::schema::{template_texts, templates};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::template::{Template, TemplateText};
use switchboard_model::{OperatorId, SharingScope, TemplateId};

queries!(Template in templates by template_id: TemplateId {
    get, lock, by_ids, insert,
    /// A taken shortcut is a conflict.
    update,
});

/// Those that several people have, and this operator's own; at most `limit`, in no particular order.
pub fn shared_or_own(
    connection: &mut DatabaseConnection,
    operator_id: Option<OperatorId>,
    limit: i64,
) -> Result<Vec<Template>> {
    let mut found: Vec<Template> = Template::query()
        .filter(templates::scope.ne(SharingScope::Own))
        .limit(limit)
        .load(connection)?;
    if let Some(operator_id) = operator_id {
        let own = Template::query().filter(templates::operator_id.eq(operator_id)).limit(limit);
        found.extend::<Vec<Template>>(own.load(connection)?);
    }
    Ok(found)
}

/// How many several people have, or how many this operator alone.
pub fn count_beside(
    connection: &mut DatabaseConnection,
    operator_id: Option<OperatorId>,
) -> Result<i64> {
    Ok(match operator_id {
        Some(id) => {
            templates::table.filter(templates::operator_id.eq(id)).count().get_result(connection)?
        }
        None => templates::table
            .filter(templates::scope.ne(SharingScope::Own))
            .count()
            .get_result(connection)?,
    })
}

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
