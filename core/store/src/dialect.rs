//! What the two databases say differently, or what diesel cannot say on both: conflicts on insert,
//! row locks, claims, numbers. The text of a query stays the same; these are its differing pieces.

use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::{RunQueryDsl, backend::Backend};

/// An insert that leaves an existing row as it is: `INSERT … ON CONFLICT DO NOTHING`.
///
/// `OrIgnore(insert_into(labels::table).values((…))).execute(connection)?` gives 0 where the row
/// was there already, 1 where it was inserted.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct OrIgnore<Insert>(pub Insert);

impl<DB: Backend, Insert: QueryFragment<DB>> QueryFragment<DB> for OrIgnore<Insert> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT DO NOTHING");
        Ok(())
    }
}

impl<Insert> RunQueryDsl<DatabaseConnection> for OrIgnore<Insert> {}

/// An insert that changes an existing row instead: `INSERT … ON CONFLICT <clause>`.
///
/// The clause names the key and the change, with `excluded` for the row that was to be inserted:
/// `OrUpdate(insert_into(settings::table).values((…)), "(key) DO UPDATE SET value = excluded.value")`.
#[derive(Clone, Copy, Debug)]
pub struct OrUpdate<Insert>(pub Insert, pub &'static str);

impl<DB: Backend, Insert: QueryFragment<DB>> QueryFragment<DB> for OrUpdate<Insert> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT ");
        out.push_sql(self.1);
        Ok(())
    }
}

impl<Insert> QueryId for OrUpdate<Insert> {
    type QueryId = ();
    // The clause is a value, not a type: the prepared statement is found by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Insert> RunQueryDsl<DatabaseConnection> for OrUpdate<Insert> {}

/// A query with a piece of text behind it, such as [`for_update`] or [`skip_locked`].
#[derive(Clone, Copy, Debug)]
pub struct Followed<Inner>(pub Inner, pub &'static str);

impl<DB: Backend, Inner: QueryFragment<DB>> QueryFragment<DB> for Followed<Inner> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(self.1);
        Ok(())
    }
}

impl<Inner> QueryId for Followed<Inner> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Inner: Query> Query for Followed<Inner> {
    type SqlType = Inner::SqlType;
}

impl<Inner> RunQueryDsl<DatabaseConnection> for Followed<Inner> {}

/// The end of a query that locks the rows it reads until the commit: ` FOR UPDATE` on PostgreSQL.
/// On SQLite nothing, because only one transaction writes at a time.
pub fn for_update(connection: &DatabaseConnection) -> &'static str {
    match connection {
        DatabaseConnection::Postgres(_) => " FOR UPDATE",
        DatabaseConnection::Sqlite(_) => "",
    }
}

/// Like [`for_update`], leaving out rows that others have locked: for claims of work.
pub fn skip_locked(connection: &DatabaseConnection) -> &'static str {
    match connection {
        DatabaseConnection::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        DatabaseConnection::Sqlite(_) => "",
    }
}

/// Locks the row of `table` whose `key` is `id` until the commit; says whether it exists.
/// Order of locks: chat, its children, numbers last.
pub fn lock_row(
    connection: &mut DatabaseConnection,
    table: &'static str,
    key: &'static str,
    id: i64,
) -> Result<bool, StoreError> {
    let lock = for_update(connection);
    let found = diesel::sql_query(format!("SELECT 1 FROM {table} WHERE {key} = $1{lock}"))
        .bind::<BigInt, _>(id)
        .execute(connection)?;
    match connection {
        DatabaseConnection::Postgres(_) => Ok(found == 1),
        // Counts changes, not rows; there is nothing to lock, so ask.
        DatabaseConnection::Sqlite(_) => {
            let text = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE {key} = $1) AS number");
            let row: Number =
                diesel::sql_query(text).bind::<BigInt, _>(id).get_result(connection)?;
            Ok(row.number == 1)
        }
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The next number of a chat: unique and rising. A rolled-back write may leave a gap on PostgreSQL.
pub fn next_chat_number(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    let text = match connection {
        DatabaseConnection::Postgres(_) => "SELECT nextval('chat_numbers') AS number",
        DatabaseConnection::Sqlite(_) => {
            "UPDATE chat_numbers SET last = last + 1 WHERE id = 1 RETURNING last AS number"
        }
    };
    let row: Number = diesel::sql_query(text).get_result(connection)?;
    Ok(row.number)
}

/// Below which transaction number all events are there to stay: PostgreSQL's oldest running
/// transaction. On SQLite there is one writer, so all that can be seen stays.
pub fn visible_below(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    match connection {
        DatabaseConnection::Sqlite(_) => Ok(i64::MAX),
        DatabaseConnection::Postgres(_) => {
            let text = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number";
            let row: Number = diesel::sql_query(text).get_result(connection)?;
            Ok(row.number)
        }
    }
}
