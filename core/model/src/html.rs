//! A text inside of HTML: written in one form, and read again.

/// The characters that mean something to HTML or end an attribute, and how they are written where they are text.
const REFERENCES: [(char, &str); 5] =
    [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];

/// A text that is no markup, in an element and in an attribute with either kind of quotes.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match REFERENCES.iter().find(|(meant, _)| *meant == letter) {
            Some((_, written)) => safe.push_str(written),
            None => safe.push(letter),
        }
    }
    safe
}

/// The reference that some HTML begins with, as it is written, and the character that it stands for; none for any that
/// [`escaped`] does not write.
pub fn reference(html: &str) -> Option<(&'static str, char)> {
    let found = REFERENCES.iter().find(|(_, written)| html.starts_with(written));
    found.map(|(meant, written)| (*written, *meant))
}

/// The text that [`escaped`] was given.
pub fn unescaped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = rest.find('&') {
        let (before, from) = rest.split_at(place);
        let (written, meant) = reference(from).unwrap_or(("&", '&'));
        text.push_str(before);
        text.push(meant);
        rest = &from[written.len()..];
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup_and_each_is_read_again() {
        for text in
            ["</p><script>a('&')</script><img src=\"x\">", "&amp;lt; &copy; &", "Zoë, 1 + 1", ""]
        {
            let safe = escaped(text);
            assert!(!safe.contains(['<', '>', '"', '\'']), "{safe}");
            assert_eq!(unescaped(&safe), text, "{safe}");
        }
        assert_eq!(escaped("<b a=\"1\" b='2'>&"), "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;");
        assert_eq!(escaped("Zoë, 1 + 1"), "Zoë, 1 + 1");
    }
}
