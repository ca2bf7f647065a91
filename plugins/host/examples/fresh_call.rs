//! What the guards of a call cost: the same guest reads the same webhook through the host and on
//! bare wasmtime. Run it in release mode with the path of the Telegram plugin.

use async_trait::async_trait;
use serde_json::json;
use std::{path::Path, sync::Arc, time::Duration};
use switchboard_host::{
    Grant, HostConfig, HostPorts, Package, PluginHost, SystemRandom,
    bare::BareGuest,
    network::{HttpFailure, HttpPort, HttpRequest, HttpResponse},
};
use switchboard_model::{
    ChannelId, Stopwatch, SystemClock, Timestamp,
    connector::{
        Blob, BlobPort, BlobStream, ConnectorError, Connectors, ErrorClass, KeyValuePort,
        RawRequest, SecretBytes, SecretPort,
    },
};

const ROUNDS: usize = 20;
const CALLS_PER_ROUND: usize = 200;

/// A server with nothing in it: reading a webhook needs nothing.
struct Empty;

fn nothing() -> ConnectorError {
    ConnectorError::new(ErrorClass::Unsupported, "bench.nothing", "this server is empty")
}

#[async_trait]
impl KeyValuePort for Empty {
    async fn get(&self, _: ChannelId, _: &str) -> Result<Option<Vec<u8>>, ConnectorError> {
        Err(nothing())
    }
    async fn set(
        &self,
        _: ChannelId,
        _: &str,
        _: Vec<u8>,
        _: Option<u64>,
    ) -> Result<(), ConnectorError> {
        Err(nothing())
    }
    async fn compare_and_set(
        &self,
        _: ChannelId,
        _: &str,
        _: Option<Vec<u8>>,
        _: Option<Vec<u8>>,
    ) -> Result<bool, ConnectorError> {
        Err(nothing())
    }
}

#[async_trait]
impl SecretPort for Empty {
    async fn secret(&self, _: ChannelId, _: &str) -> Result<Option<SecretBytes>, ConnectorError> {
        Err(nothing())
    }
}

#[async_trait]
impl BlobPort for Empty {
    async fn open(&self, _: &str) -> Result<BlobStream, ConnectorError> {
        Err(nothing())
    }
    async fn store(
        &self,
        _: BlobStream,
        _: Option<String>,
        _: Option<String>,
        _: u64,
    ) -> Result<Blob, ConnectorError> {
        Err(nothing())
    }
}

#[async_trait]
impl HttpPort for Empty {
    async fn call(&self, _: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        Err(HttpFailure::NotSent("this server is empty".into()))
    }
}

fn request() -> RawRequest {
    let body = json!({"update_id": 700_101, "message": {"message_id": 11, "date": 1_764_000_660,
        "from": {"id": 5, "is_bot": false, "first_name": "Ana", "language_code": "uk"},
        "chat": {"id": 5, "first_name": "Ana", "type": "private"}, "text": "hello ".repeat(50)}});
    RawRequest {
        method: "POST".into(),
        path: "/hooks/bench".into(),
        query: String::new(),
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
        received_at: Timestamp(0),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path =
        std::env::args().nth(1).ok_or("give the path of org.switchboard.telegram.plugin.wasm")?;
    let package = Package::read(Path::new(&path))?;
    let bare = BareGuest::new(&package)?;
    let host = PluginHost::new(
        HostConfig::default(),
        HostPorts {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            key_values: Arc::new(Empty),
            secrets: Arc::new(Empty),
            blobs: Arc::new(Empty),
            http: Arc::new(Empty),
        },
    )?;
    let plugin = package.manifest.id.clone();
    let grant = Grant::all_of(&package.manifest);
    host.load(package, &grant).await?;
    let settings = json!({});
    let request = request();
    let (mut guarded, mut unguarded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for _ in 0..CALLS_PER_ROUND {
            let stopwatch = Stopwatch::start();
            let connector = host.connector(&plugin, ChannelId(1), &settings).await?;
            connector.ok_or("the plugin is not there")?.parse(&request).await?;
            guarded.push(stopwatch.elapsed());
        }
        for _ in 0..CALLS_PER_ROUND {
            let stopwatch = Stopwatch::start();
            bare.parse(&request).await?;
            unguarded.push(stopwatch.elapsed());
        }
    }
    let (guarded, unguarded) = (median(guarded), median(unguarded));
    println!(
        "guarded {guarded:?}, bare {unguarded:?}: {:.2}x",
        guarded.as_secs_f64() / unguarded.as_secs_f64()
    );
    Ok(())
}
