//! Values with a shape of their own, checked when the configuration is read.

use crate::limits::{BACKUP_EVERY_S, BACKUPS_KEPT, NATS_SERVERS};
use async_nats::ServerAddr;
use serde::Deserialize;
use std::{fmt, time::Duration};
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

/// How often something is done, as `30m`, `24h` or `7d`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Interval {
    text: String,
    duration: Duration,
}

impl Interval {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The time from one to the next.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

impl TryFrom<String> for Interval {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let units = [('m', 60), ('h', 60 * 60), ('d', 24 * 60 * 60)];
        let seconds = units.iter().find_map(|(unit, seconds)| {
            text.strip_suffix(*unit)?.parse::<u64>().ok()?.checked_mul(*seconds)
        });
        match seconds.filter(|seconds| BACKUP_EVERY_S.contains(seconds)) {
            Some(seconds) => Ok(Self { duration: Duration::from_secs(seconds), text }),
            None => Err(format!(
                "{text:?} is no time from 15m to 30d: write 30m for minutes, 24h for hours, 7d for days"
            )),
        }
    }
}

/// How many archives stay.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "i64")]
pub struct KeptBackups(usize);

impl KeptBackups {
    /// The number.
    pub fn count(self) -> usize {
        self.0
    }
}

impl TryFrom<i64> for KeptBackups {
    type Error = String;

    fn try_from(count: i64) -> Result<Self, String> {
        let is_taken = BACKUPS_KEPT.contains(&count);
        usize::try_from(count).ok().filter(|_| is_taken).map(Self).ok_or_else(|| {
            format!("{count} archives cannot be kept: write 1 to {}", BACKUPS_KEPT.end())
        })
    }
}

/// The NATS servers of one cluster, as `nats://…` or `tls://…`, several with commas.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct NatsUrl {
    text: String,
    servers: Vec<ServerAddr>,
}

impl NatsUrl {
    /// As it was written, which may hold a password.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Each of them.
    pub fn servers(&self) -> Vec<ServerAddr> {
        self.servers.clone()
    }
}

impl fmt::Debug for NatsUrl {
    /// Leaves the addresses out, because they may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NatsUrl(…)")
    }
}

impl TryFrom<String> for NatsUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let example = "write nats://host:4222 or tls://host:4222, several with commas";
        let server = |part: &str| {
            let part = part.trim();
            let is_known = part.starts_with("nats://") || part.starts_with("tls://");
            let server = part.parse::<ServerAddr>().ok().filter(|_| is_known);
            server.ok_or_else(|| format!("a NATS server cannot be read: {example}"))
        };
        let servers = text.split(',').map(server).collect::<Result<Vec<_>, _>>()?;
        if servers.len() > NATS_SERVERS {
            return Err(format!("there are more than {NATS_SERVERS} NATS servers"));
        }
        Ok(Self { servers, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_a_unit_and_bounds() {
        for (text, seconds) in [("15m", 900), ("24h", 86_400), ("7d", 604_800), ("30d", 2_592_000)]
        {
            let interval = Interval::try_from(text.to_owned()).expect(text);
            assert_eq!((interval.duration().as_secs(), interval.as_str()), (seconds, text));
        }
        for wrong in ["", "h", "24", "1s", "14m", "31d", "-1h", "1.5h", "99999999999999999999d"] {
            assert!(Interval::try_from(wrong.to_owned()).is_err(), "{wrong:?} was taken");
        }
        assert!(KeptBackups::try_from(0).is_err() && KeptBackups::try_from(1_001).is_err());
        assert_eq!(KeptBackups::try_from(7).map(KeptBackups::count), Ok(7));
    }

    #[test]
    fn nats_servers_have_a_scheme_and_are_not_printed() {
        for (text, count) in [
            ("nats://localhost:4222", 1),
            ("tls://ana:secret@one.example.org, tls://ana:secret@two.example.org", 2),
        ] {
            let url = NatsUrl::try_from(text.to_owned()).expect(text);
            assert_eq!((url.servers().len(), url.as_str()), (count, text));
            assert!(!format!("{url:?}").contains("secret"));
        }
        let many = ["nats://localhost"; NATS_SERVERS + 1].join(",");
        for wrong in ["", "localhost", "http://localhost", "wss://localhost", "nats://a,,", &many] {
            assert!(NatsUrl::try_from(wrong.to_owned()).is_err(), "{wrong:?} was taken");
        }
    }

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
