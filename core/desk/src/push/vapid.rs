//! This server's word to push services for who it is (RFC 8292): a key of its own, made at the first start and sealed,
//! signs it. Browsers are subscribed with its public half, so that nobody else can push to them.

use crate::keys::Keys;
use crate::limits::VAPID_MS;
use crate::{Desk, DeskError, Result};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;
use serde_json::json;
use switchboard_model::Timestamp;
use switchboard_model::connector::SecretBytes;
use switchboard_store::{DatabaseConnection, Lane, StoreError, setting};

/// Where the sealed key stands among the settings.
const SETTING: &str = "push.vapid";
/// What it is sealed to.
const PLACE: &str = "push/vapid";

/// What a push service is told.
#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<&'a str>,
}

/// The key.
pub(super) struct VapidKey {
    pkcs8: SecretBytes,
    public: String,
}

impl VapidKey {
    /// The header by which a push service of this origin knows the sender.
    pub(super) fn authorization(
        &self,
        origin: &str,
        contact: Option<&str>,
        now: Timestamp,
    ) -> Result<String> {
        let claims = Claims { aud: origin, exp: now.plus_ms(VAPID_MS).0 / 1_000, sub: contact };
        let key = EncodingKey::from_ec_der(&self.pkcs8);
        let word = encode(&Header::new(Algorithm::ES256), &claims, &key)
            .map_err(|error| failed(&error.to_string()))?;
        Ok(format!("vapid t={word}, k={}", self.public))
    }
}

fn failed(what: &str) -> DeskError {
    DeskError::Internal(format!("the key for push services cannot be used: {what}"))
}

/// Makes the key where there is none. Call it at each start.
///
/// # Errors
/// `Store`, `Internal` where no key can be made.
pub async fn ensure(desk: &Desk) -> Result<()> {
    if desk.store().read(sealed).await?.is_some() {
        return Ok(());
    }
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
        .map_err(|error| failed(&error.to_string()))?;
    let pkcs8 = pair.to_pkcs8v1().map_err(|error| failed(&error.to_string()))?;
    let value = json!(URL_SAFE_NO_PAD.encode(desk.keys().seal(PLACE, pkcs8.as_ref())?));
    desk.store()
        .write(Lane::Any, move |transaction| -> Result<(), StoreError> {
            let now = transaction.now();
            // Of two processes that start at once, the first one's stays.
            setting::insert_or_ignore(transaction, SETTING, &value, now).map(drop)
        })
        .await?;
    Ok(())
}

/// The public half of the key, in base64url: what browsers are subscribed with.
///
/// # Errors
/// `Store`, `Internal` where the key file does not belong to this database.
pub async fn public_key(desk: &Desk) -> Result<String> {
    let sealed = desk.store().read(sealed).await?;
    Ok(open(desk.keys(), sealed)?.public)
}

/// The key.
pub(super) fn key(connection: &mut DatabaseConnection, keys: &Keys) -> Result<VapidKey> {
    let sealed = sealed(connection)?;
    open(keys, sealed)
}

fn sealed(connection: &mut DatabaseConnection) -> Result<Option<Vec<u8>>, StoreError> {
    let found = setting::by_keys(connection, &[SETTING.to_owned()])?.pop();
    Ok(found.and_then(|(_, value)| URL_SAFE_NO_PAD.decode(value.as_str()?).ok()))
}

fn open(keys: &Keys, sealed: Option<Vec<u8>>) -> Result<VapidKey> {
    let sealed = sealed.ok_or_else(|| failed("there is none: start the server once"))?;
    let pkcs8 = keys.unseal(PLACE, &sealed)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8)
        .map_err(|error| failed(&error.to_string()))?;
    let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    Ok(VapidKey { pkcs8, public })
}
