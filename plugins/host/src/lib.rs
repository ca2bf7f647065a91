//! The plugin host: runs WebAssembly components as connectors, with bounds on all that they do.
//!
//! A server makes [`HostPorts`] of its real parts, a test kit of scripted ones; both call
//! [`PluginHost::new`], then [`PluginHost::load_directory`] or [`PluginHost::load`], and use the host
//! as the model's `Connectors`.
//!
//! What is absent: WASI, and with it files, sockets, environment and clocks of the guests' own; any
//! way for a guest to read a secret; any state that outlives a call, except what the plugin wrote to
//! its plugin storage. Nothing here knows a platform's name.

mod adapter;
mod address;
pub mod bare;
mod bindings;
mod breaker;
mod bucket;
mod cache;
mod call;
mod capability;
mod channel;
mod circuit;
mod client;
mod config;
mod convert;
mod directory;
mod echo;
mod engine;
mod error;
mod grant;
mod host;
pub mod limits;
pub mod manifest;
mod metrics;
pub mod network;
pub mod origin;
mod package;
mod placeholder;
mod plugin;
mod ports;
mod private_host;
mod processor;
pub mod quantity;
mod random;
mod settings;
mod signature;
mod state;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod uses;
mod verify;

pub use client::HttpClient;
pub use config::HostConfig;
pub use directory::{DirectoryReport, FILE_SUFFIX};
pub use error::HostError;
pub use grant::Grant;
pub use host::PluginHost;
pub use manifest::Manifest;
pub use metrics::{HostMetrics, PluginMetrics};
pub use package::{MANIFEST_SECTION, Package, SCHEMA_SECTION};
pub use plugin::PluginStatus;
pub use ports::HostPorts;
pub use private_host::PrivateHost;
pub use random::{RandomPort, SystemRandom};
pub use settings::SettingsSchema;
