//! A plugin in the real host, over the ports of a case. Every case loads the plugin again and has a
//! channel of its own, so that no case sees what another one left.

use crate::{
    folder::Folder,
    ports::{CasePorts, Script},
};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use switchboard_host::{Grant, HostConfig, Manifest, Package, PluginHost};
use switchboard_model::{
    ChannelId, Timestamp,
    connector::{Connector, Connectors},
};

/// The time of cases that name none: 2026-01-01T00:00:00Z.
const DEFAULT_NOW: Timestamp = Timestamp(1_767_225_600_000);

/// A plugin that cases can be run through.
pub(crate) struct Rig {
    pub ports: CasePorts,
    host: PluginHost,
    package: Package,
    settings: Value,
    next_channel: AtomicI64,
    /// Holds the compiled component for as long as the rig is there.
    _cache: tempfile::TempDir,
}

impl Rig {
    /// Loads a component for the account of a folder.
    pub(crate) fn new(component: &Path, folder: &Folder) -> Result<Self> {
        let package = Package::read(component)?;
        let cache = tempfile::tempdir().context("no temporary folder can be made")?;
        let config =
            HostConfig { cache_folder: Some(cache.path().to_owned()), ..HostConfig::default() };
        let ports = CasePorts::new();
        ports.secrets.set(secrets(&package.manifest, &folder.secrets));
        Ok(Self {
            host: PluginHost::new(config, ports.host_ports())?,
            settings: settings(package.schema.source(), &folder.secrets),
            package,
            ports,
            next_channel: AtomicI64::new(1),
            _cache: cache,
        })
    }

    /// A connector for one case: at a time, with what the platform will answer.
    pub(crate) async fn start(
        &self,
        now: Option<Timestamp>,
        script: Script,
    ) -> Result<Arc<dyn Connector>> {
        self.ports.clock.set(now.unwrap_or(DEFAULT_NOW));
        self.ports.network.start(script);
        self.ports.interrupt.never();
        let manifest = &self.package.manifest;
        self.host.load(self.package.clone(), &Grant::all_of(manifest)).await?;
        let channel = ChannelId(self.next_channel.fetch_add(1, Ordering::SeqCst));
        let connector = self.host.connector(&manifest.id, channel, &self.settings).await?;
        connector.context("the host does not know the plugin that it has just loaded")
    }
}

/// The folder's secrets under the manifest's names: the same name, else the only one that begins
/// with it (`webhook_secret` of `webhook_secret_token`).
fn secrets(manifest: &Manifest, known: &Map<String, Value>) -> BTreeMap<String, Vec<u8>> {
    let value = |name: &str| {
        known.get(name).or_else(|| {
            let mut longer = known.iter().filter(|(key, _)| key.starts_with(name));
            let (_, first) = longer.next()?;
            longer.next().is_none().then_some(first)
        })
    };
    let bytes = |name: &String| Some((name.clone(), value(name)?.as_str()?.as_bytes().to_vec()));
    manifest.secrets.keys().filter_map(bytes).collect()
}

/// The settings that the plugin's schema names, as far as the folder knows them.
fn settings(schema: &Value, known: &Map<String, Value>) -> Value {
    let properties = schema["properties"].as_object();
    let names = properties.into_iter().flat_map(Map::keys);
    let value = |name: &String| Some((name.clone(), known.get(name)?.clone()));
    Value::Object(names.filter_map(value).collect())
}
