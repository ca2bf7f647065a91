//! The host's ports, made for a case: the time stands still, random bytes are counted, the network is
//! a script, plugin storage and files are kept in memory.

mod blobs;
mod interrupt;
mod network;
mod storage;

pub(crate) use blobs::Blobs;
pub(crate) use interrupt::Interrupt;
pub(crate) use network::{Network, Recorded, RecordedBody, RecordedPart, Reply, Script};
pub(crate) use storage::Storage;

use async_trait::async_trait;
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};
use switchboard_host::{HostPorts, RandomPort};
use switchboard_model::{
    ChannelId, ManualClock,
    connector::{ConnectorResult, SecretBytes, SecretPort},
};

/// All ports of a case.
pub(crate) struct CasePorts {
    pub clock: Arc<ManualClock>,
    pub network: Arc<Network>,
    pub storage: Arc<Storage>,
    pub blobs: Arc<Blobs>,
    pub secrets: Arc<Secrets>,
    pub interrupt: Arc<Interrupt>,
}

impl CasePorts {
    pub(crate) fn new() -> Self {
        let interrupt = Arc::<Interrupt>::default();
        Self {
            clock: Arc::default(),
            network: Arc::new(Network::new(interrupt.clone())),
            storage: Arc::new(Storage::new(interrupt.clone())),
            blobs: Arc::default(),
            secrets: Arc::default(),
            interrupt,
        }
    }

    pub(crate) fn host_ports(&self) -> HostPorts {
        HostPorts {
            clock: self.clock.clone(),
            random: Arc::new(CountingRandom),
            key_values: self.storage.clone(),
            secrets: self.secrets.clone(),
            blobs: self.blobs.clone(),
            http: self.network.clone(),
        }
    }
}

/// The same bytes every time, so that two runs come out alike.
struct CountingRandom;

impl RandomPort for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for (value, byte) in (0..=u8::MAX).cycle().zip(bytes) {
            *byte = value;
        }
    }
}

/// The secrets of the account that the cases are recorded for, by the manifest's names.
#[derive(Debug, Default)]
pub(crate) struct Secrets(RwLock<BTreeMap<String, Vec<u8>>>);

impl Secrets {
    pub(crate) fn set(&self, secrets: BTreeMap<String, Vec<u8>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = secrets;
    }
}

#[async_trait]
impl SecretPort for Secrets {
    async fn secret(
        &self,
        _channel: ChannelId,
        name: &str,
    ) -> ConnectorResult<Option<SecretBytes>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        Ok(known.map(SecretBytes::new))
    }
}
