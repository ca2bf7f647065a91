//! The contract of version 1 as Rust, made from its WIT. A later major version gets its own module
//! and its own adapter beside this one.

#![allow(missing_docs)]

wasmtime::component::bindgen!({
    path: "../wit/v1",
    world: "channel-polled",
    imports: {
        "switchboard:plugin/sys": trappable,
        default: async | trappable,
    },
    exports: { default: async },
    with: {
        "switchboard:plugin/blobs.reader": crate::capability::blobs::Reader,
        "switchboard:plugin/blobs.writer": crate::capability::blobs::Writer,
    },
});
