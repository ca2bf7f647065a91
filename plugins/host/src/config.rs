//! What an admin may set about the plugin host.

use crate::private_host::PrivateHost;
use std::path::PathBuf;

/// The plugin host's part of the configuration.
#[derive(Clone, Debug, Default)]
pub struct HostConfig {
    /// Where compiled components are kept; none for nowhere. The folder is made if need be and must
    /// belong to the server alone.
    pub cache_folder: Option<PathBuf>,
    /// Hosts in private networks, or on this machine, that a channel may name in a setting, such as a
    /// self-hosted Bot API server's.
    pub allow_private_hosts: Vec<PrivateHost>,
}
