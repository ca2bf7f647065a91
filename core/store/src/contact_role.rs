//! The table of the company's own kinds of users.

use diesel::prelude::*;
use switchboard_model::contact_role::ContactRole;

queries!(ContactRole in contact_roles by contact_role_id: ContactRoleId {
    get, lock, by_ids, all, count, insert, update,
    /// Contacts that bear its key keep it.
    delete,
});
