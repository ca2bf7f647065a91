//! Settings from the environment. What is empty is unset; what container platforms add by themselves for
//! a service of this name (`SWITCHBOARD_PORT` and its like) is let be.

use super::{ConfigError, KEYS, Key, load};
use crate::limits::NEAR_VARIABLE_LETTERS;
use toml::{Table, Value};

const PREFIX: &str = "SWITCHBOARD_";
/// Names that start like a setting's but are none: they steer the command line itself.
const OTHER_VARIABLES: &[&str] = &["SWITCHBOARD_CONFIG"];

/// What a variable is to us.
enum Meaning {
    /// The value of a setting.
    Value(&'static Key),
    /// The file that holds a secret.
    File(&'static Key),
    /// Likely a setting with a slip, and which.
    Misspelled(String),
    /// A setting of somebody else.
    Foreign,
}

/// Puts the variables over what is set already.
pub(super) fn apply(
    values: &mut Table,
    environment: &[(String, String)],
) -> Result<(), ConfigError> {
    for (variable, text) in ours(environment) {
        match meaning(variable) {
            Meaning::Value(key) => {
                load::set(values, key, load::parse(key, text, variable)?, variable)?;
            }
            Meaning::File(key) => {
                let secret = std::fs::read_to_string(text).map_err(|error| {
                    ConfigError::Unreadable { path: text.into(), reason: error.to_string() }
                })?;
                let secret = Value::String(secret.trim_end().to_owned());
                load::set(values, key, secret, variable)?;
            }
            Meaning::Misspelled(known) => {
                return Err(ConfigError::UnknownKey {
                    place: "the environment".into(),
                    key: variable.to_owned(),
                    hint: format!(
                        "did you mean {known:?}? `switchboard config keys` lists all keys"
                    ),
                });
            }
            Meaning::Foreign => {}
        }
    }
    Ok(())
}

/// The variables that begin as ours do and are no setting, for a warning.
pub fn foreign_variables(environment: &[(String, String)]) -> Vec<&str> {
    ours(environment)
        .map(|(variable, _)| variable)
        .filter(|variable| matches!(meaning(variable), Meaning::Foreign))
        .collect()
}

/// What is set under our prefix. An empty variable is unset: compose files write `${NAME:-}`.
fn ours(environment: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    environment
        .iter()
        .map(|(variable, text)| (variable.as_str(), text.as_str()))
        .filter(|(variable, text)| variable.starts_with(PREFIX) && !text.is_empty())
        .filter(|(variable, _)| !OTHER_VARIABLES.contains(variable))
}

fn meaning(variable: &str) -> Meaning {
    if let Some(key) = KEYS.iter().find(|key| key.variable() == variable) {
        return Meaning::Value(key);
    }
    let secrets = || KEYS.iter().filter(|key| key.is_secret);
    if let Some(key) = secrets().find(|key| file_variable(key) == variable) {
        return Meaning::File(key);
    }
    let mut known = KEYS.iter().map(Key::variable).chain(secrets().map(file_variable));
    known.find(|known| is_near(variable, known)).map_or(Meaning::Foreign, Meaning::Misspelled)
}

/// The variable that names the file of a secret.
fn file_variable(key: &Key) -> String {
    format!("{}_FILE", key.variable())
}

/// Is a variable likely another one with a slip, or without its section.
fn is_near(variable: &str, known: &str) -> bool {
    let name = |whole: &str| whole.trim_start_matches(PREFIX).to_uppercase();
    let (written, known) = (name(variable), name(known));
    let without_section = known.split_once('_').map(|(_, name)| name);
    without_section == Some(written.as_str())
        || strsim::damerau_levenshtein(&written, &known) <= NEAR_VARIABLE_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources};

    fn load_with(variable: &str, text: &str) -> Result<Config, ConfigError> {
        let environment = vec![(variable.to_owned(), text.to_owned())];
        load::load(&Sources { environment, ..Sources::default() })
    }

    #[test]
    fn what_container_platforms_add_is_let_be() {
        for variable in [
            "SWITCHBOARD_PORT",
            "SWITCHBOARD_PORT_8080_TCP",
            "SWITCHBOARD_PORT_8080_TCP_ADDR",
            "SWITCHBOARD_SERVICE_HOST",
            "SWITCHBOARD_SERVICE_PORT_HTTP",
            "SWITCHBOARD_SERVER_PORT",
            "SWITCHBOARD_DATABASE_PORT",
            "SWITCHBOARD_FILES_SERVICE_HOST",
            "SWITCHBOARD_LOG_PORT",
            "SWITCHBOARD_ENV_PATH",
            "SWITCHBOARD_NAME",
            "SWITCHBOARD_VERSION",
        ] {
            load_with(variable, "tcp://10.0.0.7:8080").expect(variable);
            let environment = [(variable.to_owned(), "1".to_owned())];
            assert_eq!(foreign_variables(&environment), [variable]);
        }
    }

    #[test]
    fn a_setting_with_a_slip_is_refused_with_the_right_one() {
        for (written, known) in [
            ("SWITCHBOARD_LOG_LEVLE", "SWITCHBOARD_LOG_LEVEL"),
            ("SWITCHBOARD_SERVER_LISEN", "SWITCHBOARD_SERVER_LISTEN"),
            ("SWITCHBOARD_SERVER_PUBLICURL", "SWITCHBOARD_SERVER_PUBLIC_URL"),
            ("SWITCHBOARD_PUBLIC_URL", "SWITCHBOARD_SERVER_PUBLIC_URL"),
            ("SWITCHBOARD_DATABASE_URL_FIL", "SWITCHBOARD_DATABASE_URL_FILE"),
            ("SWITCHBOARD_server_data", "SWITCHBOARD_SERVER_DATA"),
        ] {
            let error = load_with(written, "x").expect_err(written).to_string();
            assert!(error.contains(&format!("{known:?}")), "{written}: {error}");
        }
    }

    #[test]
    fn an_empty_variable_is_unset() {
        for key in KEYS {
            let config = load_with(&key.variable(), "").expect(key.path);
            assert_eq!(config.server.listen.port(), 8080);
            assert_eq!(config.server.public_url, None);
        }
    }
}
