//! The words of a message with their markup. HTML goes out as it is; when Telegram cannot read it,
//! the words go out without it, so that the customer gets them in any case.

use crate::{api::Parameters, entities};
use switchboard_plugin::types::{Text, TextFormat};

/// A text and whether it is HTML.
#[derive(Debug, PartialEq)]
pub struct Words {
    body: String,
    is_html: bool,
}

impl Words {
    /// Markdown has no counterpart that is safe to send: it goes out as it was written.
    pub fn new(text: &Text) -> Self {
        Self { body: text.body.clone(), is_html: text.format == TextFormat::Html }
    }

    /// Is there anything to read.
    pub fn is_empty(&self) -> bool {
        self.plain().trim().is_empty()
    }

    /// Could it be sent plainer.
    pub fn is_marked_up(&self) -> bool {
        self.is_html
    }

    /// Its length as Telegram counts it, in UTF-16 units without the markup.
    pub fn units(&self) -> usize {
        entities::units(&self.plain())
    }

    /// Writes it into a call, under the field that the call has for it.
    pub fn put(&self, parameters: &mut Parameters, field: &str, is_plain: bool) {
        let is_html = self.is_html && !is_plain;
        let body = if is_html { self.body.clone() } else { self.plain() };
        parameters.insert(field.to_owned(), body.into());
        if is_html {
            parameters.insert("parse_mode".to_owned(), "HTML".into());
        }
    }

    fn plain(&self) -> String {
        if self.is_html { without_tags(&self.body) } else { self.body.clone() }
    }
}

fn without_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        rest = match rest.strip_prefix('&') {
            Some(name) => push_character(&mut plain, name),
            None => rest.find('>').map_or("", |end| &rest[end + 1..]),
        };
    }
    plain.push_str(rest);
    plain
}

/// Writes the character that an HTML reference names; an unknown one stays as it is.
fn push_character<'a>(plain: &mut String, name: &'a str) -> &'a str {
    let known = [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"'), ("#39;", '\'')];
    match known.iter().find(|(reference, _)| name.starts_with(reference)) {
        Some((reference, character)) => {
            plain.push(*character);
            &name[reference.len()..]
        }
        None => {
            plain.push('&');
            name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(body: &str) -> Words {
        Words::new(&Text { body: body.to_owned(), format: TextFormat::Html })
    }

    #[test]
    fn without_markup_the_words_stay() {
        let words = html("<b>a &lt; b</b> &amp;amp; <a href=\"x\">c</a> &nbsp;");
        assert_eq!(words.plain(), "a < b &amp; c &nbsp;");
    }

    #[test]
    fn markup_does_not_count() {
        assert_eq!(html("<b>👋</b>").units(), 2);
        assert!(html("<b> </b>").is_empty());
    }

    #[test]
    fn plain_text_is_never_read_as_markup() {
        let words = Words::new(&Text { body: "<b>&lt;".into(), format: TextFormat::Plain });
        let mut parameters = Parameters::new();
        words.put(&mut parameters, "text", false);
        assert_eq!(parameters["text"], "<b>&lt;");
        assert!(!parameters.contains_key("parse_mode"));
    }
}
