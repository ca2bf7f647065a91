//! The table of the company's own kinds of users.

use crate::error::one_changed;
use crate::schema::contact_roles;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ContactRoleId;
use switchboard_model::contact_role::ContactRole;

queries!(ContactRole in contact_roles by contact_role_id: ContactRoleId {
    get, lock, by_ids, all, count, insert, update,
});

/// Removes a role. Contacts that bear its key keep it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactRoleId) -> Result<()> {
    one_changed(diesel::delete(contact_roles::table.find(id)).execute(connection)?)
}
