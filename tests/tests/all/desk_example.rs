//! The working day in `examples/desk` does what it says, against a server process.

use std::{collections::HashMap, path::Path};
use switchboard_testkit::process::Start;

/// F18, F38, F65, F70, F106, F107 and F110, with curl and the command line alone.
#[test]
fn a_day_at_the_desk_is_worked_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(&folder.path().join("data"));
    let server = start.serve();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/desk/desk.sh");
    let mut command = start.script(&script);
    let output = command.arg(server.url("")).arg(folder.path()).output().expect("a shell");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}\n{errors}");
    assert!(printed.contains("steps did what they should"), "{printed}");

    let mut table = csv::Reader::from_path(folder.path().join("chats.csv")).expect("a table");
    let rows: Vec<HashMap<String, String>> =
        table.deserialize().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 1, "of two chats one has the label: {rows:?}");
    for (column, cell) in [
        ("number", "1"),
        ("contact", "Ana Silva, Lisbon"),
        ("operator", "Ben"),
        ("team", "Shipping"),
        ("labels", "late order"),
        ("inbound_count", "2"),
    ] {
        assert_eq!(rows[0].get(column).map(String::as_str), Some(cell), "{column}");
    }
    assert!(server.terminate().success());
}

/// What is not as it should be ends the script, and the message says which step it was.
#[test]
fn a_day_that_goes_wrong_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(&folder.path().join("data"));
    let server = start.serve();
    let address = server.url("");
    assert!(server.terminate().success());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/desk/desk.sh");
    let mut command = start.script(&script);
    let output = command.arg(address).arg(folder.path()).output().expect("a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && errors.contains("step 1:"), "{errors}");
}
