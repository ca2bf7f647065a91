//! Checks what an admin says about a channel: the key, the settings and secrets by the plugin's schema.

use super::web;
use crate::keys::random_word;
use crate::limits::{
    CHANNEL_KEY_CHARACTERS, CHANNEL_SECRETS_MAX, CHANNEL_SETTINGS_MAX_BYTES,
    IDENTITY_SECRET_MIN_BYTES, IDENTITY_SECRET_MIN_DISTINCT, MADE_KEY_CHARACTERS,
    OWN_SECRET_MIN_BYTES, REOPEN_MAX_MS, SECRET_MAX_BYTES,
};
use crate::{Desk, DeskError, Result};
use std::collections::{BTreeMap, HashSet};
use switchboard_model::channel::WEB_PLUGIN;
use switchboard_model::connector::SecretField;

/// A key that may stand in a path; without one, a random one.
pub(super) fn key(key: Option<&str>) -> Result<String> {
    let Some(key) = key else {
        let word = random_word().to_lowercase();
        let word: String = word.chars().take(MADE_KEY_CHARACTERS).collect();
        return Ok(format!("c{word}"));
    };
    let is_safe = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_');
    if !CHANNEL_KEY_CHARACTERS.contains(&key.len()) || !key.chars().all(is_safe) {
        return Err(DeskError::invalid("key", "has 3 to 64 of a-z, 0-9, - and _"));
    }
    Ok(key.to_owned())
}

/// The secrets that a plugin names.
pub(super) fn secret_fields(desk: &Desk, plugin: &str) -> Result<Vec<SecretField>> {
    if plugin == WEB_PLUGIN {
        let field = |name: &str, host_settings| SecretField {
            name: name.to_owned(),
            is_required: false,
            is_generated: false,
            host_settings,
        };
        let open_as = field(web::OPEN_AS_SECRET, vec!["open_as_url".to_owned()]);
        return Ok(vec![field(web::IDENTITY_SECRET, Vec::new()), open_as]);
    }
    desk.connectors().secrets(plugin).ok_or_else(|| {
        DeskError::unsupported(format!("the plugin {plugin} is not installed: install it first"))
    })
}

/// Are these secrets that the plugin names and an admin may set.
pub(super) fn secrets(
    fields: &[SecretField],
    plugin: &str,
    given: &BTreeMap<String, String>,
) -> Result<()> {
    if given.len() > CHANNEL_SECRETS_MAX {
        let reason = format!("a channel has at most {CHANNEL_SECRETS_MAX} secrets");
        return Err(DeskError::invalid("secrets", reason));
    }
    for (name, value) in given {
        let Some(field) = fields.iter().find(|field| field.name == *name) else {
            let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
            let reason = format!("{name:?} is none of this plugin's: {}", names.join(", "));
            return Err(DeskError::invalid("secrets", reason));
        };
        if field.is_generated && value.len() < OWN_SECRET_MIN_BYTES {
            let reason = format!(
                "{name} has at least {OWN_SECRET_MIN_BYTES} characters, made at random; without it, one is made"
            );
            return Err(DeskError::invalid("secrets", reason));
        }
        if value.is_empty() || value.len() > SECRET_MAX_BYTES {
            let reason = format!("{name} has 1 to {SECRET_MAX_BYTES} bytes");
            return Err(DeskError::invalid("secrets", reason));
        }
        if plugin == WEB_PLUGIN && value.len() < IDENTITY_SECRET_MIN_BYTES {
            let reason = format!(
                "{name} has at least {} characters, made at random",
                IDENTITY_SECRET_MIN_BYTES
            );
            return Err(DeskError::invalid("secrets", reason));
        }
        if plugin == WEB_PLUGIN && !is_random(value) {
            let reason = format!(
                "{name} is no chance: make it at random, such as with `openssl rand -base64 32`"
            );
            return Err(DeskError::invalid("secrets", reason));
        }
    }
    Ok(())
}

/// The secrets that would be sent elsewhere with other settings, each with the first such setting: they
/// change together, or whoever may change settings could take out a secret that nobody can read.
pub(super) fn moved<'a>(
    fields: &'a [SecretField],
    before: &serde_json::Value,
    after: &serde_json::Value,
) -> Vec<(&'a SecretField, &'a str)> {
    let is_other = |name: &&String| before.get(name.as_str()) != after.get(name.as_str());
    let moved =
        |field: &'a SecretField| Some((field, field.host_settings.iter().find(is_other)?.as_str()));
    fields.iter().filter_map(moved).collect()
}

/// Can a secret have been made at random: of as many characters as it must have, few that are the same.
fn is_random(secret: &str) -> bool {
    let distinct: HashSet<u8> = secret.bytes().collect();
    distinct.len() >= IDENTITY_SECRET_MIN_DISTINCT
}

/// The settings by the plugin's schema, with the names of all secrets the channel will have.
pub(super) fn settings(
    desk: &Desk,
    plugin: &str,
    settings: &serde_json::Value,
    secret_names: &[String],
) -> Result<()> {
    if !settings.is_object() || settings.to_string().len() > CHANNEL_SETTINGS_MAX_BYTES {
        let reason = format!("is a JSON object of at most {CHANNEL_SETTINGS_MAX_BYTES} bytes");
        return Err(DeskError::invalid("settings", reason));
    }
    if plugin == WEB_PLUGIN {
        return web::check(settings, secret_names);
    }
    desk.connectors()
        .check_settings(plugin, settings, secret_names)
        .map_err(|error| DeskError::invalid("settings", error.message))
}

/// A time after which a contact gets a new chat.
pub(super) fn reopen(reopen_within_ms: Option<i64>) -> Result<()> {
    match reopen_within_ms {
        Some(time) if !(0..=REOPEN_MAX_MS).contains(&time) => {
            Err(DeskError::invalid("reopenWithinMs", format!("is 0 to {REOPEN_MAX_MS} ms")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_made_at_random_is_no_identity_secret() {
        let tried = |secret: &str| {
            let name = web::IDENTITY_SECRET.to_owned();
            let field = SecretField {
                name: name.clone(),
                is_required: false,
                is_generated: false,
                host_settings: Vec::new(),
            };
            secrets(&[field], WEB_PLUGIN, &[(name, secret.to_owned())].into())
        };
        for word in ["a".repeat(32), "abcabc".repeat(8), "0123456789abcdef".to_owned()] {
            assert!(tried(&word).is_err(), "{word} was taken");
        }
        assert_eq!(tried("0123456789abcdef0123456789abcdef"), Ok(()));
        assert_eq!(tried(&random_word()), Ok(()));
    }

    #[test]
    fn a_key_can_stand_in_a_path() {
        assert_eq!(key(Some("shop-bot_2")).expect("a key"), "shop-bot_2");
        for word in ["", "ab", "Shop", "a/b", "a b c", "ä-ö-ü", &"x".repeat(65)] {
            assert!(key(Some(word)).is_err(), "{word:?} was taken");
        }
        let made = key(None).expect("made");
        assert_eq!(key(Some(&made)).expect("a made key is a key"), made);
    }
}
