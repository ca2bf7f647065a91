//! Parts of a server for tests: a clock that is moved, a network that is scripted, and memory.

use crate::{
    network::{HttpFailure, HttpPort, HttpRequest, HttpResponse},
    ports::HostPorts,
    random::SystemRandom,
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use switchboard_model::{
    ChannelId, ManualClock,
    connector::{
        Blob, BlobPort, BlobStream, ConnectorError, ErrorClass, KeyValuePort, SecretBytes,
        SecretPort,
    },
};

/// The parts, shared with the host under test.
#[derive(Clone, Default)]
pub(crate) struct TestPorts {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) key_values: Arc<TestKeyValues>,
    pub(crate) blobs: Arc<TestBlobs>,
    pub(crate) http: Arc<ScriptedHttp>,
}

impl TestPorts {
    pub(crate) fn bundle(&self) -> HostPorts {
        HostPorts {
            clock: self.clock.clone(),
            random: Arc::new(SystemRandom),
            key_values: self.key_values.clone(),
            secrets: Arc::new(TestSecrets),
            blobs: self.blobs.clone(),
            http: self.http.clone(),
        }
    }
}

#[derive(Default)]
pub(crate) struct TestKeyValues(Mutex<HashMap<String, Vec<u8>>>);

impl TestKeyValues {
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

#[async_trait]
impl KeyValuePort for TestKeyValues {
    async fn get(&self, _: ChannelId, key: &str) -> Result<Option<Vec<u8>>, ConnectorError> {
        Ok(self.0.lock().unwrap().get(key).cloned())
    }

    async fn set(
        &self,
        _: ChannelId,
        key: &str,
        value: Vec<u8>,
        _: Option<u64>,
    ) -> Result<(), ConnectorError> {
        self.0.lock().unwrap().insert(key.to_owned(), value);
        Ok(())
    }

    async fn compare_and_set(
        &self,
        _: ChannelId,
        key: &str,
        expected: Option<Vec<u8>>,
        value: Option<Vec<u8>>,
    ) -> Result<bool, ConnectorError> {
        let mut values = self.0.lock().unwrap();
        if values.get(key) != expected.as_ref() {
            return Ok(false);
        }
        match value {
            Some(value) => values.insert(key.to_owned(), value),
            None => values.remove(key),
        };
        Ok(true)
    }
}

/// The token of the test channel.
pub(crate) const TOKEN: &str = "123456789:top-secret";

struct TestSecrets;

#[async_trait]
impl SecretPort for TestSecrets {
    async fn secret(
        &self,
        _: ChannelId,
        name: &str,
    ) -> Result<Option<SecretBytes>, ConnectorError> {
        let known = match name {
            "token" | "bot_token" => Some(TOKEN),
            "webhook_secret" => Some("hook-secret"),
            _ => None,
        };
        Ok(known.map(|text| SecretBytes::new(text.into())))
    }
}

#[derive(Default)]
pub(crate) struct TestBlobs(Mutex<HashMap<String, Vec<u8>>>);

impl TestBlobs {
    pub(crate) fn put(&self, id: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(id.to_owned(), bytes.to_vec());
    }

    pub(crate) fn get(&self, id: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(id).cloned()
    }
}

#[async_trait]
impl BlobPort for TestBlobs {
    async fn open(&self, id: &str) -> Result<BlobStream, ConnectorError> {
        let bytes = self.get(id).ok_or_else(|| {
            ConnectorError::new(ErrorClass::Permanent, "blob.unknown", "there is no such blob")
        })?;
        Ok(Box::pin(stream::once(async move { Ok(bytes.into()) })))
    }

    async fn store(
        &self,
        mut stream: BlobStream,
        mime: Option<String>,
        name: Option<String>,
        _max_bytes: u64,
    ) -> Result<Blob, ConnectorError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| {
                ConnectorError::new(ErrorClass::Transient, "blob.cut", error.to_string())
            })?;
            bytes.extend_from_slice(&chunk);
        }
        let mut blobs = self.0.lock().unwrap();
        let id = format!("stored-{}", blobs.len());
        let size_bytes = bytes.len() as u64;
        blobs.insert(id.clone(), bytes);
        Ok(Blob { id, mime, name, size_bytes })
    }
}

type Answer = Box<dyn Fn(&HttpRequest) -> Result<HttpResponse, HttpFailure> + Send + Sync>;

/// A network that answers as scripted and keeps what it was asked.
#[derive(Default)]
pub(crate) struct ScriptedHttp {
    answer: Mutex<Option<Answer>>,
    delay: Mutex<Duration>,
    asked: Mutex<Vec<String>>,
}

impl ScriptedHttp {
    pub(crate) fn answers(
        &self,
        answer: impl Fn(&HttpRequest) -> Result<HttpResponse, HttpFailure> + Send + Sync + 'static,
    ) {
        *self.answer.lock().unwrap() = Some(Box::new(answer));
    }

    pub(crate) fn takes(&self, delay: Duration) {
        *self.delay.lock().unwrap() = delay;
    }

    /// The URLs that were asked for, with the secrets.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl HttpPort for ScriptedHttp {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        self.asked.lock().unwrap().push(request.url.to_string());
        let delay = *self.delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        match &*self.answer.lock().unwrap() {
            Some(answer) => answer(&request),
            None => Ok(HttpResponse::whole(200, Vec::new(), b"{}".to_vec())),
        }
    }
}
