//! A plugin that is ready to be called: compiled, linked, with its grant, its turns and its numbers.

use crate::{
    bindings::exports::switchboard::plugin::{account, inbound, outbound, polling},
    breaker::Breaker,
    capability,
    circuit::Circuits,
    error::HostError,
    grant::{Grant, Granted},
    limits,
    manifest::{Manifest, World},
    metrics::PluginMetrics,
    package::Package,
    settings::{SettingsSchema, unknown_name},
    state::CallState,
    uses::Uses,
};
use parking_lot::Mutex;
use serde_json::Value;
use std::sync::Arc;
use switchboard_bounds::Keyed;
use switchboard_model::connector::{
    ConnectorError, ConnectorResult, ErrorClass, InstalledPlugin, PluginGrant,
};
use tokio::sync::Semaphore;
use wasmtime::component::{Component, InstancePre, Linker};

/// A plugin that is ready to be called.
pub(crate) struct Plugin {
    pub(crate) manifest: Manifest,
    pub(crate) schema: SettingsSchema,
    pub(crate) granted: Granted,
    /// What it asks and was not granted.
    missing: Vec<String>,
    /// How often it used what it was granted.
    pub(crate) uses: Uses,
    /// Id and version, as kept beside what it parsed.
    pub(crate) label: String,
    pub(crate) sha256: [u8; 32],
    pub(crate) instance: InstancePre<CallState>,
    pub(crate) exports: Exports,
    pub(crate) breaker: Breaker,
    pub(crate) circuits: Circuits,
    pub(crate) metrics: PluginMetrics,
    pub(crate) calls: Arc<Semaphore>,
    pub(crate) polls: Arc<Semaphore>,
    connections: Mutex<Keyed<String, Arc<Semaphore>>>,
}

/// Where the exports of a component are: looked up once, not per call.
pub(crate) struct Exports {
    account: account::GuestIndices,
    outbound: outbound::GuestIndices,
    inbound: Option<inbound::GuestIndices>,
    polling: Option<polling::GuestIndices>,
}

impl Exports {
    fn find(instance: &InstancePre<CallState>, world: World) -> wasmtime::Result<Self> {
        let inbound = world.has_inbound().then(|| inbound::GuestIndices::new(instance));
        let polling = world.has_polling().then(|| polling::GuestIndices::new(instance));
        Ok(Self {
            account: account::GuestIndices::new(instance)?,
            outbound: outbound::GuestIndices::new(instance)?,
            inbound: inbound.transpose()?,
            polling: polling.transpose()?,
        })
    }

    pub(crate) fn account(&self) -> wasmtime::Result<&account::GuestIndices> {
        Ok(&self.account)
    }

    pub(crate) fn outbound(&self) -> wasmtime::Result<&outbound::GuestIndices> {
        Ok(&self.outbound)
    }

    pub(crate) fn inbound(&self) -> wasmtime::Result<&inbound::GuestIndices> {
        self.inbound.as_ref().ok_or_else(|| wasmtime::format_err!("it does not export `inbound`"))
    }

    pub(crate) fn polling(&self) -> wasmtime::Result<&polling::GuestIndices> {
        self.polling.as_ref().ok_or_else(|| wasmtime::format_err!("it does not export `polling`"))
    }
}

/// What an admin sees of a plugin.
#[derive(Clone, Debug)]
pub struct PluginStatus {
    pub id: String,
    pub version: String,
    pub title: String,
    pub sha256: [u8; 32],
    /// All that it asks for, a line each.
    pub asked: Vec<String>,
    /// What of it nobody has granted: it is denied.
    pub missing: Vec<String>,
    /// Why it is suspended, if it is.
    pub suspended: Option<String>,
    /// What it did since it was loaded.
    pub metrics: PluginMetrics,
}

impl Plugin {
    pub(crate) fn new(
        linker: &Linker<CallState>,
        component: &Component,
        package: Package,
        grant: &Grant,
        metrics: PluginMetrics,
    ) -> Result<Self, HostError> {
        let manifest = package.manifest;
        let unfit = |error: wasmtime::Error| HostError::of_component(&manifest.id, &error);
        let instance = linker.instantiate_pre(component).map_err(unfit)?;
        let exports = Exports::find(&instance, manifest.world).map_err(unfit)?;
        Ok(Self {
            granted: Granted::new(&manifest, grant),
            missing: Grant::all_of(&manifest).beyond(grant),
            uses: Uses::of(&Grant::all_of(&manifest)),
            label: format!("{} {}", manifest.id, manifest.version),
            schema: package.schema,
            sha256: package.sha256,
            instance,
            exports,
            breaker: Breaker::default(),
            circuits: Circuits::default(),
            metrics,
            calls: Arc::new(Semaphore::new(limits::CALLS_PER_PLUGIN)),
            polls: Arc::new(Semaphore::new(limits::POLLS_PER_PLUGIN)),
            connections: Mutex::new(Keyed::new(limits::CIRCUITS_MAX)),
            manifest,
        })
    }

    /// The connections to a host: a request takes one for as long as it lasts.
    pub(crate) fn connection(&self, host: &str) -> Arc<Semaphore> {
        let fresh = || Arc::new(Semaphore::new(limits::CONNECTIONS_PER_HOST));
        self.connections.lock().entry(host.to_owned(), fresh).clone()
    }

    /// Checks a channel's settings and secrets against what the plugin declares.
    pub(crate) fn check_settings(
        &self,
        settings: &Value,
        secret_names: &[String],
    ) -> ConnectorResult<()> {
        self.schema.check(settings, secret_names)?;
        let secrets = &self.manifest.secrets;
        let refused = |code, message| Err(ConnectorError::new(ErrorClass::Invalid, code, message));
        for name in secret_names {
            if !secrets.contains_key(name) {
                let known = secrets.keys().map(String::as_str);
                return refused("secrets.unknown", unknown_name("secret", name, known));
            }
        }
        for (name, secret) in secrets {
            if secret.is_required && !secret.is_generated && !secret_names.contains(name) {
                return refused(
                    "secrets.missing",
                    format!("the secret `{name}` is missing: add it"),
                );
            }
        }
        Ok(())
    }

    /// What operators see of it.
    pub(crate) fn installed(&self) -> InstalledPlugin {
        let schema = self.schema.source();
        let PluginStatus { id, version, title, asked, missing, suspended, .. } = self.status();
        let grant = |line: String| PluginGrant {
            is_granted: !missing.contains(&line),
            use_count: self.uses.count(&line),
            line,
        };
        InstalledPlugin {
            id,
            version,
            title,
            grants: asked.into_iter().map(grant).collect(),
            suspended,
            settings_schema: (!schema.is_null()).then(|| schema.clone()),
            secrets: self.manifest.secret_fields(),
        }
    }

    pub(crate) fn status(&self) -> PluginStatus {
        PluginStatus {
            id: self.manifest.id.clone(),
            version: self.manifest.version.clone(),
            title: self.manifest.title.clone(),
            sha256: self.sha256,
            asked: Grant::all_of(&self.manifest).beyond(&Grant::default()),
            missing: self.missing.clone(),
            suspended: self.breaker.suspended(),
            metrics: self.metrics.clone(),
        }
    }
}

/// The linker that all plugins of this contract version share.
pub(crate) fn linker(engine: &wasmtime::Engine) -> Result<Linker<CallState>, HostError> {
    let mut linker = Linker::new(engine);
    capability::link(&mut linker).map_err(|error| HostError::Engine(format!("{error:#}")))?;
    Ok(linker)
}
