//! The plugins of the server. Those that come with the program may do all that they ask, as the program
//! may; all others what an admin has granted them.

use super::outward::OutwardHttp;
use crate::config::Config;
use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use switchboard_desk::{
    files::Files, keys::Keys, kv::KeyValues, outward::OutwardPermit, plugin::grants,
    secret_port::Secrets,
};
use switchboard_host::{
    DirectoryReport, Grant, HostConfig, HostError, HostPorts, HttpClient, Manifest, PluginHost,
    SystemRandom,
};
use switchboard_store::Store;
use tracing::{info, warn};

/// The plugins, and the files that are none or cannot be used, each with the reason.
pub async fn open(
    config: &Config,
    store: &Store,
    keys: &Arc<Keys>,
    files: &Files,
    http: HttpClient,
) -> Result<(PluginHost, Vec<(PathBuf, HostError)>)> {
    let host = host(config, store, keys, files, http)?;
    let mut refused = Vec::new();
    let bundled_folders = bundled_folders(config);
    for folder in &bundled_folders {
        let report = host.load_directory(folder, |asked| Ok(Grant::all_of(asked))).await?;
        refused.extend(told(report));
    }
    let bundled: Vec<String> = host.status().into_iter().map(|plugin| plugin.id).collect();
    if let Some(folder) = own_folder(config, &bundled_folders) {
        let grants = store.read(grants).await?;
        let granted = |asked: &Manifest| {
            if bundled.contains(&asked.id) {
                return Err(HostError::Shadows(asked.id.clone()));
            }
            // What cannot be read grants nothing, and `doctor` tells what is missing.
            let kept = grants.get(&asked.id).cloned();
            Ok(kept.and_then(|kept| serde_json::from_value::<Grant>(kept).ok()).unwrap_or_default())
        };
        refused.extend(told(host.load_directory(&folder, granted).await?));
    }
    Ok((host, refused))
}

fn host(
    config: &Config,
    store: &Store,
    keys: &Arc<Keys>,
    files: &Files,
    http: HttpClient,
) -> Result<PluginHost> {
    let settings = HostConfig {
        cache_folder: Some(config.server.data.join("plugin-cache")),
        allow_private_hosts: config.plugins.allow_private_hosts.clone(),
    };
    let ports = HostPorts {
        clock: store.clock().clone(),
        random: Arc::new(SystemRandom),
        key_values: Arc::new(KeyValues::over(store.clone())),
        secrets: Arc::new(Secrets::new(store.clone(), Arc::clone(keys))),
        blobs: Arc::new(files.clone()),
        http: Arc::new(OutwardHttp { client: http, permit: OutwardPermit::new(store.clone()) }),
    };
    Ok(PluginHost::new(settings, ports)?)
}

/// Logs what became of a folder, and hands out what was refused.
fn told(report: DirectoryReport) -> Vec<(PathBuf, HostError)> {
    for plugin in &report.loaded {
        info!(plugin = plugin.id, version = plugin.version, "a plugin is ready");
        if !plugin.missing.is_empty() {
            warn!(
                plugin = plugin.id,
                missing = plugin.missing.join(", "),
                "a plugin asks for more than it was granted: see `switchboard plugin list`"
            );
        }
    }
    for (path, error) in &report.refused {
        warn!(file = %path.display(), %error, "a plugin was not loaded");
    }
    report.refused
}

/// The folders of the plugins that come with the program: the one that was set, or else those beside it.
fn bundled_folders(config: &Config) -> Vec<PathBuf> {
    if let Some(folder) = &config.plugins.bundled_folder {
        return vec![folder.clone()];
    }
    let program = std::env::current_exe().ok();
    let Some(beside) = program.as_deref().and_then(Path::parent) else { return Vec::new() };
    let folders =
        ["plugins", "../plugins", "../lib/switchboard/plugins"].map(|name| beside.join(name));
    folders.into_iter().filter(|folder| folder.is_dir()).collect()
}

/// The folder of the plugins that an admin put there, unless it is one that comes with the program.
fn own_folder(config: &Config, bundled: &[PathBuf]) -> Option<PathBuf> {
    let folder = match &config.plugins.folder {
        Some(folder) => folder.clone(),
        None => Some(config.server.data.join("plugins")).filter(|folder| folder.is_dir())?,
    };
    let place = folder.canonicalize().ok();
    let is_bundled = place.is_some() && bundled.iter().any(|one| one.canonicalize().ok() == place);
    (!is_bundled).then_some(folder)
}
