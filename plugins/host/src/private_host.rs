//! The hosts in private networks that an admin opens to channels, each with its ports.

use crate::origin::Origin;
use serde::Deserialize;
use std::net::Ipv6Addr;
use url::Host;

/// A private host, or this machine, that a channel may name in a setting: `host` for the ports of
/// http and https, `host:port` for one, `host:*` for all.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PrivateHost {
    text: String,
    host: String,
    ports: Ports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ports {
    OfTheScheme,
    One(u16),
    All,
}

impl PrivateHost {
    /// Reads an entry.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let told = || {
            format!(
                "{text:?} is no host: write 10.0.0.5:8081 or [fd12::1]:8081 for one port, 10.0.0.5 for \
                 80 by http and 443 by https, or 10.0.0.5:* for all, without http:// and a path"
            )
        };
        let (host, ports) = match text.rsplit_once(':') {
            // The colons of a bare IPv6 address are no port's.
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                (host, Ports::parse(port).ok_or_else(told)?)
            }
            _ => (text, Ports::OfTheScheme),
        };
        if host.contains('*') {
            return Err(told());
        }
        let host = match host.parse::<Ipv6Addr>() {
            Ok(address) => Host::Ipv6(address),
            Err(_) => Host::parse(host).map_err(|_| told())?,
        };
        let host = host.to_string().trim_end_matches('.').to_owned();
        Ok(Self { text: text.to_owned(), host, ports })
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Does it name this origin.
    #[must_use]
    pub fn names(&self, origin: &Origin) -> bool {
        let is_port = match self.ports {
            Ports::OfTheScheme => origin.has_default_port(),
            Ports::One(port) => origin.port() == port,
            Ports::All => true,
        };
        is_port && self.host == origin.host()
    }
}

impl Ports {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "*" => Some(Self::All),
            _ => text.parse().ok().filter(|port| *port != 0).map(Self::One),
        }
    }
}

impl TryFrom<String> for PrivateHost {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn names(entry: &str, url: &str) -> bool {
        let origin = Origin::of(&Url::parse(url).unwrap()).unwrap();
        PrivateHost::parse(entry).unwrap().names(&origin)
    }

    #[test]
    fn an_entry_names_its_ports_and_no_others() {
        for (entry, url) in [
            ("BOT.internal:8081", "http://bot.internal:8081"),
            ("bot.internal", "http://bot.internal"),
            ("bot.internal.", "https://bot.internal:443"),
            ("bot_api:80", "http://bot_api"),
            ("bot.internal:*", "http://bot.internal:8081"),
            ("127.0.0.1:8081", "http://127.0.0.1:8081"),
            ("127.1:8081", "http://127.0.0.1:8081"),
            ("[fd12::1]:8081", "http://[fd12::1]:8081"),
            ("[fd12::1]:*", "http://[fd12:0::1]:9"),
            ("[fd12::1]", "http://[fd12::1]"),
            ("fd12::1", "https://[fd12::1]"),
        ] {
            assert!(names(entry, url), "{entry} names {url}");
        }
        for (entry, url) in [
            ("bot.internal", "http://bot.internal:8081"),
            ("bot.internal", "https://bot.internal:80"),
            ("127.0.0.1", "http://127.0.0.1:5432"),
            ("bot.internal:8082", "http://bot.internal:8081"),
            ("other.internal:*", "http://bot.internal:8081"),
            ("fd12::1", "http://[fd12::1]:8081"),
        ] {
            assert!(!names(entry, url), "{entry} does not name {url}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused_with_what_to_write() {
        for wrong in [
            "",
            ":8081",
            "http://10.0.0.5:8081",
            "10.0.0.5/bot",
            "10.0.0.5:",
            "10.0.0.5:0",
            "10.0.0.5:65536",
            "10.0.0.5:http",
            "*.example.org",
            "*",
            "a b",
            "bot@10.0.0.5",
            "[fd12::1",
        ] {
            let told = PrivateHost::parse(wrong).expect_err(wrong);
            assert!(told.contains("10.0.0.5:8081"), "{told}");
        }
    }
}
