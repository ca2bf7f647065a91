//! The plugin host: loads packages, keeps them ready, and hands out the connector of a channel.

use crate::{
    adapter::PluginConnector,
    cache::{self, CompileCache},
    call::{Caller, Turns},
    channel::ChannelContext,
    config::HostConfig,
    engine,
    error::HostError,
    grant::Grant,
    limits,
    metrics::HostMetrics,
    package::Package,
    plugin::{self, Plugin, PluginStatus},
    ports::HostPorts,
    state::CallState,
};
use async_trait::async_trait;
use parking_lot::{Mutex, RwLock};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};
use switchboard_bounds::Keyed;
use switchboard_model::{
    ChannelId,
    connector::{
        Capabilities, Connector, ConnectorError, ConnectorResult, Connectors, InstalledPlugin,
        SecretField,
    },
};
use wasmtime::{Engine, component::Linker};

/// Runs plugins. Cloning gives another handle of the same host.
#[derive(Clone)]
pub struct PluginHost {
    inner: Arc<Inner>,
}

struct Inner {
    config: HostConfig,
    ports: Arc<HostPorts>,
    engine: Engine,
    linker: Linker<CallState>,
    cache: Option<CompileCache>,
    turns: Arc<Turns>,
    plugins: RwLock<BTreeMap<String, Arc<Plugin>>>,
    connectors: Mutex<Keyed<ChannelId, Ready>>,
    metrics: HostMetrics,
}

/// The connector of a channel, good for as long as its plugin and its settings are the same.
struct Ready {
    plugin: Arc<Plugin>,
    settings: Value,
    connector: Arc<PluginConnector>,
}

impl PluginHost {
    /// Starts a host without plugins.
    ///
    /// # Errors
    /// When WebAssembly cannot run here or the cache folder cannot be used.
    pub fn new(config: HostConfig, ports: HostPorts) -> Result<Self, HostError> {
        let engine = engine::start()?;
        let inner = Inner {
            linker: plugin::linker(&engine)?,
            cache: config.cache_folder.as_deref().map(CompileCache::open).transpose()?,
            engine,
            config,
            ports: Arc::new(ports),
            turns: Arc::new(Turns::new()),
            plugins: RwLock::default(),
            connectors: Mutex::new(Keyed::new(limits::CONNECTORS_MAX)),
            metrics: HostMetrics::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// All that a plugin asks for; none where there is no such plugin.
    #[must_use]
    pub fn asked(&self, id: &str) -> Option<Grant> {
        self.inner.plugin(id).map(|plugin| Grant::all_of(&plugin.manifest))
    }

    /// Compiles a package, or takes the compiled one from the cache, and makes it ready. A plugin of
    /// the same id is replaced: calls under way end with the old one.
    ///
    /// # Errors
    /// When the component does not fit the contract or there are too many plugins.
    pub async fn load(&self, package: Package, grant: &Grant) -> Result<PluginStatus, HostError> {
        let id = package.manifest.id.clone();
        let (inner, grant) = (self.inner.clone(), grant.clone());
        let plugin = tokio::task::spawn_blocking(move || inner.ready(package, &grant))
            .await
            .map_err(|error| HostError::Engine(error.to_string()))??;
        let status = plugin.status();
        let mut plugins = self.inner.plugins.write();
        if plugins.len() >= limits::PLUGINS_MAX && !plugins.contains_key(&id) {
            return Err(HostError::TooMany(format!(
                "at most {} plugins can be loaded: remove one first",
                limits::PLUGINS_MAX
            )));
        }
        plugins.insert(id, Arc::new(plugin));
        Ok(status)
    }

    /// Takes a plugin away; tells whether it was there.
    pub fn remove(&self, id: &str) -> bool {
        let is_there = self.inner.plugins.write().remove(id).is_some();
        if is_there {
            self.inner.metrics.forget(id);
        }
        is_there
    }

    /// The numbers of all plugins.
    #[must_use]
    pub fn metrics(&self) -> &HostMetrics {
        &self.inner.metrics
    }

    /// Lets a suspended plugin run again; tells whether it is there.
    pub fn resume(&self, id: &str) -> bool {
        let plugin = self.inner.plugin(id);
        plugin.inspect(|plugin| plugin.breaker.resume()).is_some()
    }

    /// All plugins, in the order of their ids.
    #[must_use]
    pub fn status(&self) -> Vec<PluginStatus> {
        let plugins = self.inner.plugins.read();
        plugins.values().map(|plugin| plugin.status()).collect()
    }
}

impl Inner {
    fn ready(&self, package: Package, grant: &Grant) -> Result<Plugin, HostError> {
        let component = match &self.cache {
            Some(cache) => cache.load(&self.engine, &package)?,
            None => cache::compile(&self.engine, &package)?,
        };
        let metrics = self.metrics.plugin(&package.manifest.id);
        Plugin::new(&self.linker, &component, package, grant, metrics)
    }

    fn plugin(&self, id: &str) -> Option<Arc<Plugin>> {
        self.plugins.read().get(id).cloned()
    }

    fn connector(
        &self,
        plugin: Arc<Plugin>,
        channel: ChannelId,
        settings: &Value,
    ) -> Arc<PluginConnector> {
        let mut connectors = self.connectors.lock();
        let known = connectors.get(&channel);
        if let Some(ready) = &known
            && Arc::ptr_eq(&ready.plugin, &plugin)
            && ready.settings == *settings
        {
            return ready.connector.clone();
        }
        // The rates of a platform do not start again because a setting changed.
        let buckets = known.map(|ready| ready.connector.buckets()).unwrap_or_default();
        let context = ChannelContext::new(
            channel,
            settings,
            &plugin.granted,
            &self.config.allow_private_hosts,
            buckets,
        );
        let connector = Arc::new(PluginConnector::new(Caller {
            plugin: plugin.clone(),
            channel: Arc::new(context),
            ports: self.ports.clone(),
            turns: self.turns.clone(),
        }));
        let ready = Ready { plugin, settings: settings.clone(), connector: connector.clone() };
        connectors.insert(channel, ready);
        connector
    }
}

#[async_trait]
impl Connectors for PluginHost {
    async fn connector(
        &self,
        plugin: &str,
        channel: ChannelId,
        settings: &Value,
    ) -> ConnectorResult<Option<Arc<dyn Connector>>> {
        let Some(plugin) = self.inner.plugin(plugin) else { return Ok(None) };
        Ok(Some(self.inner.connector(plugin, channel, settings)))
    }

    fn installed(&self) -> Vec<InstalledPlugin> {
        self.inner.plugins.read().values().map(|plugin| plugin.installed()).collect()
    }

    fn capabilities(&self, plugin: &str) -> Option<Capabilities> {
        self.inner.plugin(plugin).map(|plugin| plugin.manifest.capabilities.clone())
    }

    fn secrets(&self, plugin: &str) -> Option<Vec<SecretField>> {
        self.inner.plugin(plugin).map(|plugin| plugin.manifest.secret_fields())
    }

    fn check_settings(
        &self,
        plugin: &str,
        settings: &Value,
        secret_names: &[String],
    ) -> ConnectorResult<()> {
        use switchboard_model::connector::ErrorClass;
        match self.inner.plugin(plugin) {
            Some(plugin) => plugin.check_settings(settings, secret_names),
            None => Err(ConnectorError::new(
                ErrorClass::Invalid,
                "plugin.unknown",
                format!("the plugin `{plugin}` is not installed"),
            )),
        }
    }
}
