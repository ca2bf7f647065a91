//! Addresses of pages with a place that is filled in for each use. The place stands behind the host, so that
//! what is filled in, whoever made it up, decides what is shown there and never where it is.

use crate::limits::ADDRESS_TEMPLATE_MAX_BYTES;
use url::{Host, Url};

/// Why a text is no such template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTemplate {
    /// Not a web address, or one with credentials.
    #[error("is no address such as https://shop.example.com/orders/{{id}}, without a password")]
    NotHttp,
    /// Longer than it may be.
    #[error("is longer than {max} bytes", max = ADDRESS_TEMPLATE_MAX_BYTES)]
    TooLong,
    /// There is no place, or one of another name.
    #[error("has one place to fill in, which it names once or more, and no other braces")]
    OtherPlaces,
    /// The place decides about scheme, host or port.
    #[error("fills in its place behind the host: what is filled in must not lead elsewhere")]
    InHost,
}

/// Is this a template with this place, such as `{id}`.
///
/// # Errors
/// `InvalidTemplate`.
pub fn check(text: &str, place: &str) -> Result<(), InvalidTemplate> {
    if text.len() > ADDRESS_TEMPLATE_MAX_BYTES {
        return Err(InvalidTemplate::TooLong);
    }
    if !text.contains(place) || text.replace(place, "").contains(['{', '}']) {
        return Err(InvalidTemplate::OtherPlaces);
    }
    let address = |value: &str| Url::parse(&text.replace(place, value)).ok().filter(is_of_web);
    let is_clean = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    match (address("a"), address("b")) {
        (Some(one), Some(other)) if is_clean && one.origin() == other.origin() => Ok(()),
        (Some(_), Some(_)) if is_clean => Err(InvalidTemplate::InHost),
        _ => Err(InvalidTemplate::NotHttp),
    }
}

/// Does nobody on the way read what is filled in: https, or this machine.
pub fn is_private(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        url.scheme() == "https" || is_here
    })
}

fn is_of_web(url: &Url) -> bool {
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    matches!(url.scheme(), "http" | "https") && url.has_host() && !has_credentials
}

/// The template with this value in its place, in which only letters, digits and `-._~` stand as they are.
pub fn filled(text: &str, place: &str, value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    text.replace(place, &encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_whose_host_is_fixed_are_templates() {
        for good in [
            "https://shop.example.com/orders/{id}",
            "http://localhost:3000/?order={id}&again={id}",
            "https://shop.example.com/#/orders/{id}",
        ] {
            assert_eq!(check(good, "{id}"), Ok(()), "{good}");
        }
        for (wrong, error) in [
            ("https://shop.example.com/orders", InvalidTemplate::OtherPlaces),
            ("https://shop.example.com/{id}/{name}", InvalidTemplate::OtherPlaces),
            ("https://{id}.example.com/", InvalidTemplate::InHost),
            ("https://{id}/", InvalidTemplate::InHost),
            ("https://{id}@example.com/", InvalidTemplate::NotHttp),
            ("{id}", InvalidTemplate::NotHttp),
            ("javascript:alert({id})", InvalidTemplate::NotHttp),
            ("data:text/html,{id}", InvalidTemplate::NotHttp),
            ("/orders/{id}", InvalidTemplate::NotHttp),
            ("https://shop.example.com/a b/{id}", InvalidTemplate::NotHttp),
        ] {
            assert_eq!(check(wrong, "{id}"), Err(error), "{wrong}");
        }
        let long = format!("https://a.example/{}/{{id}}", "x".repeat(ADDRESS_TEMPLATE_MAX_BYTES));
        assert_eq!(check(&long, "{id}"), Err(InvalidTemplate::TooLong));
    }

    #[test]
    fn what_is_filled_in_stays_one_part_of_the_address() {
        let template = "https://shop.example.com/orders/{id}/";
        let hostile = "../x?a=1#b@evil.example/ü{id}";
        let url = Url::parse(&filled(template, "{id}", hostile)).expect("an address");
        assert_eq!(url.host_str(), Some("shop.example.com"));
        assert_eq!((url.query(), url.fragment()), (None, None));
        let parts: Vec<&str> = url.path_segments().expect("parts").collect();
        assert_eq!(parts, ["orders", "..%2Fx%3Fa%3D1%23b%40evil.example%2F%C3%BC%7Bid%7D", ""]);
    }
}
