//! What is asked of the tables of what operators make for themselves and for each other: views, templates,
//! macros and replacements.

/// `owned!(View in views by position, view_id { own_and_shared, count_of });`: they are read in this order. In a
/// file with diesel's prelude; what has no operator is shared.
macro_rules! owned {
    ($noun:ident in $table:ident by $($order:ident),+ { $($function:ident),+ $(,)? }) => {
        owned!(@each $noun, $table, ($($order),+), $($function),+);
    };
    (@each $noun:ident, $table:ident, $order:tt, $($function:ident),+) => {
        $(owned!(@$function $noun, $table, $order);)+
    };
    (@own_and_shared $noun:ident, $table:ident, ($($order:ident),+)) => {
        #[doc = concat!("An operator's own ", stringify!($table), " and all shared ones, in their order, at most `limit`.")]
        pub fn own_and_shared(
            connection: &mut crate::DatabaseConnection,
            operator_id: switchboard_model::OperatorId,
            limit: i64,
        ) -> crate::Result<Vec<$noun>> {
            let owner = crate::schema::$table::operator_id;
            Ok($noun::query()
                .filter(owner.is_null().or(owner.eq(operator_id)))
                .order(($(crate::schema::$table::$order),+))
                .limit(limit)
                .load(connection)?)
        }
    };
    (@shared $noun:ident, $table:ident, ($($order:ident),+)) => {
        #[doc = concat!("All shared ", stringify!($table), ", in their order, at most `limit`.")]
        pub fn shared(
            connection: &mut crate::DatabaseConnection,
            limit: i64,
        ) -> crate::Result<Vec<$noun>> {
            Ok($noun::query()
                .filter(crate::schema::$table::operator_id.is_null())
                .order(($(crate::schema::$table::$order),+))
                .limit(limit)
                .load(connection)?)
        }
    };
    (@count_of $noun:ident, $table:ident, $order:tt) => {
        #[doc = concat!("How many ", stringify!($table), " this operator alone has; without one, how many are shared.")]
        pub fn count_of(
            connection: &mut crate::DatabaseConnection,
            operator_id: Option<switchboard_model::OperatorId>,
        ) -> crate::Result<i64> {
            let count = crate::schema::$table::table.count();
            let owner = crate::schema::$table::operator_id;
            Ok(match operator_id {
                Some(id) => count.filter(owner.eq(id)).get_result(connection)?,
                None => count.filter(owner.is_null()).get_result(connection)?,
            })
        }
    };
}
