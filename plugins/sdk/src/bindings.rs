//! The contract in Rust, generated from `plugins/wit/v1` while compiling. Nothing here is written
//! by hand; plugins use the names that the crate's root exports.
#![allow(unsafe_code, reason = "generated code: values cross the component's boundary as pointers")]
#![allow(clippy::all, missing_docs, reason = "generated code")]

wit_bindgen::generate!({
    path: "../wit/v1",
    world: "channel-polled",
    pub_export_macro: true,
    export_macro_name: "export_component",
    default_bindings_module: "switchboard_plugin::bindings",
    runtime_path: "::switchboard_plugin::wit_bindgen::rt",
    additional_derives: [PartialEq],
});
