//! Statements that stay prepared, and are found again by their type.
//!
//! Diesel keeps what its query builder says in words that a type fixes, and nothing else: every `UPDATE`,
//! and all SQL that is written out, is parsed and planned again whenever it is run. The one type for both
//! databases, besides, writes out the text of a query several times for a run, also where it is prepared
//! already. What runs for every message does neither.

use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;
use std::marker::PhantomData;

/// Runs a query on whichever connection this is, as a query of that database alone.
///
/// `direct!(connection => Label::query().find(id).get_result(connection))?`
macro_rules! direct {
    ($connection:ident => $run:expr) => {
        match $connection {
            $crate::DatabaseConnection::Postgres($connection) => $run,
            $crate::DatabaseConnection::Sqlite($connection) => $run,
        }
    };
}

/// Keeps a statement prepared that diesel would prepare for each run. Its text must be the same whenever
/// this place is reached on a connection: no list of values, no condition that is there at times, and
/// nothing that depends on a type parameter of the function around it.
///
/// `kept!(diesel::update(labels::table.find(id)).set(labels::name.eq(name))).execute(connection)?`
macro_rules! kept {
    ($statement:expr) => {{
        enum ThisPlace {}
        $crate::dialect::Kept::<ThisPlace, _>::of($statement)
    }};
}

pub(crate) use {direct, kept};

/// A statement whose text is that of its place.
pub(crate) struct Kept<Place, Statement> {
    statement: Statement,
    place: PhantomData<Place>,
}

impl<Place, Statement> Kept<Place, Statement> {
    pub(crate) fn of(statement: Statement) -> Self {
        Self { statement, place: PhantomData }
    }
}

impl<DB, Place, Statement> QueryFragment<DB> for Kept<Place, Statement>
where
    DB: Backend,
    Statement: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.statement.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Place: 'static, Statement> QueryId for Kept<Place, Statement> {
    type QueryId = Kept<Place, ()>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Place, Statement: Query> Query for Kept<Place, Statement> {
    type SqlType = Statement::SqlType;
}

impl<Place, Statement, Conn> RunQueryDsl<Conn> for Kept<Place, Statement> {}

/// A query that locks the rows it reads until the commit. On SQLite nothing is added, because only one transaction
/// writes at a time. Run it by `direct!`.
macro_rules! locking {
    ($(#[$doc:meta])* $name:ident adds $clause:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, QueryId)]
        pub(crate) struct $name<Inner>(pub(crate) Inner);

        impl<Inner: QueryFragment<Pg>> QueryFragment<Pg> for $name<Inner> {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                self.0.walk_ast(out.reborrow())?;
                out.push_sql($clause);
                Ok(())
            }
        }

        impl<Inner: QueryFragment<Sqlite>> QueryFragment<Sqlite> for $name<Inner> {
            fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
                self.0.walk_ast(out)
            }
        }

        impl<Inner: Query> Query for $name<Inner> {
            type SqlType = Inner::SqlType;
        }

        impl<Inner, Conn> RunQueryDsl<Conn> for $name<Inner> {}
    };
}

locking! {
    /// For whoever changes the rows: nobody else locks or holds them meanwhile.
    Locked adds " FOR UPDATE"
}

locking! {
    /// For whoever refers to the rows: nobody changes them meanwhile, and others may hold them as well.
    Held adds " FOR SHARE"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Number;
    use diesel::connection::InstrumentationEvent;
    use diesel::sql_types::BigInt;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A database, and how many statements were kept prepared there.
    fn watched() -> (SqliteConnection, Arc<AtomicUsize>) {
        let mut connection = SqliteConnection::establish(":memory:").expect("a database in memory");
        let kept = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&kept);
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        (connection, kept)
    }

    #[test]
    fn a_statement_is_prepared_once_and_told_other_values_each_time() {
        let (mut connection, kept) = watched();
        for number in 0..3_i64 {
            let asked = diesel::sql_query("SELECT $1 AS number").bind::<BigInt, _>(number);
            let found: Number = kept!(asked).get_result(&mut connection).expect("an answer");
            assert_eq!(found.number, number);
        }
        assert_eq!(kept.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn two_places_are_two_statements() {
        let (mut connection, kept) = watched();
        let one = kept!(diesel::sql_query("SELECT 1 AS number"));
        let two = kept!(diesel::sql_query("SELECT 2 AS number"));
        let found: Number = one.get_result(&mut connection).expect("an answer");
        assert_eq!(found.number, 1);
        let found: Number = two.get_result(&mut connection).expect("an answer");
        assert_eq!(found.number, 2);
        assert_eq!(kept.load(Ordering::Relaxed), 2);
    }
}
