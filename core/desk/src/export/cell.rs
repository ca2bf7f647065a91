//! The text of an export: lines of named values as CSV or as JSON.

use crate::{DeskError, Result};
use serde_json::Value;

/// What a spreadsheet takes for a formula where a cell begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The columns of a line, each with its value.
pub(super) type Line = Vec<(&'static str, Value)>;

/// The names of the columns, as the head of a table.
pub(super) fn head(columns: &[&str]) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(columns).map_err(failed)?;
    finished(table)
}

/// Lines of a table.
pub(super) fn table(lines: &[Line]) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for line in lines {
        table.write_record(line.iter().map(|(_, value)| cell(value))).map_err(failed)?;
    }
    finished(table)
}

/// Lines of JSON objects.
pub(super) fn objects(lines: Vec<Line>) -> Vec<u8> {
    let mut text = String::new();
    for line in lines {
        let object = line.into_iter().map(|(name, value)| (name.to_owned(), value));
        text.push_str(&Value::Object(object.collect()).to_string());
        text.push('\n');
    }
    text.into_bytes()
}

/// A value in a cell. What people wrote is a text to every spreadsheet: an apostrophe keeps it from being
/// read as a formula.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(FORMULA) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn finished(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>> {
    table.into_inner().map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> DeskError {
    DeskError::Internal(format!("a table could not be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_cell_is_a_formula_and_each_comes_back_as_it_was_written() {
        for (written, read) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+34 600", "'+34 600"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("a, \"b\"\nc", "a, \"b\"\nc"),
            (" =1", " =1"),
            ("", ""),
        ] {
            let lines = [vec![("a", json!(written)), ("b", json!(-1))]];
            let bytes = table(&lines).expect("a table");
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let rows: Vec<csv::StringRecord> =
                reader.records().collect::<std::result::Result<_, _>>().expect("rows");
            assert_eq!(rows.len(), 1, "{written:?}");
            assert_eq!(rows[0].iter().collect::<Vec<_>>(), [read, "-1"], "{written:?}");
        }
    }

    #[test]
    fn a_line_of_json_is_one_line() {
        let lines = vec![vec![("body", json!("a\nb")), ("number", json!(1))]];
        assert_eq!(objects(lines), b"{\"body\":\"a\\nb\",\"number\":1}\n");
    }
}
