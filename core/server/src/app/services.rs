//! The services that every command needs: store, keys, files, plugins, desk. No worker, no index.

use super::plugins;
use crate::{
    bus::SignalBus,
    config::{Config, DurabilityConfig},
    demo, files, installation, keys,
};
use anyhow::Result;
use std::{path::PathBuf, sync::Arc};
use switchboard_desk::{
    Desk, DeskLimits, DeskParts, built_in, notification, push, rule, visit::Places,
};
use switchboard_host::{HostError, HttpClient, PluginHost};
use switchboard_model::{Clock, SystemClock, connector::Connectors};
use switchboard_store::{Durability, Store, StoreConfig};

/// The desk with what it stands on.
pub struct Services {
    /// The configuration.
    pub config: Config,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The commands.
    pub desk: Desk,
    /// The way to other nodes.
    pub bus: SignalBus,
    /// The way to the network.
    pub http: HttpClient,
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
        let http = HttpClient::new()?;
        let (plugins, refused_plugins) =
            plugins::open(&config, &store, &keys, &files, http.clone()).await?;
        let bus = SignalBus::of(&config, &store);
        let connectors: Arc<dyn Connectors> = Arc::new(plugins.clone());
        let connectors = if demo::is_in(&config.server.data) {
            switchboard_demo::staged(connectors, Arc::clone(&clock))
        } else {
            connectors
        };
        let desk = Desk::new(DeskParts {
            store,
            connectors,
            files,
            keys,
            limits: DeskLimits {
                attachment_max_bytes: config.files.attachment_max_bytes,
                storage_quota_bytes: config.files.quota_bytes,
                has_passwords: config.sign_in.password,
                ..DeskLimits::default()
            },
            signals: bus.signals(),
            places: config.server.geoip.clone().map_or_else(Places::default, Places::by),
        })
        .with_rule_language(Arc::new(switchboard_rules::Language));
        built_in::ensure(&desk).await?;
        push::ensure(&desk).await?;
        notification::begin(&desk).await?;
        rule::follow::begin(&desk).await?;
        Ok(Self { config, clock, desk, bus, http, plugins, refused_plugins })
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
