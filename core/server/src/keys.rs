//! The instance's key file, made at the first start, readable by the server alone.

use anyhow::{Context, Result};
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};
use switchboard_desk::keys::Keys;
use zeroize::Zeroizing;

/// The name of the file in the data folder.
pub const FILE: &str = "instance.key";

/// Reads the keys, making them first where there are none.
pub fn load(data: &Path) -> Result<Keys> {
    let path = data.join(FILE);
    let content = match fs::read_to_string(&path) {
        Ok(content) => Zeroizing::new(content),
        Err(error) if error.kind() == ErrorKind::NotFound => make(&path)?,
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    Keys::read(&content).with_context(|| path.display().to_string())
}

fn make(path: &Path) -> Result<Zeroizing<String>> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Ok(mut file) => {
            let content = Zeroizing::new(Keys::generate());
            file.write_all(content.as_bytes())?;
            file.sync_all()?;
            Ok(content)
        }
        // Another process was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Ok(Zeroizing::new(fs::read_to_string(path)?))
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be made", path.display())),
    }
}
