//! Puts the configuration together: defaults, then the file, then the environment, then the
//! command line.

use super::{Config, ConfigError, FreeTextConfig, KEYS, Key, Kind, environment};
use crate::limits::NEAR_KEYS;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Where a configuration comes from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The TOML file, if there is one.
    pub file: Option<PathBuf>,
    /// The environment, all of it.
    pub environment: Vec<(String, String)>,
    /// Values of the command line, by path: the strongest.
    pub overrides: Vec<(&'static str, String)>,
}

/// Loads and checks a configuration.
pub fn load(sources: &Sources) -> Result<Config, ConfigError> {
    let mut values = Table::new();
    for key in KEYS {
        if let Some(default) = key.default {
            insert(&mut values, key, parse(key, default, key.path)?);
        }
    }
    if let Some(path) = &sources.file {
        apply_file(&mut values, path)?;
    }
    environment::apply(&mut values, &sources.environment)?;
    for (path, text) in &sources.overrides {
        let key = KEYS
            .iter()
            .find(|key| key.path == *path)
            .ok_or_else(|| unknown("the command line", path))?;
        set(&mut values, key, parse(key, text, path)?, path)?;
    }
    let config = values.try_into::<Config>().map_err(|error| ConfigError::WrongValue {
        key: "the configuration".into(),
        reason: error.message().to_owned(),
    })?;
    if config.backup.every.is_some() && config.backup.folder.is_none() {
        return Err(ConfigError::WrongValue {
            key: "backup.every".into(),
            reason: "backup.folder is unset: name a folder outside of the data folder".into(),
        });
    }
    let graphql = &config.graphql;
    let knows_none = graphql.documents_folder.is_none() && !config.web.is_served();
    if graphql.free_text == FreeTextConfig::Tokens && knows_none {
        return Err(ConfigError::WrongValue {
            key: "graphql.free_text".into(),
            reason: "graphql.documents_folder and web.folder are unset: no page could ask anything"
                .into(),
        });
    }
    config.oidc()?;
    Ok(config)
}

fn apply_file(values: &mut Table, path: &Path) -> Result<(), ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
        path: path.into(),
        reason: error.to_string(),
    })?;
    let file = text
        .parse::<Table>()
        .map_err(|error| ConfigError::NotToml { path: path.into(), reason: error.to_string() })?;
    let place = path.display().to_string();
    for (section, content) in file {
        let Value::Table(content) = content else {
            return Err(unknown(&place, &section));
        };
        for (name, value) in content {
            let written = format!("{section}.{name}");
            let key = KEYS
                .iter()
                .find(|key| key.path == written)
                .ok_or_else(|| unknown(&place, &written))?;
            let written = format!("{written} in {place}");
            check(key, &value, &written)?;
            set(values, key, value, &written)?;
        }
    }
    Ok(())
}

pub(super) fn parse(key: &Key, text: &str, place: &str) -> Result<Value, ConfigError> {
    let wrong = |reason: &str| ConfigError::WrongValue { key: place.into(), reason: reason.into() };
    Ok(match key.kind {
        Kind::Text => Value::String(text.to_owned()),
        Kind::Integer => {
            Value::Integer(text.parse().map_err(|_| wrong("a whole number is expected"))?)
        }
        Kind::Boolean => {
            Value::Boolean(text.parse().map_err(|_| wrong("true or false is expected"))?)
        }
        Kind::List => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(|word| Value::String(word.to_owned()))
                .collect(),
        ),
    })
}

fn check(key: &Key, value: &Value, place: &str) -> Result<(), ConfigError> {
    let expected = match (key.kind, value) {
        (Kind::Text, Value::String(_))
        | (Kind::Integer, Value::Integer(_))
        | (Kind::Boolean, Value::Boolean(_))
        | (Kind::List, Value::Array(_)) => return Ok(()),
        (Kind::Text, _) => "words in quotes are expected",
        (Kind::Integer, _) => "a whole number is expected",
        (Kind::Boolean, _) => "true or false is expected",
        (Kind::List, _) => "a list of words is expected",
    };
    Err(ConfigError::WrongValue { key: place.into(), reason: expected.into() })
}

/// Sets a value after the defaults. The type of its field says whether it can be taken, so that the
/// error names the key.
pub(super) fn set(
    values: &mut Table,
    key: &Key,
    value: Value,
    place: &str,
) -> Result<(), ConfigError> {
    insert(values, key, value);
    values.clone().try_into::<Config>().map(drop).map_err(|error| {
        let reason = if key.is_secret { "it cannot be read" } else { error.message() };
        ConfigError::WrongValue { key: place.into(), reason: format!("{reason}. {}", key.help) }
    })
}

fn insert(values: &mut Table, key: &Key, value: Value) {
    let (section, name) = key.path.split_once('.').unwrap_or(("", key.path));
    let entry = values.entry(section).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(table) = entry {
        table.insert(name.to_owned(), value);
    }
}

