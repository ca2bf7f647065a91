//! The addresses of pages that visitors are on, as they are kept: where the page is, and nothing that the
//! page's own links and forms put behind it about people.

use crate::limits::PAGE_ADDRESS_MAX_BYTES;
use url::Url;

/// What stays of a query: by which link somebody came, and which page and language they see.
const KEPT: [&str; 8] =
    ["lang", "page", "ref", "utm_campaign", "utm_content", "utm_medium", "utm_source", "utm_term"];

/// The address without names, passwords, its fragment, and all of its query that is not on the list; none for
/// what is no http or https address. Of one that is too long the page's origin is left.
pub fn kept(text: &str) -> Option<String> {
    let mut url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| KEPT.contains(&&**name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.set_query(None);
    if !pairs.is_empty() {
        url.query_pairs_mut().extend_pairs(&pairs);
    }
    if url.as_str().len() > PAGE_ADDRESS_MAX_BYTES {
        let origin = url.origin().ascii_serialization();
        return Some(format!("{origin}/")).filter(|origin| origin.len() <= PAGE_ADDRESS_MAX_BYTES);
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F58: what a page's address may tell about people is not kept.
    #[test]
    fn an_address_is_kept_without_what_it_tells_about_people() {
        for (text, expected) in [
            (
                "https://shop.example.com/a?utm_source=ad&token=s3cret&page=2#form",
                "https://shop.example.com/a?utm_source=ad&page=2",
            ),
            (
                "https://ana:pw@shop.example.com/?email=ana%40example.org",
                "https://shop.example.com/",
            ),
            (" http://shop.example.com:8080/b ", "http://shop.example.com:8080/b"),
            ("https://shop.example.com/?Page=1", "https://shop.example.com/"),
        ] {
            assert_eq!(kept(text).as_deref(), Some(expected));
        }
        for none in
            ["", "shop", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/a"]
        {
            assert_eq!(kept(none), None, "{none:?} was kept");
        }
        let long = format!("https://shop.example.com/{}", "a".repeat(PAGE_ADDRESS_MAX_BYTES));
        assert_eq!(kept(&long).as_deref(), Some("https://shop.example.com/"));
    }
}
