//! Turns a compiled core module into a component and puts the plugin's documents into it.

use std::borrow::Cow;

use anyhow::Result;
use wasm_encoder::{ComponentSection, CustomSection};
use wit_component::ComponentEncoder;

/// A custom section: its name, such as `switchboard:manifest`, and its bytes.
pub struct Document {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The validated component with each document appended as a custom section.
pub fn from_module(module: &[u8], documents: &[Document]) -> Result<Vec<u8>> {
    let mut component = ComponentEncoder::default().validate(true).module(module)?.encode()?;
    for document in documents {
        let section = CustomSection {
            name: Cow::Borrowed(&document.name),
            data: Cow::Borrowed(&document.bytes),
        };
        section.append_to_component(&mut component);
    }
    Ok(component)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The eight bytes that begin every core module; alone they are the empty module.
    const EMPTY_MODULE: [u8; 8] = *b"\0asm\x01\0\0\0";

    #[test]
    fn documents_follow_the_component_under_their_names() {
        let bare = from_module(&EMPTY_MODULE, &[]).unwrap();
        let name = "switchboard:manifest".to_owned();
        let document = Document { name, bytes: b"id = \"a.b\"".to_vec() };
        let full = from_module(&EMPTY_MODULE, &[document]).unwrap();
        assert_eq!(full[..4], *b"\0asm");
        assert_eq!(full[..bare.len()], bare[..]);
        assert_eq!(&full[bare.len()..], b"\0\x1f\x14switchboard:manifestid = \"a.b\"");
    }

    #[test]
    fn bytes_that_are_no_module_are_refused() {
        assert!(from_module(b"not wasm", &[]).is_err());
    }
}
