//! A folder of recorded cases, for a quick look without WebAssembly. All that a case asserts is
//! checked by `switchboard plugin test`.

use super::webhook;
use crate::{inbound::Request, json, types::BytesOrText};
use serde_json::Value;
use std::{fs, path::Path};

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
///
/// # Panics
/// The folder or an expectation in it cannot be read.
pub fn recorded(folder: &Path) -> Vec<Recorded> {
    let read =
        |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names = files.filter_map(|file| file.strip_suffix(".expected.json").map(str::to_owned));
    let mut names: Vec<_> = names.collect();
    names.sort();
    let case = |name: String| {
        let body = folder.join(format!("{name}.json"));
        if !body.is_file() {
            return None;
        }
        let request = Request { body: BytesOrText::Bytes(read(&body)), ..webhook("") };
        let expected = folder.join(format!("{name}.expected.json"));
        let expected = json::lenient(&read(&expected))
            .unwrap_or_else(|error| panic!("{}: {error}", expected.display()));
        Some(Recorded { name, request, expected })
    };
    names.into_iter().filter_map(case).collect()
}
