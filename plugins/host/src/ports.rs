//! What the host needs of the server: one bundle, so that a server passes real parts and a test kit
//! passes scripted ones.

use crate::{network::HttpPort, random::RandomPort};
use std::sync::Arc;
use switchboard_model::{
    Clock,
    connector::{BlobPort, KeyValuePort, SecretPort},
};

/// The parts of the server that plugins use through the host.
#[derive(Clone)]
pub struct HostPorts {
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn RandomPort>,
    pub key_values: Arc<dyn KeyValuePort>,
    pub secrets: Arc<dyn SecretPort>,
    pub blobs: Arc<dyn BlobPort>,
    pub http: Arc<dyn HttpPort>,
}
