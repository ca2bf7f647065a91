//! Puts a manifest and a schema around a component and takes them off again.

use crate::package::{MANIFEST_SECTION, SCHEMA_SECTION};

/// Bytes before the first section: the magic word and the version.
const PREAMBLE_BYTES: usize = 8;

/// Adds the manifest as a custom section.
#[must_use]
pub fn with_manifest(component: &[u8], manifest: &str) -> Vec<u8> {
    with_section(component, MANIFEST_SECTION, manifest)
}

/// Adds the schema of a channel's settings as a custom section.
#[must_use]
pub fn with_schema(component: &[u8], schema: &str) -> Vec<u8> {
    with_section(component, SCHEMA_SECTION, schema)
}

fn with_section(component: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut payload = Vec::new();
    write_length(name.len(), &mut payload);
    payload.extend_from_slice(name.as_bytes());
    payload.extend_from_slice(text.as_bytes());
    let mut bytes = component.to_vec();
    bytes.push(0);
    write_length(payload.len(), &mut bytes);
    bytes.extend(payload);
    bytes
}

/// A plugin's file without its custom sections: the bare component, for another manifest.
#[must_use]
pub fn without_sections(plugin: &[u8]) -> Vec<u8> {
    let (preamble, mut rest) = plugin.split_at(PREAMBLE_BYTES);
    let mut bytes = preamble.to_vec();
    while let Some((kind, behind)) = rest.split_first() {
        let (length, behind) = read_length(behind);
        let (section, next) = behind.split_at(length);
        if *kind != 0 {
            bytes.push(*kind);
            write_length(length, &mut bytes);
            bytes.extend_from_slice(section);
        }
        rest = next;
    }
    bytes
}

/// A length in LEB128, seven bits a byte.
fn write_length(mut value: usize, bytes: &mut Vec<u8>) {
    while value > 0x7f {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn read_length(bytes: &[u8]) -> (usize, &[u8]) {
    let end = bytes.iter().position(|byte| byte & 0x80 == 0).expect("a length ends");
    let (length, behind) = bytes.split_at(end + 1);
    let value = length.iter().rev().fold(0, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    (value, behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Guest;

    #[test]
    fn a_manifest_comes_off_as_it_went_on() {
        let bare = without_sections(&Guest::new("").component());
        let manifest = "x".repeat(1_000);
        let packed = with_schema(&with_manifest(&bare, &manifest), "{}");
        assert!(packed.ends_with(b"{}"));
        assert_eq!(without_sections(&packed), bare);
    }
}
