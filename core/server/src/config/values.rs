//! Values with a shape of their own, checked when the configuration is read.

use serde::Deserialize;
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

/// What is logged: a level, or `tracing` directives such as `info,switchboard_flow=debug`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct LogLevel(String);

impl LogLevel {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LogLevel {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        for directive in text.split(',').map(str::trim) {
            // A bare word that is no level would be taken for the name of a module, and log nothing else.
            let is_level = !directive.is_empty() && directive.parse::<LevelFilter>().is_ok();
            if !is_level && !directive.contains(['=', '[', ']']) {
                return Err(format!(
                    "{directive:?} is no level: there are off, error, warn, info, debug and trace"
                ));
            }
        }
        EnvFilter::try_new(&text).map_err(|error| error.to_string())?;
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_one_that_there_is() {
        for good in ["info", "WARN", "off", "info,switchboard_flow=debug", "[span{a=1}]=trace"] {
            assert!(LogLevel::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for wrong in ["verbose", "", "info,", "information", "info,switchboard_flow", "a=loud"] {
            assert!(LogLevel::try_from(wrong.to_owned()).is_err(), "{wrong:?} was taken");
        }
    }
}
