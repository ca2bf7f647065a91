//! The services that every command needs: store, keys, files, plugins, desk. No worker, no index.

use super::outward::OutwardHttp;
use crate::{
    config::{Config, DurabilityConfig},
    files, installation, keys,
};
use anyhow::Result;
use std::{path::PathBuf, sync::Arc};
use switchboard_desk::{
    Desk, DeskLimits, DeskParts, built_in, kv::KeyValues, outward::OutwardPermit,
    secret_port::Secrets, signals::Signals,
};
use switchboard_host::{
    Grant, HostConfig, HostError, HostPorts, HttpClient, PluginHost, SystemRandom,
};
use switchboard_model::{Clock, SystemClock};
use switchboard_store::{Durability, Store, StoreConfig};
use tracing::{info, warn};

/// The desk with what it stands on.
pub struct Services {
    /// The configuration.
    pub config: Config,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The commands.
    pub desk: Desk,
    /// The plugins.
    pub plugins: PluginHost,
    /// The plugins that are there and were not loaded, each with the reason.
    pub refused_plugins: Vec<(PathBuf, HostError)>,
}

impl Services {
    /// Opens the services.
    pub async fn open(config: Config) -> Result<Self> {
        Self::open_at(config, Arc::new(SystemClock)).await
    }

    /// Opens the services under another clock.
    pub async fn open_at(config: Config, clock: Arc<dyn Clock>) -> Result<Self> {
        let store = open_store_at(&config, Arc::clone(&clock)).await?;
        let keys = Arc::new(keys::load(&config.server.data)?);
        let files = files::open(&config)?;
        let (plugins, refused_plugins) = plugins(&config, &store, &keys, &files).await?;
        let desk = Desk::new(DeskParts {
            store,
            connectors: Arc::new(plugins.clone()),
            files,
            keys,
            limits: DeskLimits {
                attachment_max_bytes: config.files.attachment_max_bytes,
                storage_quota_bytes: config.files.quota_bytes,
                ..DeskLimits::default()
            },
            signals: Signals::default(),
        });
        built_in::ensure(&desk).await?;
        Ok(Self { config, clock, desk, plugins, refused_plugins })
    }

    /// The ids of the installed plugins.
    pub fn plugin_ids(&self) -> Vec<String> {
        self.plugins.status().into_iter().map(|plugin| plugin.id).collect()
    }

    /// Closes the database.
    pub async fn close(&self) {
        self.desk.store().close().await;
    }
}

/// Opens the database of a configuration and brings it up to date.
pub async fn open_store(config: &Config) -> Result<Store> {
    open_store_at(config, Arc::new(SystemClock)).await
}

async fn open_store_at(config: &Config, clock: Arc<dyn Clock>) -> Result<Store> {
    installation::make_folder(config)?;
    let store = StoreConfig {
        url: config.database_url(),
        durability: match config.database.durability {
            DurabilityConfig::Full => Durability::Full,
            DurabilityConfig::Normal => Durability::Normal,
        },
        readers: config.database.readers,
        lanes: config.database.lanes,
    };
    Ok(Store::open(store, clock).await?)
}

async fn plugins(
    config: &Config,
    store: &Store,
    keys: &Arc<switchboard_desk::keys::Keys>,
    files: &switchboard_desk::files::Files,
) -> Result<(PluginHost, Vec<(PathBuf, HostError)>)> {
    let host = PluginHost::new(
        HostConfig {
            cache_folder: Some(config.server.data.join("plugin-cache")),
            allow_private_hosts: config.plugins.allow_private_hosts.clone(),
        },
        HostPorts {
            clock: store.clock().clone(),
            random: Arc::new(SystemRandom),
            key_values: Arc::new(KeyValues::over(store.clone())),
            secrets: Arc::new(Secrets::new(store.clone(), Arc::clone(keys))),
            blobs: Arc::new(files.clone()),
            http: Arc::new(OutwardHttp {
                client: HttpClient::new()?,
                permit: OutwardPermit::new(store.clone()),
            }),
        },
    )?;
    let mut refused = Vec::new();
    for folder in plugin_folders(config) {
        let report = host.load_directory(&folder, Grant::all_of).await?;
        for plugin in &report.loaded {
            info!(plugin = plugin.id, version = plugin.version, "a plugin is ready");
        }
        for (path, error) in &report.refused {
            warn!(file = %path.display(), %error, "a plugin was not loaded");
        }
        refused.extend(report.refused);
    }
    Ok((host, refused))
}

/// The folders that hold plugins: the one that was set, or else the data folder's own and the ones
/// beside the program, in which the bundled plugins come.
fn plugin_folders(config: &Config) -> Vec<PathBuf> {
    if let Some(folder) = &config.plugins.folder {
        return vec![folder.clone()];
    }
    let beside = std::env::current_exe().ok();
    let beside = beside.as_deref().and_then(|program| program.parent());
    let mut folders = vec![config.server.data.join("plugins")];
    if let Some(beside) = beside {
        folders.push(beside.join("plugins"));
        folders.push(beside.join("../plugins"));
        folders.push(beside.join("../lib/switchboard/plugins"));
    }
    folders.retain(|folder| folder.is_dir());
    folders
}
