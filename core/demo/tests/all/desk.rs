//! An empty desk whose plugin is the demo's, and what a test asks of it.

use async_trait::async_trait;
use serde_json::Value;
use std::sync::Arc;
use switchboard_demo::{Scale, begin, make, staged};
use switchboard_desk::files::{Files, FilesConfig};
use switchboard_desk::keys::Keys;
use switchboard_desk::signals::Signals;
use switchboard_desk::visit::Places;
use switchboard_desk::{Desk, DeskLimits, DeskParts, built_in};
use switchboard_model::connector::{
    Capabilities, Connector, ConnectorResult, Connectors, InstalledPlugin, SecretField,
};
use switchboard_model::{ChannelId, ManualClock, Timestamp};
use switchboard_store::testing::{OnDatabase, TableContents, TestDatabase, contents};
use switchboard_store::{DatabaseConnection, StoreError};

/// When the demo is looked at.
pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// An empty desk.
pub struct DemoDesk {
    pub desk: Desk,
    pub clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

impl OnDatabase for DemoDesk {
    async fn on(database: &TestDatabase) -> Self {
        let clock = Arc::new(ManualClock::at(begin(NOW)));
        let store = database.open_with(clock.clone()).await;
        let folder = tempfile::tempdir().expect("a folder");
        let config = FilesConfig::Local { folder: folder.path().join("files") };
        let desk = Desk::new(DeskParts {
            store,
            connectors: staged(Arc::new(Plugins), clock.clone()),
            files: Files::open(config, folder.path().join("parts")).expect("files"),
            keys: Arc::new(Keys::read(&Keys::generate()).expect("keys")),
            limits: DeskLimits::default(),
            signals: Signals::default(),
            places: Places::default(),
        });
        built_in::ensure(&desk).await.expect("built-in rows");
        Self { desk, clock, _folder: folder }
    }
}

impl DemoDesk {
    /// Makes a small demo.
    pub async fn make(&self, seed: u64) {
        let scale = Scale { seed, chats: 60, long_chat_messages: 120 };
        make(&self.desk, &self.clock, scale, NOW, |_, _| {}).await.expect("a demo");
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DatabaseConnection) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.desk.store().read(work).await.expect("a read")
    }

    /// What a table holds.
    pub async fn table(&self, name: &str) -> TableContents {
        let mut all = self.read(contents).await;
        all.remove(name).unwrap_or_else(|| panic!("no table {name}"))
    }

    /// How many rows of a table have this word.
    pub async fn rows_with(&self, table: &str, word: &str) -> usize {
        self.table(table).await.rows.lines().filter(|row| row.contains(word)).count()
    }
}

/// A plugin that has what the demo's channels need.
struct Plugins;

#[async_trait]
impl Connectors for Plugins {
    async fn connector(
        &self,
        plugin: &str,
        _: ChannelId,
        _: &Value,
    ) -> ConnectorResult<Option<Arc<dyn Connector>>> {
        panic!("a demo has asked the platform of {plugin}")
    }

    fn installed(&self) -> Vec<InstalledPlugin> {
        Vec::new()
    }

    fn capabilities(&self, _: &str) -> Option<Capabilities> {
        Some(Capabilities { polling: true, typing: true, ..Capabilities::default() })
    }

    fn secrets(&self, _: &str) -> Option<Vec<SecretField>> {
        Some(vec![SecretField {
            name: "bot_token".to_owned(),
            is_required: true,
            is_generated: false,
            host_settings: Vec::new(),
        }])
    }

    fn check_settings(&self, _: &str, _: &Value, _: &[String]) -> ConnectorResult<()> {
        Ok(())
    }
}
