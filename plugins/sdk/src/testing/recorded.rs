//! A folder of recorded cases, for a quick look without WebAssembly. All that a case asserts is
//! checked by `switchboard plugin test`.

use super::webhook;
use crate::{inbound::Request, json, types::BytesOrText};
use serde_json::Value;
use std::{fs, io, path::Path};

/// A recorded request and what has to come of it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The name of the case.
    pub name: String,
    /// The request, with the body as it was recorded.
    pub request: Request,
    /// What `<name>.expected.json` says.
    pub expected: Value,
}

/// The cases of a folder that have a body in `<name>.json`, by name.
pub fn recorded(folder: &Path) -> io::Result<Vec<Recorded>> {
    let mut cases = vec![];
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".expected.json") else { continue };
        let body = folder.join(format!("{name}.json"));
        if body.is_file() {
            let request = Request { body: BytesOrText::Bytes(fs::read(body)?), ..webhook("") };
            let expected = json::lenient(&fs::read(folder.join(&file))?)?;
            cases.push(Recorded { name: name.to_owned(), request, expected });
        }
    }
    cases.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(cases)
}
