//! Addresses that admins and browsers name: where the server is reached from outside, and the origins of
//! pages. Every address of the server that leaves it – of hooks, uploads and files – is made here.

use serde::Deserialize;
use url::Url;

/// Why an address cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// No http or https address.
    #[error("an address such as https://desk.example.org is expected")]
    NotHttp,
    /// More than a host, a port and a path.
    #[error("write the address without a name, a password, `?`, `#`, `*` and doubled slashes")]
    TooMuch,
    /// An address, but of a page.
    #[error("an origin such as https://shop.example.com is expected, without a path")]
    HasPath,
}

/// The origin of pages: scheme, host and port, spelled as browsers send it, so that the port that goes
/// without saying is left out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);

impl Origin {
    /// Reads an origin, in whatever case and with or without its default port.
    ///
    /// # Errors
    /// `InvalidAddress` for anything else, the `null` of pages without an origin included.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let url = address(text)?;
        if url.path() == "/" { Ok(Self::of(&url)) } else { Err(InvalidAddress::HasPath) }
    }

    fn of(url: &Url) -> Self {
        Self(url.origin().ascii_serialization())
    }

    /// As a browser sends it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Origin {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        Self::parse(&text)
    }
}

/// Where the server is reached from outside: an http or https address, with a path where a proxy adds one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    /// Without a slash at the end.
    base: String,
    origin: Origin,
}

impl PublicUrl {
    /// Reads the address, with or without slashes at its end.
    ///
    /// # Errors
    /// `InvalidAddress` for what is no http or https address, or has a query, a fragment or credentials.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let url = address(text)?;
        Ok(Self { base: url.as_str().trim_end_matches('/').to_owned(), origin: Origin::of(&url) })
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.base
    }

    /// The origin of the pages that are served there.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// A path of the server, which begins with a slash, as it is reached from outside.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A path of the server, as sockets reach it.
    pub fn socket_address(&self, path: &str) -> String {
        let rest = self.base.strip_prefix("http").unwrap_or_default();
        format!("ws{rest}{path}")
    }

    /// The path that a proxy adds before those of the server; nothing where it adds none.
    pub fn path(&self) -> &str {
        self.base.strip_prefix(self.origin.as_str()).unwrap_or_default()
    }

    /// Where a platform sends the webhooks of a channel with this key. None without https: platforms
    /// call no other address, so they are polled.
    pub fn hook(&self, channel_key: &str) -> Option<String> {
        let is_encrypted = self.base.starts_with("https:");
        is_encrypted.then(|| self.address(&format!("/hooks/{channel_key}")))
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        Self::parse(&text)
    }
}

/// An http or https address of a host, and of nothing more than a path on it.
fn address(text: &str) -> Result<Url, InvalidAddress> {
    let text = text.trim();
    // Without this, `https:example` and `https:/example` would be taken for `https://example`.
    if !text.contains("://") {
        return Err(InvalidAddress::NotHttp);
    }
    let url = Url::parse(text).map_err(|_| InvalidAddress::NotHttp)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(InvalidAddress::NotHttp);
    }
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    let has_more = url.query().is_some() || url.fragment().is_some();
    let path = url.path().trim_end_matches('/');
    let has_odd_letters =
        path.contains("//") || url.host_str().is_none_or(|host| host.contains('*'));
    if has_credentials || has_more || has_odd_letters {
        return Err(InvalidAddress::TooMuch);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling_however_it_is_written() {
        for (written, base) in [
            ("https://desk.example.org", "https://desk.example.org"),
            ("https://desk.example.org/", "https://desk.example.org"),
            ("https://desk.example.org///", "https://desk.example.org"),
            (" HTTPS://Desk.Example.org:443/ ", "https://desk.example.org"),
            ("https://desk.example.org:8443", "https://desk.example.org:8443"),
            ("https://example.org/desk/", "https://example.org/desk"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            let url = PublicUrl::parse(written).expect(written);
            assert_eq!(url.as_str(), base, "{written:?}");
            assert_eq!(url.address("/files/x"), format!("{base}/files/x"), "{written:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            " ",
            "/",
            "true",
            "desk.example.org",
            "desk.example.org:8080",
            "https:desk.example.org",
            "https:/desk.example.org",
            "https://",
            "ftp://desk.example.org",
            "https://name:word@desk.example.org",
            "https://desk.example.org/?a=b",
            "https://desk.example.org/#top",
            "https://https://desk.example.org",
            "https://*.example.org",
        ] {
            assert!(PublicUrl::parse(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn only_an_encrypted_address_has_hooks() {
        let hook = |text| PublicUrl::parse(text).expect(text).hook("shop-bot");
        assert_eq!(
            hook("https://example.org/desk/").as_deref(),
            Some("https://example.org/desk/hooks/shop-bot")
        );
        assert_eq!(hook("http://desk.example.org"), None);
    }

    #[test]
    fn sockets_and_paths_begin_where_the_server_does() {
        for (written, socket, path) in [
            ("https://desk.example.org/", "wss://desk.example.org/visitor/", ""),
            ("https://example.org:443/desk", "wss://example.org/desk/visitor/", "/desk"),
            ("http://localhost:8080", "ws://localhost:8080/visitor/", ""),
        ] {
            let url = PublicUrl::parse(written).expect(written);
            assert_eq!((url.socket_address("/visitor/").as_str(), url.path()), (socket, path));
        }
    }

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for written in [
            "https://shop.example.com",
            "https://Shop.example.com/",
            "https://shop.example.com:443",
        ] {
            let origin = Origin::parse(written).expect(written);
            assert_eq!(origin.as_str(), "https://shop.example.com", "{written:?}");
        }
        let public = PublicUrl::parse("https://desk.example.org:8443/desk").expect("an address");
        assert_eq!(public.origin().as_str(), "https://desk.example.org:8443");
        for wrong in ["null", "https://*", "shop.example.com", "https://shop.example.com/chat"] {
            assert!(Origin::parse(wrong).is_err(), "{wrong:?} was taken");
        }
    }
}
