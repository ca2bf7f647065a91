//! Where a plugin may reach: scheme, host and port, with a wildcard for one label at most.

use serde_json::Value;
use url::Url;

/// A pattern of a manifest: `https://api.example.org`, `https://*.example.org`,
/// `http://localhost:8081` or `{settings.base_url}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OriginPattern {
    /// Written in the manifest.
    Fixed(Origin),
    /// Taken from the channel's setting of this name, which an admin typed in.
    Setting(String),
}

/// A scheme, a host and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl OriginPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the pattern.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix("{settings.").and_then(|rest| rest.strip_suffix('}'))
        {
            let is_name = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            return if is_name {
                Ok(Self::Setting(name.to_owned()))
            } else {
                Err(format!("`{text}`: a setting's name has letters, digits and underscores only"))
            };
        }
        Origin::parse(text).map(Self::Fixed)
    }

    /// The setting that the origin is taken from; none for one that is written in the manifest.
    #[must_use]
    pub fn setting(&self) -> Option<String> {
        match self {
            Self::Fixed(_) => None,
            Self::Setting(name) => Some(name.clone()),
        }
    }

    /// The origin for a channel with these settings; none when the setting is absent or no URL.
    #[must_use]
    pub fn resolve(&self, settings: &Value) -> Option<Origin> {
        match self {
            Self::Fixed(origin) => Some(origin.clone()),
            Self::Setting(name) => {
                let url = Url::parse(settings.get(name)?.as_str()?).ok()?;
                Origin::of(&url)
            }
        }
    }
}

impl std::fmt::Display for OriginPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fixed(origin) => write!(formatter, "{origin}"),
            Self::Setting(name) => write!(formatter, "{{settings.{name}}}"),
        }
    }
}

impl Origin {
    fn parse(text: &str) -> Result<Self, String> {
        let wildcard = text.contains("://*.");
        let probe =
            if wildcard { text.replacen("://*.", "://wildcard.", 1) } else { text.to_owned() };
        let url = Url::parse(&probe).map_err(|error| {
            format!("`{text}` is no origin ({error}): write https://host[:port]")
        })?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() || !url.username().is_empty() {
            return Err(format!("`{text}`: write the scheme, host and port only"));
        }
        let mut origin = Self::of(&url).ok_or_else(|| {
            format!("`{text}`: the scheme must be https, or http on a private host")
        })?;
        if wildcard {
            origin.host = origin.host.replacen("wildcard.", "*.", 1);
            if origin.host.matches('.').count() < 2 {
                return Err(format!("`{text}`: a wildcard needs a domain of two labels behind it"));
            }
        }
        if origin.host[usize::from(wildcard)..].contains('*') {
            return Err(format!("`{text}`: only the first label may be `*`"));
        }
        Ok(origin)
    }

    /// The origin of a URL; none when it is not HTTP or has no host.
    #[must_use]
    pub fn of(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        Some(Self {
            scheme: url.scheme().to_owned(),
            host: url.host_str()?.trim_end_matches('.').to_ascii_lowercase(),
            port: url.port_or_known_default()?,
        })
    }

    /// Does this pattern cover the origin of a request.
    #[must_use]
    pub fn covers(&self, request: &Self) -> bool {
        let is_host = match self.host.strip_prefix("*.") {
            Some(domain) => request
                .host
                .strip_suffix(domain)
                .and_then(|rest| rest.strip_suffix('.'))
                .is_some_and(|label| !label.is_empty() && !label.contains('.')),
            None => self.host == request.host,
        };
        is_host && self.scheme == request.scheme && self.port == request.port
    }

    /// Does TLS protect it.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.scheme == "https"
    }

    /// Is the port the one that the scheme implies.
    #[must_use]
    pub fn has_default_port(&self) -> bool {
        self.port == if self.is_encrypted() { 443 } else { 80 }
    }

    /// The port, also where the scheme implies it.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The host, lower case, without a closing dot.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}://{}:{}", self.scheme, self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn covers(pattern: &str, url: &str) -> bool {
        let pattern = OriginPattern::parse(pattern).unwrap().resolve(&json!({})).unwrap();
        pattern.covers(&Origin::of(&Url::parse(url).unwrap()).unwrap())
    }

    #[test]
    fn scheme_host_and_port_must_agree() {
        assert!(covers("https://api.example.org", "https://API.example.org./a?b"));
        assert!(covers("https://api.example.org", "https://api.example.org:443/"));
        assert!(!covers("https://api.example.org", "http://api.example.org/"));
        assert!(!covers("https://api.example.org", "https://api.example.org:8443/"));
        assert!(!covers("https://api.example.org", "https://api.example.org.evil.test/"));
        assert!(!covers("https://api.example.org", "https://api.example.org@evil.test/"));
    }

    #[test]
    fn a_wildcard_is_one_label() {
        assert!(covers("https://*.example.org", "https://cdn.example.org/"));
        assert!(!covers("https://*.example.org", "https://a.b.example.org/"));
        assert!(!covers("https://*.example.org", "https://example.org/"));
        assert!(!covers("https://*.example.org", "https://evilexample.org/"));
        for bad in
            ["https://*.org", "https://a.*.org", "https://*", "ftp://a.org", "https://a.org/x"]
        {
            assert!(OriginPattern::parse(bad).is_err(), "{bad} must be refused");
        }
    }

    #[test]
    fn a_setting_is_resolved_per_channel() {
        let pattern = OriginPattern::parse("{settings.base_url}").unwrap();
        let origin = pattern.resolve(&json!({"base_url": "http://127.0.0.1:8081/bot"})).unwrap();
        assert_eq!(origin.to_string(), "http://127.0.0.1:8081");
        assert!(pattern.resolve(&json!({})).is_none());
        assert!(pattern.resolve(&json!({"base_url": "file:///etc/passwd"})).is_none());
    }
}
