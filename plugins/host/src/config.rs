//! What an admin may set about the plugin host.

use std::path::PathBuf;

/// The plugin host's part of the configuration.
#[derive(Clone, Debug, Default)]
pub struct HostConfig {
    /// Where compiled components are kept; none for nowhere. The folder is made if need be and must
    /// belong to the server alone.
    pub cache_folder: Option<PathBuf>,
    /// Names or addresses of hosts in private networks (or of this machine) that a channel may name
    /// in a setting, such as a self-hosted Bot API server's: `host` for all ports, or `host:port`.
    pub allow_private_hosts: Vec<String>,
}
