//! Secrets to be used without being read.

use super::types::to_guest;
use crate::{
    bindings::switchboard::plugin::{
        secrets::{Algorithm, Host},
        types::{Error, ErrorClass},
    },
    grant::using,
    signature,
    state::{CallState, error},
};
use switchboard_model::connector::SecretBytes;

impl Host for CallState {
    async fn sign(
        &mut self,
        secret: String,
        algorithm: Algorithm,
        data: Vec<u8>,
    ) -> wasmtime::Result<Result<Vec<u8>, Error>> {
        let key = self.secret(&secret).await;
        Ok(key.map(|key| signature::hmac(hash(algorithm), &key, &data)))
    }

    async fn check(
        &mut self,
        secret: String,
        algorithm: Algorithm,
        data: Vec<u8>,
        tag: Vec<u8>,
    ) -> wasmtime::Result<Result<bool, Error>> {
        let key = self.secret(&secret).await;
        Ok(key.map(|key| signature::is_hmac(hash(algorithm), &key, &data, &tag)))
    }

    async fn equals(
        &mut self,
        secret: String,
        candidate: Vec<u8>,
    ) -> wasmtime::Result<Result<bool, Error>> {
        let key = self.secret(&secret).await;
        Ok(key.map(|key| signature::is_equal(&key, &candidate)))
    }
}

impl CallState {
    /// A secret that the manifest names and the admin granted. For the host's eyes only.
    pub(crate) async fn secret(&mut self, name: &str) -> Result<SecretBytes, Error> {
        self.count_call()?;
        if !self.plugin.granted.has_secret(name) {
            return Err(self.denied(
                "secret.not-granted",
                &format!("the secret `{name}` is not granted to this plugin"),
            ));
        }
        self.plugin.uses.note(&using(name));
        let ports = self.ports.clone();
        let secret = self.waiting(ports.secrets.secret(self.channel.id, name)).await;
        let secret = secret.map_err(to_guest)?;
        secret.filter(|secret| !secret.is_empty()).ok_or_else(|| {
            let message = format!("the channel's secret `{name}` is not set");
            error(ErrorClass::Auth, "secret.missing", message)
        })
    }
}

fn hash(algorithm: Algorithm) -> signature::Algorithm {
    match algorithm {
        Algorithm::HmacSha1 => signature::Algorithm::Sha1,
        Algorithm::HmacSha256 => signature::Algorithm::Sha256,
        Algorithm::HmacSha512 => signature::Algorithm::Sha512,
    }
}
