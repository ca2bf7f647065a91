//! A host with one plugin on scripted ports, and what its calls are given.

use super::{Guest, TestPorts, with_manifest};
use crate::{config::HostConfig, grant::Grant, host::PluginHost, package::Package};
use serde_json::{Value, json};
use std::sync::Arc;
use switchboard_model::{
    ChannelId, Timestamp,
    connector::{Attempt, Connector, Connectors, Outbound, PlatformChat, RawRequest},
};

/// The id of the plugin in these tests.
pub(crate) const PLUGIN: &str = "org.example.test";

const MANIFEST: &str = r#"
id = "org.example.test"
version = "1.0.0"
api = "1.0"
world = "channel-polled"
[webhook]
verify = { equals = { header = "x-secret", secret = "webhook_secret" } }
[net]
allow = ["https://api.example.org", "{settings.base_url}"]
buckets = { send = "1000/s", slow = "1/h" }
[secrets.token]
hosts = ["https://api.example.org"]
in = ["url"]
[secrets.webhook_secret]
generated = true
[limits]
memory = "4MiB"
cpu = "100ms"
wall = "1s"
"#;

/// A package whose functions do what `functions` says, and trap otherwise.
pub(crate) fn package(functions: &str) -> Package {
    package_of(&Guest::new(functions).component())
}

/// A package around a component.
pub(crate) fn package_of(component: &[u8]) -> Package {
    Package::from_bytes(with_manifest(component, MANIFEST)).expect("the test's package is good")
}

/// A host with one plugin, on scripted ports.
pub(crate) struct TestHost {
    pub(crate) host: PluginHost,
    pub(crate) ports: TestPorts,
}

impl TestHost {
    pub(crate) async fn with(functions: &str) -> Self {
        Self::with_package(package(functions)).await
    }

    /// The same with another word in the manifest.
    pub(crate) async fn with_changed(functions: &str, from: &str, to: &str) -> Self {
        assert!(MANIFEST.contains(from), "{from} is not in the manifest");
        let component = Guest::new(functions).component();
        let bytes = with_manifest(&component, &MANIFEST.replacen(from, to, 1));
        Self::with_package(Package::from_bytes(bytes).expect("the manifest is good")).await
    }

    async fn with_package(package: Package) -> Self {
        let ports = TestPorts::default();
        let host = PluginHost::new(HostConfig::default(), ports.bundle()).expect("a host starts");
        let grant = Grant::all_of(&package.manifest);
        host.load(package, &grant).await.expect("the test's plugin loads");
        Self { host, ports }
    }

    pub(crate) async fn connector(&self) -> Arc<dyn Connector> {
        self.connector_with(json!({"base_url": "https://mine.example"})).await
    }

    pub(crate) async fn connector_with(&self, settings: Value) -> Arc<dyn Connector> {
        let connector = self.host.connector(PLUGIN, ChannelId(1), &settings).await;
        connector.expect("no error").expect("the plugin is there")
    }

    pub(crate) fn strikes(&self) -> u64 {
        self.host.status()[0].metrics.strikes.get()
    }
}

/// A webhook request with this body.
pub(crate) fn request(body: &str) -> RawRequest {
    RawRequest {
        method: "POST".into(),
        path: "/hooks/test".into(),
        query: String::new(),
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        received_at: Timestamp(1_000),
    }
}

/// A text on its way out.
pub(crate) fn outbound() -> Outbound {
    Outbound {
        chat: PlatformChat { id: "1".into(), thread: None },
        text: None,
        media: Vec::new(),
        quoted: None,
        extra: json!({}),
    }
}

/// A first try that may take long.
pub(crate) fn attempt(key: &str) -> Attempt {
    Attempt { key: key.into(), number: 1, deadline: Timestamp(i64::MAX), done: Vec::new() }
}
