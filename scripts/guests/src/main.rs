//! `guests <module> <plugin> <section>=<file>…`: makes a component of a compiled guest and puts its
//! documents into it. `cargo xtask guests` calls this for each bundled guest.

mod component;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use component::Document;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, plugin, documents @ ..] = arguments.as_slice() else {
        bail!("usage: guests <module> <plugin> <section>=<file>…");
    };
    let documents = documents.iter().map(|one| document(one)).collect::<Result<Vec<_>>>()?;
    let component = component::from_module(&read(module)?, &documents)
        .with_context(|| format!("{module} is no valid component"))?;
    write_whole(Path::new(plugin), &component)
}

fn document(argument: &str) -> Result<Document> {
    let (name, file) =
        argument.split_once('=').with_context(|| format!("`{argument}` has no `=`"))?;
    Ok(Document { name: name.to_owned(), bytes: read(file)? })
}

fn read(file: &str) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{file} cannot be read"))
}

/// A reader of `file` sees the old plugin or the new one, never half of it.
fn write_whole(file: &Path, bytes: &[u8]) -> Result<()> {
    let partial = file.with_extension("partial");
    fs::write(&partial, bytes)
        .and_then(|()| fs::rename(&partial, file))
        .with_context(|| format!("{} cannot be written", file.display()))
}
