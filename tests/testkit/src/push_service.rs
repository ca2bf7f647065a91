//! A push service for tests, with the one browser that it serves: the real protocol (RFC 8030, 8188, 8291, 8292), keys
//! of its own, and what it was handed opened again as the browser would.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Salt},
    signature::{self, ECDSA_P256_SHA256_FIXED},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::net::TcpListener;

/// The secret that browser and server share.
const SECRET: [u8; 16] = [7; 16];

/// What was handed over.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The headers.
    pub headers: HeaderMap,
    /// As it came.
    pub body: Vec<u8>,
}

#[derive(Default)]
struct Memory {
    taken: Vec<Taken>,
    answer: Option<u16>,
}

/// The service, listening on loopback until it is dropped, and its browser.
pub struct PushService {
    address: SocketAddr,
    memory: Arc<Mutex<Memory>>,
    key: PrivateKey,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl PushService {
    /// Starts with a browser that has just been subscribed.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let memory = Arc::new(Mutex::new(Memory::default()));
        let router = Router::new().route("/browser", post(take)).with_state(Arc::clone(&memory));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the push service serves");
        });
        let key = PrivateKey::generate(&ECDH_P256).expect("a key");
        Self { address, memory, key, server }
    }

    /// Its origin, as it is named to it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The browser as it describes itself: the input of `pushSubscriptionCreate`.
    pub fn subscription(&self) -> Value {
        let public = self.key.compute_public_key().expect("a point");
        json!({
            "endpoint": format!("{}/browser", self.origin()),
            "publicKey": URL_SAFE_NO_PAD.encode(public.as_ref()),
            "secret": URL_SAFE_NO_PAD.encode(SECRET),
        })
    }

    /// All that is handed over from now on gets this answer.
    pub fn answers(&self, status: u16) {
        lock(&self.memory).answer = Some(status);
    }

    /// All that was handed over so far.
    pub fn taken(&self) -> Vec<Taken> {
        lock(&self.memory).taken.clone()
    }

    /// What the browser reads of it, all so far.
    pub fn read(&self) -> Vec<Value> {
        self.taken().iter().map(|one| self.open(&one.body)).collect()
    }

    fn open(&self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(size, 4_096_u32.to_be_bytes(), "the size of a record");
        let (length, rest) = rest.split_first().expect("the length of a key");
        let (sender, sealed) = rest.split_at(usize::from(*length));
        let public = self.key.compute_public_key().expect("a point");
        let peer = UnparsedPublicKey::new(&ECDH_P256, sender);
        let info = [b"WebPush: info\0".as_slice(), public.as_ref(), sender].concat();
        let material =
            agree(&self.key, peer, Unspecified, |shared| Ok(derived::<32>(&SECRET, shared, &info)));
        let material = material.expect("a point of the sender");
        let key = derived::<16>(salt, &material, b"Content-Encoding: aes128gcm\0");
        let nonce = derived::<12>(salt, &material, b"Content-Encoding: nonce\0");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).expect("a key"));
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = key.open_in_place(nonce, Aad::empty(), &mut sealed).expect("it opens");
        let (last, message) = opened.split_last().expect("a delimiter");
        assert_eq!(*last, 2, "the last record");
        serde_json::from_slice(message).expect("JSON")
    }
}

struct Length<const LENGTH: usize>;

impl<const LENGTH: usize> KeyType for Length<LENGTH> {
    fn len(&self) -> usize {
        LENGTH
    }
}

/// HKDF with SHA-256.
fn derived<const LENGTH: usize>(salt: &[u8], material: &[u8], info: &[u8]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let random = Salt::new(HKDF_SHA256, salt).extract(material);
    let parts = [info];
    let expanded = random.expand(&parts, Length::<LENGTH>).expect("not too long");
    expanded.fill(&mut bytes).expect("of its length");
    bytes
}

/// What the word of a sender says, which is held against its key.
pub fn claims(authorization: &str) -> Value {
    let (word, key) = authorization
        .strip_prefix("vapid t=")
        .and_then(|rest| rest.split_once(", k="))
        .expect("a word and a key");
    let bytes = |word: &str| URL_SAFE_NO_PAD.decode(word).expect("base64url");
    let (signed, tag) = word.rsplit_once('.').expect("a signature");
    signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key))
        .verify(signed.as_bytes(), &bytes(tag))
        .expect("the key has signed it");
    let (_, claims) = signed.split_once('.').expect("claims");
    serde_json::from_slice(&bytes(claims)).expect("JSON")
}

async fn take(
    State(memory): State<Arc<Mutex<Memory>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let mut memory = lock(&memory);
    memory.taken.push(Taken { headers, body: body.to_vec() });
    StatusCode::from_u16(memory.answer.unwrap_or(201)).expect("a status")
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
