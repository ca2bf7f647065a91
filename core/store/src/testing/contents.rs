//! All that a database holds, as text, so that a test can say that nothing was changed.

use crate::{DatabaseConnection, Result};
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct TableContents {
    /// How many rows.
    #[diesel(sql_type = BigInt)]
    pub row_count: i64,
    /// All rows, one a line, sorted.
    #[diesel(sql_type = Text)]
    pub rows: String,
}

/// What each table holds, by the table's name.
///
/// # Errors
/// `Database`.
pub fn contents(connection: &mut DatabaseConnection) -> Result<BTreeMap<String, TableContents>> {
    let is_sqlite = matches!(connection, DatabaseConnection::Sqlite(_));
    let tables = words(
        connection,
        if is_sqlite {
            "SELECT name AS word FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        } else {
            "SELECT table_name::text AS word FROM information_schema.tables WHERE table_schema = 'public'"
        },
    )?;
    let mut all = BTreeMap::new();
    for table in tables {
        let line =
            if is_sqlite { sqlite_line(connection, &table)? } else { "one::text".to_owned() };
        let joined =
            if is_sqlite { "group_concat(line, char(10))" } else { "string_agg(line, E'\\n')" };
        let text = format!(
            "SELECT COUNT(*) AS row_count, COALESCE({joined}, '') AS rows \
             FROM (SELECT {line} AS line FROM {table} AS one ORDER BY 1) AS lines"
        );
        all.insert(table, sql_query(text).get_result::<TableContents>(connection)?);
    }
    Ok(all)
}

fn sqlite_line(connection: &mut DatabaseConnection, table: &str) -> Result<String> {
    let columns =
        words(connection, &format!("SELECT name AS word FROM pragma_table_info('{table}')"))?;
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    Ok(quoted.join(" || ',' || "))
}

fn words(connection: &mut DatabaseConnection, text: &str) -> Result<Vec<String>> {
    let rows: Vec<Word> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| row.word).collect())
}
