//! The two databases have the same tables, keys, references and indexes, and `schema.rs` says so.

use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeSet;
use switchboard_store::testing::TestDatabase;
use switchboard_store::{Store, StoreError};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

async fn lines(store: &Store, query: &'static str) -> BTreeSet<String> {
    let rows: Vec<Line> = store
        .read::<_, StoreError>(move |connection| Ok(diesel::sql_query(query).load(connection)?))
        .await
        .expect("the catalogue is read");
    rows.into_iter().map(|row| row.line).collect()
}

/// A store of each; the databases are to be kept as long.
async fn both() -> (Store, Store, [TestDatabase; 2]) {
    let databases = [TestDatabase::sqlite(), TestDatabase::postgres().await];
    (databases[0].open().await, databases[1].open().await, databases)
}

fn assert_alike(what: &str, sqlite: &BTreeSet<String>, other: &BTreeSet<String>, name: &str) {
    assert!(sqlite.len() > 5, "{what}: only {} found", sqlite.len());
    let missing: Vec<_> = sqlite.difference(other).collect();
    let surplus: Vec<_> = other.difference(sqlite).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "{what} differ: only in SQLite {missing:#?}, only in {name} {surplus:#?}"
    );
}

const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || p.name || ' ' \
    || CASE WHEN p.pk = 1 AND p.type = 'INTEGER' THEN 'BIGINT' ELSE p.type END \
    || CASE WHEN p.\"notnull\" THEN ' NOT NULL' ELSE '' END \
    || CASE WHEN p.pk > 0 THEN ' KEY ' || p.pk ELSE '' END AS line \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '%diesel%' \
    AND m.name <> 'chat_numbers'";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name || '.' || c.column_name || ' ' \
    || CASE c.data_type WHEN 'bytea' THEN 'BLOB' ELSE upper(c.data_type) END \
    || CASE c.is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END \
    || COALESCE(' KEY ' || (SELECT k.ordinal_position::text \
        FROM information_schema.table_constraints t \
        JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name) \
        WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name \
        AND k.column_name = c.column_name), '') AS line \
    FROM information_schema.columns c \
    WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '%diesel%'";

#[tokio::test]
async fn the_columns_are_the_same_everywhere() {
    let (sqlite, postgres, _databases) = both().await;
    let in_sqlite = lines(&sqlite, SQLITE_COLUMNS).await;
    assert_alike("columns", &in_sqlite, &lines(&postgres, POSTGRES_COLUMNS).await, "PostgreSQL");
    assert_alike("columns", &in_sqlite, &columns_of_code(), "schema.rs");
    sqlite.close().await;
    postgres.close().await;
}

/// The columns as `schema.rs` declares them, in the words of the database.
fn columns_of_code() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (mut table, mut keys): (&str, Vec<&str>) = ("", Vec::new());
    for line in include_str!("../../../model/src/schema.rs").lines().map(str::trim) {
        if let Some((name, rest)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name;
            keys = rest.trim_end_matches(") {").split(", ").collect();
        } else if let Some((column, kind)) = line.split_once(" -> ")
            && table != "chat_numbers"
        {
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").map(|kind| kind.trim_end_matches('>'));
            let word = match inner.unwrap_or(kind) {
                "BigInt" => "BIGINT",
                "Integer" => "INTEGER",
                "Text" | "crate::sql::JsonText" => "TEXT",
                "Binary" => "BLOB",
                "Bool" => "BOOLEAN",
                other => panic!("{table}.{column}: {other} has no word here"),
            };
            let null = if inner.is_some() { "" } else { " NOT NULL" };
            let place = keys.iter().position(|key| *key == column);
            let key = place.map_or(String::new(), |place| format!(" KEY {}", place + 1));
            found.insert(format!("{table}.{column} {word}{null}{key}"));
        }
    }
    found
}

const SQLITE_REFERENCES: &str = "SELECT m.name || '.' || f.\"from\" || ' -> ' || f.\"table\" AS line \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

const POSTGRES_REFERENCES: &str = "SELECT c.conrelid::regclass::text || '.' || a.attname || ' -> ' \
    || c.confrelid::regclass::text AS line \
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
    WHERE c.contype = 'f'";

