//! Where a link of a text may lead: to the web, to a mailbox or to a phone.

use crate::limits::LINK_MAX_BYTES;

/// Everything else either runs in the page that shows it or opens a program of the reader's.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// May a text link to this address.
pub fn is_safe(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    !rest.is_empty()
        && address.len() <= LINK_MAX_BYTES
        && SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
        && !address.chars().any(|character| character.is_control() || character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_mailboxes_and_to_phones_alone() {
        for good in
            ["https://a.example/?q=1", "HTTP://a", "mailto:ana@a.example", "tel:+380501112233"]
        {
            assert!(is_safe(good), "{good}");
        }
        let long = format!("https://{}", "a".repeat(LINK_MAX_BYTES));
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//a.example",
            "/path",
            "a.example",
            "https:",
            "https://a\u{0}",
            "https://a b",
            "",
            &long,
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
