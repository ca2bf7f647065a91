//! The table of views.

use diesel::prelude::*;
use switchboard_model::view::View;

queries!(View in views by view_id: ViewId copied { get, lock, by_ids, insert, update, delete });

owned!(View in views by position, view_id { own_and_shared, shared, count_of });
