//! A plugin's file: a component with its manifest and settings schema in custom sections.

use crate::{error::HostError, limits, manifest::Manifest, settings::SettingsSchema};
use sha2::{Digest, Sha256};
use std::path::Path;
use wasmparser::{Encoding, Parser, Payload};

/// The custom section that holds the manifest.
pub const MANIFEST_SECTION: &str = "switchboard:manifest";
/// The custom section that holds the schema of a channel's settings.
pub const SCHEMA_SECTION: &str = "switchboard:settings-schema";

/// A plugin's file, read and checked, not yet compiled.
#[derive(Clone, Debug)]
pub struct Package {
    pub component: Vec<u8>,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    pub manifest: Manifest,
    /// What a channel's settings may be.
    pub schema: SettingsSchema,
}

impl Package {
    /// Reads a file.
    ///
    /// # Errors
    /// When the file cannot be read or is no plugin.
    pub fn read(path: &Path) -> Result<Self, HostError> {
        let failed = |source| HostError::File { path: path.to_owned(), source };
        let size_bytes = std::fs::metadata(path).map_err(failed)?.len();
        if size_bytes > limits::COMPONENT_MAX_BYTES as u64 {
            return Err(too_large());
        }
        Self::from_bytes(std::fs::read(path).map_err(failed)?)
    }

    /// Checks a component that is in memory.
    ///
    /// # Errors
    /// When it is no plugin.
    pub fn from_bytes(component: Vec<u8>) -> Result<Self, HostError> {
        if component.len() > limits::COMPONENT_MAX_BYTES {
            return Err(too_large());
        }
        let sections = Sections::read(&component)?;
        let manifest = sections.manifest.ok_or_else(|| {
            HostError::Package(format!(
                "it has no custom section `{MANIFEST_SECTION}`: pack it with `switchboard plugin pack`"
            ))
        })?;
        let manifest = Manifest::parse(manifest).map_err(HostError::Manifest)?;
        let schema = match sections.schema {
            Some(text) => SettingsSchema::parse(text).map_err(HostError::Schema)?,
            None => SettingsSchema::default(),
        };
        Ok(Self { sha256: Sha256::digest(&component).into(), manifest, schema, component })
    }
}

fn too_large() -> HostError {
    HostError::Package(format!("it is larger than {} MiB", limits::COMPONENT_MAX_BYTES >> 20))
}

#[derive(Default)]
struct Sections<'a> {
    manifest: Option<&'a str>,
    schema: Option<&'a str>,
}

impl<'a> Sections<'a> {
    /// Only the outermost component's sections count: a module inside may be anybody's.
    fn read(component: &'a [u8]) -> Result<Self, HostError> {
        let broken = |error: wasmparser::BinaryReaderError| {
            HostError::Package(format!("it is no WebAssembly component ({error})"))
        };
        let mut sections = Self::default();
        let mut depth = 0_u32;
        for payload in Parser::new(0).parse_all(component) {
            match payload.map_err(broken)? {
                Payload::Version { encoding: Encoding::Module, .. } if depth == 0 => {
                    return Err(HostError::Package(
                        "it is a core module: make a component of it with `switchboard plugin pack`"
                            .into(),
                    ));
                }
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::CustomSection(section) if depth == 0 => match section.name() {
                    MANIFEST_SECTION => keep(
                        &mut sections.manifest,
                        MANIFEST_SECTION,
                        section.data(),
                        limits::MANIFEST_MAX_BYTES,
                    )?,
                    SCHEMA_SECTION => keep(
                        &mut sections.schema,
                        SCHEMA_SECTION,
                        section.data(),
                        limits::SCHEMA_MAX_BYTES,
                    )?,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(sections)
    }
}

fn keep<'a>(
    place: &mut Option<&'a str>,
    name: &str,
    data: &'a [u8],
    max_bytes: usize,
) -> Result<(), HostError> {
    if data.len() > max_bytes {
        return Err(HostError::Package(format!("`{name}` is larger than {} KiB", max_bytes >> 10)));
    }
    let text = std::str::from_utf8(data)
        .map_err(|_| HostError::Package(format!("`{name}` is not UTF-8")))?;
    if place.replace(text).is_some() {
        return Err(HostError::Package(format!("`{name}` is there twice")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str =
        "id = \"org.example.shop\"\nversion = \"1\"\napi = \"1.0\"\nworld = \"polled\"\n";

    fn component(sections: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = wat::parse_str("(component)").unwrap();
        for (name, text) in sections {
            let mut payload = vec![u8::try_from(name.len()).unwrap()];
            payload.extend_from_slice(name.as_bytes());
            payload.extend_from_slice(text.as_bytes());
            let length = payload.len();
            bytes.push(0);
            bytes.extend([(length & 0x7f) as u8 | 0x80, (length >> 7) as u8]);
            bytes.extend(payload);
        }
        bytes
    }

    #[test]
    fn the_manifest_is_read_from_the_outermost_component() {
        let package = Package::from_bytes(component(&[(MANIFEST_SECTION, MANIFEST)])).unwrap();
        assert_eq!(package.manifest.id, "org.example.shop");
    }

    #[test]
    fn what_is_no_plugin_is_refused_with_the_reason() {
        let module = wat::parse_str("(module)").unwrap();
        let twice = component(&[(MANIFEST_SECTION, MANIFEST), (MANIFEST_SECTION, MANIFEST)]);
        for (bytes, reason) in [
            (b"MZ".to_vec(), "no WebAssembly"),
            (module, "core module"),
            (component(&[]), "no custom section"),
            (twice, "twice"),
        ] {
            let error = Package::from_bytes(bytes).unwrap_err().to_string();
            assert!(error.contains(reason), "{error} does not say {reason}");
        }
    }

    #[test]
    fn a_module_inside_cannot_bring_a_manifest() {
        let text = format!(
            "(component (core module (@custom \"{MANIFEST_SECTION}\" \"{}\")))",
            MANIFEST.escape_default()
        );
        let error = Package::from_bytes(wat::parse_str(text).unwrap()).unwrap_err();
        assert!(error.to_string().contains("no custom section"));
    }
}
