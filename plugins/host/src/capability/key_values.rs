//! Plugin storage, per channel. Reading is always possible, writing is an effect.

use super::types::to_guest;
use crate::{
    bindings::switchboard::plugin::{
        kv::Host,
        types::{Error, ErrorClass},
    },
    state::{CallState, error},
};
use switchboard_model::limits::{PLUGIN_KEY_MAX_BYTES, PLUGIN_VALUE_MAX_BYTES};

impl Host for CallState {
    async fn get(&mut self, key: String) -> wasmtime::Result<Result<Option<Vec<u8>>, Error>> {
        if let Err(refused) = self.count_call().and_then(|()| check_key(&key)) {
            return Ok(Err(refused));
        }
        let ports = self.ports.clone();
        let got = self.waiting(ports.key_values.get(self.channel.id, &key)).await;
        Ok(got.map_err(to_guest))
    }

    async fn set(
        &mut self,
        key: String,
        value: Vec<u8>,
        ttl_ms: Option<u64>,
    ) -> wasmtime::Result<Result<(), Error>> {
        if let Err(refused) = self.check_write(&key, Some(&value)) {
            return Ok(Err(refused));
        }
        let ports = self.ports.clone();
        let set = ports.key_values.set(self.channel.id, &key, value, ttl_ms);
        Ok(self.waiting(set).await.map_err(to_guest))
    }

    async fn compare_and_set(
        &mut self,
        key: String,
        expected: Option<Vec<u8>>,
        value: Option<Vec<u8>>,
    ) -> wasmtime::Result<Result<bool, Error>> {
        if let Err(refused) = self.check_write(&key, value.as_deref()) {
            return Ok(Err(refused));
        }
        let ports = self.ports.clone();
        let set = ports.key_values.compare_and_set(self.channel.id, &key, expected, value);
        Ok(self.waiting(set).await.map_err(to_guest))
    }
}

impl CallState {
    fn check_write(&mut self, key: &str, value: Option<&[u8]>) -> Result<(), Error> {
        self.count_call()?;
        self.require_effect("writing to `kv`")?;
        check_key(key)?;
        if value.is_some_and(|value| value.len() > PLUGIN_VALUE_MAX_BYTES) {
            let message = format!("a value may have {PLUGIN_VALUE_MAX_BYTES} bytes");
            return Err(error(ErrorClass::Invalid, "kv.value", message));
        }
        Ok(())
    }
}

fn check_key(key: &str) -> Result<(), Error> {
    if key.is_empty() || key.len() > PLUGIN_KEY_MAX_BYTES || key.contains('\0') {
        let message = format!("a key has 1 to {PLUGIN_KEY_MAX_BYTES} bytes and no NUL");
        return Err(error(ErrorClass::Invalid, "kv.key", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_bounded() {
        assert!(check_key("cursor").is_ok());
        for bad in ["", "a\0b", &"k".repeat(PLUGIN_KEY_MAX_BYTES + 1)] {
            assert_eq!(check_key(bad).unwrap_err().class, ErrorClass::Invalid);
        }
    }

    #[test]
    fn the_contract_promises_the_bounds_that_are_kept() {
        let contract = include_str!("../../../wit/v1/host.wit");
        let promised = format!(
            "{} KiB a value, {PLUGIN_KEY_MAX_BYTES} bytes a key",
            PLUGIN_VALUE_MAX_BYTES >> 10
        );
        assert!(contract.contains(&promised), "host.wit promises \"{promised}\"");
    }
}
