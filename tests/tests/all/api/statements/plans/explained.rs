//! Asks a database how it would answer a statement. On PostgreSQL its tables are said to be large, and no index
//! is left aside for being dear; the connection's transaction is never committed.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection, sql_query, sql_types::Text,
};
use serde_json::Value;
use switchboard_testkit::database::TestDatabase;

/// The tables that grow with every chat.
const GROWING: [&str; 5] = ["acts", "chats", "contacts", "messages", "timers"];

/// Without the right to say so, the tables are as small as they are.
const LARGE_TABLES: &str = "BEGIN; SET LOCAL enable_seqscan = off;
    DO $$ BEGIN
        UPDATE pg_class SET relpages = 1, reltuples = 100000
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace;
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END $$;
    CREATE FUNCTION pg_temp.explained(statement TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
    DECLARE plan JSON;
    BEGIN
        EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || statement INTO plan;
        RETURN plan::TEXT;
    EXCEPTION WHEN OTHERS THEN RETURN to_json(SQLERRM)::TEXT;
    END $$";

/// A connection that is only asked for plans.
pub enum Explainer {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    detail: String,
}

impl Explainer {
    pub fn open(database: &TestDatabase) -> Self {
        match database.url().strip_prefix("sqlite:") {
            Some(path) => {
                Self::Sqlite(SqliteConnection::establish(path).expect("the database opens"))
            }
            None => {
                let connected = PgConnection::establish(database.url());
                let mut connection = connected.expect("the database opens");
                connection.batch_execute(LARGE_TABLES).expect("its tables are large");
                Self::Postgres(connection)
            }
        }
    }

    /// What the statement reads whole of what grows, if anything.
    pub fn finding(&mut self, statement: &str) -> Option<String> {
        match self {
            Self::Sqlite(connection) => {
                let asked = format!("EXPLAIN QUERY PLAN {statement}");
                match sql_query(asked).load::<Line>(connection) {
                    Ok(lines) => scan_of_sqlite(statement, &lines),
                    Err(error) => Some(format!("it is not explained ({error})")),
                }
            }
            Self::Postgres(connection) => {
                let asked = sql_query("SELECT pg_temp.explained($1) AS detail");
                let told: Line = asked
                    .bind::<Text, _>(statement)
                    .get_result(connection)
                    .expect("it is told what is wrong");
                match serde_json::from_str(&told.detail).expect("JSON") {
                    Value::Array(plans) => {
                        plans.iter().find_map(|plan| scan_of_postgres(&plan["Plan"], false))
                    }
                    error => Some(format!("it is not explained ({error})")),
                }
            }
        }
    }
}

/// Does a statement name a table that grows. One that asks for no ids reads no row of it, whatever its plan says.
pub fn is_about_what_grows(statement: &str) -> bool {
    words(statement).any(|word| GROWING.contains(&word)) && !statement.contains("(1=0)")
}

fn words(statement: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    statement.split(ends).filter(|word| !word.is_empty())
}

/// A table may be called otherwise in a statement: `messages AS nearest`.
fn names(statement: &str) -> Vec<&str> {
    let all: Vec<&str> = words(statement).collect();
    let renamed = all.windows(3).filter(|three| GROWING.contains(&three[0]) && three[1] == "AS");
    GROWING.into_iter().chain(renamed.map(|three| three[2])).collect()
}

fn scan_of_sqlite(statement: &str, lines: &[Line]) -> Option<String> {
    let names = names(statement);
    let is_sorted = lines.iter().any(|line| line.detail == "USE TEMP B-TREE FOR ORDER BY");
    let is_walk = statement.contains("ORDER BY") && statement.contains("LIMIT") && !is_sorted;
    let scan = lines.iter().find(|line| {
        let name = line.detail.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        name.is_some_and(|name| names.contains(&name))
    });
    scan.filter(|_| !is_walk).map(|line| line.detail.clone())
}

/// `is_walk`: what is read of this node ends at a limit, in the order in which it is read.
fn scan_of_postgres(plan: &Value, is_walk: bool) -> Option<String> {
    let text = |name: &str| plan[name].as_str().unwrap_or_default();
    let (node, table) = (text("Node Type"), text("Relation Name"));
    let is_part = ["SubPlan", "InitPlan", "Inner"].contains(&text("Parent Relationship"));
    let is_walk = is_walk && !is_part;
    if GROWING.contains(&table) {
        let is_index = node.starts_with("Index") && !is_walk && plan.get("Index Cond").is_none();
        if node == "Seq Scan" || is_index {
            return Some(format!("{node} on {table}"));
        }
    }
    let goes_on = is_walk && !["Sort", "Aggregate", "Hash"].contains(&node);
    let is_walk = node == "Limit" || goes_on;
    let mut below = plan["Plans"].as_array().into_iter().flatten();
    below.find_map(|plan| scan_of_postgres(plan, is_walk))
}
