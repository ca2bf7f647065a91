//! What the host needs of the house: one bundle, so that a server passes real parts and a test kit
//! passes scripted ones.

use crate::{network::HttpPort, random::RandomPort};
use std::sync::Arc;
use switchboard_model::{
    Clock,
    connector::{BlobPort, KeyValuePort, SecretPort},
};

/// The parts of the house that plugins use through the host.
#[derive(Clone)]
pub struct HostPorts {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn RandomPort>,
    /// The plugins' small memory.
    pub key_values: Arc<dyn KeyValuePort>,
    /// The channels' secrets.
    pub secrets: Arc<dyn SecretPort>,
    /// The files.
    pub blobs: Arc<dyn BlobPort>,
    /// The network.
    pub http: Arc<dyn HttpPort>,
}
