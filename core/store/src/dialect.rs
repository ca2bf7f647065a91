//! What the two databases say differently, or what diesel cannot say on both: conflicts on insert,
//! row locks, numbers, JSON. The text of a query stays the same; these are its differing pieces.

pub mod checkpoint;
mod kept;

pub(crate) use kept::{Held, Kept, Locked, direct, kept};

use crate::connection::MultiBackend;
use crate::{DatabaseConnection, Result};
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, HasSqlType};
use diesel::sqlite::Sqlite;
use switchboard_model::contact::VerifiedProfile;
use switchboard_model::event::EventDetail;
use switchboard_model::sql::JsonText;
use switchboard_model::{Permission, TeamId};

/// `INSERT … ON CONFLICT DO NOTHING`.
#[derive(Clone, Copy, QueryId)]
struct OrIgnore<Insert>(Insert);

impl<DB: Backend, Insert: QueryFragment<DB>> QueryFragment<DB> for OrIgnore<Insert> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT DO NOTHING");
        Ok(())
    }
}

impl<Insert, Conn> RunQueryDsl<Conn> for OrIgnore<Insert> {}

/// Inserts a row, or leaves the one that is in its way as it is; says whether it was inserted.
///
/// `insert_or_ignore(connection, insert_into(labels::table).values(label))?`
pub fn insert_or_ignore<Insert>(connection: &mut DatabaseConnection, insert: Insert) -> Result<bool>
where
    Insert: QueryFragment<Pg> + QueryFragment<Sqlite> + QueryId,
{
    Ok(direct!(connection => OrIgnore(insert).execute(connection))? == 1)
}

/// `INSERT … ON CONFLICT (key) DO UPDATE SET column = excluded.column, …`.
#[derive(Clone, Copy)]
struct OrUpdate<Insert> {
    insert: Insert,
    key: &'static str,
    columns: &'static [&'static str],
}

impl<DB: Backend, Insert: QueryFragment<DB>> QueryFragment<DB> for OrUpdate<Insert> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.insert.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT (");
        out.push_sql(self.key);
        out.push_sql(") DO UPDATE SET ");
        for (place, column) in self.columns.iter().enumerate() {
            out.push_sql(if place == 0 { "" } else { ", " });
            out.push_sql(column);
            out.push_sql(" = excluded.");
            out.push_sql(column);
        }
        Ok(())
    }
}

impl<Insert> QueryId for OrUpdate<Insert> {
    type QueryId = ();
    // The columns are values, not types: the prepared statement is found by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Insert> RunQueryDsl<DatabaseConnection> for OrUpdate<Insert> {}

/// Inserts a row, or writes these columns of it over the row that has the same key.
///
/// `upsert(connection, insert_into(settings::table).values(…), "key", &["value", "updated_at"])?`
pub fn upsert<Insert>(
    connection: &mut DatabaseConnection,
    insert: Insert,
    key: &'static str,
    columns: &'static [&'static str],
) -> Result<()>
where
    Insert: QueryFragment<MultiBackend>,
{
    OrUpdate { insert, key, columns }.execute(connection)?;
    Ok(())
}

/// The end of a written-out query that locks the rows it reads.
pub(crate) fn lock_clause(connection: &DatabaseConnection) -> &'static str {
    match connection {
        DatabaseConnection::Postgres(_) => " FOR UPDATE",
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
) -> Result<bool> {
    let lock = lock_clause(connection);
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

/// What a written-out query answers with one number, which it calls `number`.
#[derive(QueryableByName)]
pub(crate) struct Number {
    #[diesel(sql_type = BigInt)]
    pub(crate) number: i64,
}

/// The next number of a chat: unique and rising. A rolled-back write may leave a gap on PostgreSQL.
pub fn next_chat_number(connection: &mut DatabaseConnection) -> Result<i64> {
    let row: Number = match connection {
        DatabaseConnection::Postgres(connection) => {
            kept!(diesel::sql_query("SELECT nextval('chat_numbers') AS number"))
                .get_result(connection)?
        }
        DatabaseConnection::Sqlite(connection) => kept!(diesel::sql_query(
            "UPDATE chat_numbers SET last = last + 1 WHERE id = 1 RETURNING last AS number"
        ))
        .get_result(connection)?,
    };
    Ok(row.number)
}

/// Below which transaction number all events are there to stay: PostgreSQL's oldest running
/// transaction. On SQLite there is one writer, so all that can be seen stays.
pub fn visible_below(connection: &mut DatabaseConnection) -> Result<i64> {
    match connection {
        DatabaseConnection::Sqlite(_) => Ok(i64::MAX),
        DatabaseConnection::Postgres(connection) => {
            let text = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number";
            let row: Number = kept!(diesel::sql_query(text)).get_result(connection)?;
            Ok(row.number)
        }
    }
}

impl HasSqlType<JsonText> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<JsonText>(lookup)
    }
}

/// Hands a JSON value to whichever of the two databases it is for.
macro_rules! json_of_both {
    ($($name:ty),+) => { $(
        impl ToSql<JsonText, MultiBackend> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value((JsonText, self));
                Ok(IsNull::No)
            }
        }
    )+ };
}

json_of_both!(
    serde_json::Value,
    Vec<Permission>,
    Vec<TeamId>,
    Vec<String>,
    EventDetail,
    VerifiedProfile
);
