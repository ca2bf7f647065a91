//! What is asked of nearly every table: a row by its id, rows by theirs, all by name, how many there
//! are. A table's file names what somebody calls, and writes out what is asked of that table alone.

/// `queries!(Label in labels by label_id: LabelId { get, by_ids, insert, update });`, in a file with
/// diesel's prelude. What is special about one of them is said as its documentation. A noun with a column of
/// JSON says `copied` behind its id: diesel borrows no field of a type that is not ours.
macro_rules! queries {
    ($noun:ident in $table:ident by $key:ident: $id:ident $($how:ident)? {
        $($(#[$doc:meta])* $function:ident),+ $(,)?
    }) => {
        queries!(@each [$($how)?] $noun, $table, $key, $id, $(($(#[$doc])*) $function),+);
    };
    (@each $how:tt $noun:ident, $table:ident, $key:ident, $id:ident,
        $(($(#[$doc:meta])*) $function:ident),+) => {
        $(queries!(@$function $how ($(#[$doc])*) $noun, $table, $key, $id);)+
    };
    // A row as a statement takes it.
    (@row [] $row:ident) => { $row };
    (@row [copied] $row:ident) => { $row.clone() };
    (@get $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("The row of `", stringify!($table), "` with this id.")]
        $(#[$doc])*
        pub fn get(
            connection: &mut crate::DatabaseConnection,
            id: switchboard_model::$id,
        ) -> crate::Result<$noun> {
            let found = crate::dialect::direct!(
                connection => $noun::query().find(id).get_result(connection)
            );
            Ok(found?)
        }
    };
    (@find $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("The row of `", stringify!($table), "` with this id, or none.")]
        $(#[$doc])*
        pub fn find(
            connection: &mut crate::DatabaseConnection,
            id: switchboard_model::$id,
        ) -> crate::Result<Option<$noun>> {
            let found = crate::dialect::direct!(
                connection => $noun::query().find(id).get_result(connection)
            );
            Ok(found.optional()?)
        }
    };
    (@lock $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("The row of `", stringify!($table), "` with this id, locked until the commit.")]
        $(#[$doc])*
        pub fn lock(
            connection: &mut crate::DatabaseConnection,
            id: switchboard_model::$id,
        ) -> crate::Result<$noun> {
            let found = crate::dialect::direct!(
                connection => crate::dialect::Locked($noun::query().find(id)).get_result(connection)
            );
            Ok(found?)
        }
    };
    (@hold $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("The row of `", stringify!($table), "` with this id, or none: what a command refers to")]
        #[doc = "stays as it is until the commit."]
        $(#[$doc])*
        pub fn hold(
            connection: &mut crate::DatabaseConnection,
            id: switchboard_model::$id,
        ) -> crate::Result<Option<$noun>> {
            let found = crate::dialect::direct!(
                connection => crate::dialect::Held($noun::query().find(id)).get_result(connection)
            );
            Ok(found.optional()?)
        }
    };
    (@by_ids $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("The rows of `", stringify!($table), "` with these ids, in no particular order.")]
        $(#[$doc])*
        pub fn by_ids(
            connection: &mut crate::DatabaseConnection,
            ids: &[switchboard_model::$id],
        ) -> crate::Result<Vec<$noun>> {
            // On SQLite a list of values is another statement for each of its lengths, and none is kept.
            if let [id] = ids {
                let found = crate::dialect::direct!(
                    connection => $noun::query().find(*id).load(connection)
                );
                return Ok(found?);
            }
            let found = crate::dialect::direct!(
                connection => $noun::query()
                    .filter(crate::schema::$table::$key.eq_any(ids))
                    .load(connection)
            );
            Ok(found?)
        }
    };
    (@all $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("All rows of `", stringify!($table), "` by name, at most `limit`.")]
        $(#[$doc])*
        pub fn all(
            connection: &mut crate::DatabaseConnection,
            limit: i64,
        ) -> crate::Result<Vec<$noun>> {
            let by_name = (crate::schema::$table::name, crate::schema::$table::$key);
            Ok($noun::query().order(by_name).limit(limit).load(connection)?)
        }
    };
    (@count $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("How many rows `", stringify!($table), "` has.")]
        $(#[$doc])*
        pub fn count(connection: &mut crate::DatabaseConnection) -> crate::Result<i64> {
            Ok(crate::schema::$table::table.count().get_result(connection)?)
        }
    };
    (@insert $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("Adds a row to `", stringify!($table), "`; what is unique and taken is a conflict.")]
        $(#[$doc])*
        pub fn insert(
            connection: &mut crate::DatabaseConnection,
            row: &$noun,
        ) -> crate::Result<()> {
            let insert = diesel::insert_into(crate::schema::$table::table)
                .values(queries!(@row $how row));
            crate::dialect::direct!(connection => insert.execute(connection))?;
            Ok(())
        }
    };
    (@insert_or_ignore $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("Adds a row to `", stringify!($table), "`; false, adding nothing, when one is in its way.")]
        $(#[$doc])*
        pub fn insert_or_ignore(
            connection: &mut crate::DatabaseConnection,
            row: &$noun,
        ) -> crate::Result<bool> {
            let insert = diesel::insert_into(crate::schema::$table::table)
                .values(queries!(@row $how row));
            crate::dialect::insert_or_ignore(connection, insert)
        }
    };
    (@update $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("Writes all that can change about a row of `", stringify!($table), "`.")]
        $(#[$doc])*
        pub fn update(
            connection: &mut crate::DatabaseConnection,
            row: &$noun,
        ) -> crate::Result<()> {
            let update = diesel::update(crate::schema::$table::table.find(row.$key))
                .set(queries!(@row $how row));
            let count = crate::dialect::direct!(
                connection => crate::dialect::kept!(update).execute(connection)
            );
            crate::error::one_changed(count?)
        }
    };
    (@delete $how:tt ($(#[$doc:meta])*) $noun:ident, $table:ident, $key:ident, $id:ident) => {
        #[doc = concat!("Removes the row of `", stringify!($table), "` with this id.")]
        $(#[$doc])*
        pub fn delete(
            connection: &mut crate::DatabaseConnection,
            id: switchboard_model::$id,
        ) -> crate::Result<()> {
            let delete = diesel::delete(crate::schema::$table::table.find(id));
            crate::error::one_changed(delete.execute(connection)?)
        }
    };
}
