//! Compiled components on disk. A compiled file is machine code, so it is believed only when this
//! host wrote it: each carries a MAC under a key that never leaves the folder. Anything else is
//! compiled again.

use crate::{error::HostError, limits, package::Package};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::{
    fs,
    hash::{Hash, Hasher},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    time::SystemTime,
};
use wasmtime::{Engine, component::Component};

const MAC_BYTES: usize = 32;
/// The block size of the hash, so that the key is used as it is.
const KEY_BYTES: usize = 64;
const KEY_FILE: &str = "cache.key";

/// A folder of compiled components.
#[derive(Debug)]
pub(crate) struct CompileCache {
    folder: PathBuf,
    key: [u8; KEY_BYTES],
}

impl CompileCache {
    pub(crate) fn open(folder: &Path) -> Result<Self, HostError> {
        let failed = |source| HostError::File { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
        let key = read_or_make_key(&folder.join(KEY_FILE)).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), key })
    }

    /// The compiled component, from the folder when it is there and ours.
    pub(crate) fn load(&self, engine: &Engine, package: &Package) -> Result<Component, HostError> {
        let name = file_name(engine, package);
        let path = self.folder.join(&name);
        if let Some(component) = self.read(engine, &path, &name) {
            return Ok(component);
        }
        let component = compile(engine, package)?;
        match component.serialize() {
            Ok(code) => {
                if let Err(error) = self.write(&path, &name, &code) {
                    tracing::warn!(%error, path = %path.display(), "a compiled plugin cannot be kept");
                }
            }
            Err(error) => tracing::warn!(%error, "a compiled plugin cannot be kept"),
        }
        Ok(component)
    }

    fn read(&self, engine: &Engine, path: &Path, name: &str) -> Option<Component> {
        let bytes = fs::read(path).ok()?;
        let (tag, code) = bytes.split_at_checked(MAC_BYTES)?;
        if self.mac(name, code).verify_slice(tag).is_err() {
            tracing::warn!(path = %path.display(), "a compiled plugin was changed by somebody else: compiling it again");
            return None;
        }
        deserialize(engine, code)
            .inspect_err(|error| tracing::info!(%error, "a compiled plugin cannot be used: compiling it again"))
            .ok()
    }

    fn write(&self, path: &Path, name: &str, code: &[u8]) -> io::Result<()> {
        self.make_room()?;
        let mut suffix = [0_u8; 8];
        rand::rng().fill_bytes(&mut suffix);
        let partial = path.with_extension(format!("{:016x}.part", u64::from_le_bytes(suffix)));
        let mut file = private_file(&partial)?;
        file.write_all(&self.mac(name, code).finalize().into_bytes())?;
        file.write_all(code)?;
        file.sync_all()?;
        fs::rename(&partial, path)
    }

    /// Removes the oldest files beyond the bound, and what an interrupted write left.
    fn make_room(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if matches!(extension, Some("cwasm" | "part")) {
                files.push((entry.metadata()?.modified()?, path));
            }
        }
        files.sort();
        let surplus = (files.len() + 1).saturating_sub(limits::CACHE_FILES_MAX);
        for (_, path) in files.into_iter().take(surplus) {
            fs::remove_file(path)?;
        }
        Ok(())
    }

    /// The file's name is part of what is signed, so that one plugin's code cannot stand in for
    /// another's.
    fn mac(&self, name: &str, code: &[u8]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new(&self.key.into());
        mac.update(name.as_bytes());
        mac.update(&[0]);
        mac.update(code);
        mac
    }
}

/// Compiles without a folder.
pub(crate) fn compile(engine: &Engine, package: &Package) -> Result<Component, HostError> {
    Component::new(engine, &package.component)
        .map_err(|error| HostError::of_component(&package.manifest.id, &error))
}

/// The one place where machine code from outside the process is believed.
#[allow(unsafe_code)]
fn deserialize(engine: &Engine, code: &[u8]) -> wasmtime::Result<Component> {
    // SAFETY: the caller has checked the MAC over exactly these bytes, so they are what `serialize`
    // gave this host; wasmtime refuses those of another version or configuration by itself.
    unsafe { Component::deserialize(engine, code) }
}

fn file_name(engine: &Engine, package: &Package) -> String {
    let mut hasher = Sha256Hasher(Sha256::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.0.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.0.update(package.sha256);
    let digest: [u8; 32] = hasher.0.finalize().into();
    let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{name}.cwasm")
}

/// Feeds a `Hash` into SHA-256: the standard hasher may change between toolchains.
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        digest[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

fn read_or_make_key(path: &Path) -> io::Result<[u8; KEY_BYTES]> {
    match private_file(path) {
        Ok(mut file) => {
            let mut key = [0_u8; KEY_BYTES];
            rand::rng().fill_bytes(&mut key);
            file.write_all(&key)?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            <[u8; KEY_BYTES]>::try_from(fs::read(path)?).map_err(|_| {
                io::Error::other(format!(
                    "{KEY_FILE} is damaged: remove it, compiled plugins are then made again"
                ))
            })
        }
        Err(error) => Err(error),
    }
}

fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine, testing};

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "cwasm"))
            .collect()
    }

    #[test]
    fn a_second_start_reads_what_the_first_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine::start().unwrap();
        let package = testing::package("");
        CompileCache::open(folder.path()).unwrap().load(&engine, &package).unwrap();
        let [file] = &files(folder.path())[..] else { panic!("one compiled file is expected") };
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);

        let again = CompileCache::open(folder.path()).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(again.read(&engine, file, name).is_some(), "the compiled file must be usable");
    }

    #[test]
    fn a_file_that_somebody_changed_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine::start().unwrap();
        let package = testing::package("");
        let cache = CompileCache::open(folder.path()).unwrap();
        cache.load(&engine, &package).unwrap();
        let file = files(folder.path()).remove(0);
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert!(cache.read(&engine, &file, &name).is_none(), "changed code must not be run");
        assert!(cache.read(&engine, &file, "other.cwasm").is_none());
        cache.load(&engine, &package).unwrap();
        assert!(cache.read(&engine, &file, &name).is_some(), "it is compiled again and kept");
    }

    #[test]
    fn a_damaged_key_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(KEY_FILE), b"short").unwrap();
        let error = CompileCache::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("remove it"), "{error}");
    }
}
