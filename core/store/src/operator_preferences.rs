//! The table of what operators prefer on their screens.

use diesel::prelude::*;
use switchboard_model::preferences::Preferences;

queries!(Preferences in operator_preferences by operator_id: OperatorId copied {
    find, lock, insert, update,
});