fn unknown(place: &str, written: &str) -> ConfigError {
    let wanted = written.to_lowercase();
    let nearest = KEYS
        .iter()
        .flat_map(|key| [key.path.to_owned(), key.variable()])
        .map(|known| (strsim::jaro_winkler(&wanted, &known.to_lowercase()), known))
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .filter(|(nearness, _)| *nearness >= NEAR_KEYS);
    let hint = nearest.map_or_else(
        || "`switchboard config keys` lists all keys".to_owned(),
        |(_, known)| format!("did you mean {known:?}? `switchboard config keys` lists all keys"),
    );
    ConfigError::UnknownKey { place: place.into(), key: written.into(), hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        file
    }

    fn from_file(text: &str) -> Result<Config, ConfigError> {
        let file = file(text);
        load(&Sources { file: Some(file.path().into()), ..Sources::default() })
    }

    #[test]
    fn the_example_is_good_also_with_all_that_it_proposes() {
        let text = include_str!("../../../../examples/deploy/switchboard.toml");
        let proposed = |line: &str| line.starts_with('[') || line.contains(" = ");
        let uncommented = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|line| proposed(line)).unwrap_or(line));
        let whole = uncommented.collect::<Vec<_>>().join("\n");
        assert_eq!(from_file(text).expect("a configuration").database.url, None);
        assert!(from_file(&whole).expect("a configuration").database.url.is_some());
    }

    #[test]
    fn the_defaults_alone_are_a_configuration() {
        let config = load(&Sources::default()).expect("defaults");
        assert_eq!(config.server.listen.port(), 8080);
        assert_eq!(config.database.durability, super::super::DurabilityConfig::Full);
        assert_eq!(config.graphql.introspection, super::super::IntrospectionConfig::Operators);
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = file("[server]\nlisten = \"127.0.0.1:1\"\n[log]\nformat = \"json\"\n");
        let config = load(&Sources {
            file: Some(file.path().into()),
            environment: vec![("SWITCHBOARD_SERVER_LISTEN".into(), "127.0.0.1:2".into())],
            overrides: Vec::new(),
        })
        .expect("a configuration");
        assert_eq!(config.server.listen.port(), 2);
        assert_eq!(config.log.format, super::super::LogFormat::Json);
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest() {
        let error = from_file("[server]\nlisen = \"127.0.0.1:1\"\n").expect_err("refused");
        assert!(error.to_string().contains("\"server.listen\""), "{error}");
        let error = load(&Sources {
            environment: vec![("SWITCHBOARD_LOG_LEVLE".into(), "debug".into())],
            ..Sources::default()
        })
        .expect_err("refused");
        assert!(error.to_string().contains("SWITCHBOARD_LOG_LEVEL"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_refused_without_showing_it() {
        let error = from_file("[database]\nreaders = \"hunter2\"\n").expect_err("refused");
        assert!(error.to_string().contains("database.readers"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }

    #[test]
    fn a_value_that_cannot_be_taken_is_refused_by_its_key() {
        for (path, wrong) in [
            ("server.listen", "\"localhost:8080\""),
            ("server.public_url", "\"\""),
            ("server.public_url", "\"desk.example.org\""),
            ("server.trusted_origins", "[\"https://desk.example.org/board\"]"),
            ("server.trusted_proxies", "-1"),
            ("sign_in.oidc_issuer", "\"accounts.example.org\""),
            ("sign_in.oidc_email_domains", "[\"*.example.org\"]"),
            ("database.durability", "\"never\""),
            ("plugins.allow_private_hosts", "[\"http://10.0.0.5:8081\"]"),
            ("plugins.allow_private_hosts", "[\"10.0.0.5:0\"]"),
            ("bus.nats_url", "\"localhost:4222\""),
            ("backup.every", "\"daily\""),
            ("backup.keep", "0"),
            ("log.level", "\"verbose\""),
        ] {
            let (section, name) = path.split_once('.').expect("a key");
            let text = format!("[{section}]\n{name} = {wrong}\n");
            let error = from_file(&text).expect_err(path).to_string();
            assert!(error.starts_with(&format!("{path} in ")), "{error}");
        }
        let overrides = vec![("server.listen", "localhost:8080".to_owned())];
        let error = load(&Sources { overrides, ..Sources::default() }).expect_err("no address");
        assert!(error.to_string().starts_with("server.listen "), "{error}");
    }

    #[test]
    fn the_public_address_is_trusted_beside_those_that_are_named() {
        let text = "[server]\npublic_url = \"https://desk.example.org:8443/desk/\"\n\
                    trusted_origins = [\"https://Board.example.org:443\"]\n";
        let config = from_file(text).expect("a configuration");
        assert_eq!(
            config.trusted_origins(),
            ["https://desk.example.org:8443", "https://board.example.org"]
        );
    }

    #[test]
    fn backups_have_a_folder() {
        let error = from_file("[backup]\nevery = \"24h\"\n").expect_err("where?").to_string();
        assert!(error.contains("backup.folder"), "{error}");
        let config = from_file("[backup]\nevery = \"24h\"\nfolder = \"/srv/backups\"\n");
        assert_eq!(config.expect("a configuration").backup.keep.count(), 7);
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let secret = file("postgres://u:p@h/d\n");
        let config = load(&Sources {
            environment: vec![(
                "SWITCHBOARD_DATABASE_URL_FILE".into(),
                secret.path().display().to_string(),
            )],
            ..Sources::default()
        })
        .expect("a configuration");
        assert_eq!(config.database_url(), "postgres://u:p@h/d");
    }
}
