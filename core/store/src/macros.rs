//! The table of macros.

use diesel::prelude::*;
use switchboard_model::macros::Macro;

queries!(Macro in macros by macro_id: MacroId copied { get, lock, by_ids, insert, update, delete });

owned!(Macro in macros by title, macro_id { own_and_shared, count_of });