const SQLITE_UNIQUE: &str = "SELECT m.name || ' (' || (SELECT group_concat(name, ', ') FROM \
    (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')' AS line \
    FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'u'";

const POSTGRES_UNIQUE: &str = "SELECT c.conrelid::regclass::text || ' (' || (SELECT \
    string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY k (number, place) \
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) || ')' AS line \
    FROM pg_constraint c WHERE c.contype = 'u' AND c.connamespace = 'public'::regnamespace";

#[tokio::test]
async fn the_references_and_unique_keys_are_the_same() {
    let (sqlite, postgres, _databases) = both().await;
    let in_postgres = lines(&postgres, POSTGRES_REFERENCES).await;
    assert_alike(
        "references",
        &lines(&sqlite, SQLITE_REFERENCES).await,
        &in_postgres,
        "PostgreSQL",
    );
    let in_postgres = lines(&postgres, POSTGRES_UNIQUE).await;
    assert_alike("unique keys", &lines(&sqlite, SQLITE_UNIQUE).await, &in_postgres, "PostgreSQL");
    sqlite.close().await;
    postgres.close().await;
}

const SQLITE_INDEXES: &str =
    "SELECT sql AS line FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

const POSTGRES_INDEXES: &str = "SELECT indexdef AS line FROM pg_indexes i WHERE schemaname = 'public' \
    AND tablename NOT LIKE '%diesel%' \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)";

/// Takes out what only one of the databases writes.
fn plain(definition: &str) -> String {
    let mut plain = definition
        .replace("::text", "")
        .replace("public.", "")
        .replace("USING btree ", "")
        .replace('"', "");
    // Each writes its conditions with parentheses of its own.
    if let Some((columns, condition)) = plain.split_once(" WHERE ") {
        plain = format!("{columns} WHERE {}", condition.replace(['(', ')'], ""));
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_indexes_are_the_same() {
    let (sqlite, postgres, _databases) = both().await;
    let in_sqlite = lines(&sqlite, SQLITE_INDEXES).await.iter().map(|line| plain(line)).collect();
    let in_postgres =
        lines(&postgres, POSTGRES_INDEXES).await.iter().map(|line| plain(line)).collect();
    assert_alike("indexes", &in_sqlite, &in_postgres, "PostgreSQL");
    sqlite.close().await;
    postgres.close().await;
}

/// References to what an erasing removes that no index begins with, nor a partial one of all that are set.
const NOT_INDEXED: &str = "SELECT m.name || '.' || f.\"from\" AS line \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' \
    AND f.\"table\" IN ('chats', 'contacts', 'identities', 'messages') \
    AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) t WHERE t.name = f.\"from\" AND t.pk = 1) \
    AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c \
        WHERE c.seqno = 0 AND c.name = f.\"from\" AND (i.partial = 0 OR EXISTS (SELECT 1 FROM sqlite_master s \
            WHERE s.name = i.name AND s.sql LIKE '% WHERE ' || f.\"from\" || ' IS NOT NULL')))";

/// Whoever is removed is looked for in each table that may name them: the writer scans none for it.
#[tokio::test]
async fn what_is_erased_is_found_by_an_index() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    assert_eq!(lines(&store, NOT_INDEXED).await, BTreeSet::new());
    store.close().await;
}

#[test]
fn the_checks_are_the_same() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let checks = |database: &str| -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for entry in
            std::fs::read_dir(folder.join(database)).expect("migrations are there").flatten()
        {
            let text =
                std::fs::read_to_string(entry.path().join("up.sql")).expect("up.sql is there");
            let mut table = String::new();
            for line in text.lines() {
                if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                    table = rest.trim_end_matches(" (").to_owned();
                }
                if let Some(place) = line.find("CHECK (").filter(|_| table != "chat_numbers") {
                    let column = line.split_whitespace().next().unwrap_or_default();
                    found.insert(format!(
                        "{table} {column} {}",
                        line[place..].trim_end_matches(',')
                    ));
                }
            }
        }
        found
    };
    assert_alike("checks", &checks("sqlite"), &checks("postgres"), "PostgreSQL");
}
