//! The parts of HTML as the desk keeps it: elements without attributes but for a link's, well formed. What is
//! not of this form is text.

use super::{Part, TextRangeKind};
use std::ops::Range;
use switchboard_model::{html, link};

struct Element<'a> {
    name: &'a str,
    href: Option<String>,
    is_end: bool,
    length: usize,
}

/// The parts of a text that the desk has sanitised.
pub(super) fn parts(source: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Vec<(Element<'_>, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = source[at..].find(['<', '&']) {
        let start = at + found;
        let rest = &source[start..];
        if let Some(element) = element(rest) {
            at = start + element.length;
            parts.push(Part::markup(start..at, shown(&element)));
            if element.is_end {
                let begun = open.pop_if(|(begun, _)| begun.name == element.name);
                parts.extend(begun.and_then(|(begun, start)| part(begun, start..at)));
            } else if element.name != "br" {
                open.push((element, start));
            }
        } else if let Some((written, meant)) = html::reference(rest) {
            at = start + written.len();
            parts.push(Part::markup(start..at, meant));
        } else {
            at = start + 1;
        }
    }
    parts
}

/// The tag that a text begins with.
fn element(rest: &str) -> Option<Element<'_>> {
    let inner = rest.strip_prefix('<')?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    let is_end = named.len() < inner.len();
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let (name, after) = named.split_at(named.find(|sign: char| !is_name(sign))?);
    let (href, after) = match after.strip_prefix(" href=\"") {
        Some(value) if !is_end => {
            let (value, after) = value.split_once('"')?;
            (Some(html::unescaped(value)), after)
        }
        _ => (None, after),
    };
    let after = after.strip_prefix('>')?;
    (!name.is_empty()).then(|| Element { name, href, is_end, length: rest.len() - after.len() })
}

/// What a reader sees of a tag: the lines that it begins and ends.
fn shown(element: &Element<'_>) -> &'static str {
    match (element.name, element.is_end) {
        ("br", _) | ("blockquote" | "div" | "li" | "p" | "pre", true) => "\n",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => "\n",
        ("li", false) => "- ",
        _ => "",
    }
}

fn part(element: Element<'_>, range: Range<usize>) -> Option<Part> {
    use TextRangeKind::{
        Bold, Code, CodeBlock, Heading, Italic, ListItem, Quote, Spoiler, Strikethrough, Underline,
    };
    let kind = match element.name {
        "a" => {
            let href = element.href.filter(|href| link::is_safe(href))?;
            return Some(Part::link(range, href));
        }
        "b" | "strong" => Bold,
        "em" | "i" => Italic,
        "ins" | "u" => Underline,
        "del" | "s" | "strike" => Strikethrough,
        "code" => Code,
        "pre" => CodeBlock,
        "blockquote" => Quote,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Heading,
        "li" => ListItem,
        name if name.ends_with("-spoiler") => Spoiler,
        _ => return None,
    };
    Some(Part::new(kind, range))
}

#[cfg(test)]
mod tests {
    use super::super::of_message;
    use super::super::tests::{read, shown};
    use switchboard_model::connector::TextFormat;

    #[test]
    fn elements_are_ranges_and_their_tags_are_markup() {
        let body = "<b>a &amp; <i>b&#39;s</i></b> <a href=\"https://a.example/?x&amp;y\">c</a>";
        let ranges = of_message(body, TextFormat::Html);
        assert_eq!(shown(body, &ranges), "a & b's c");
        let kinds = read(body, &ranges);
        let told: Vec<&String> = kinds.iter().filter(|one| !one.starts_with("Markup")).collect();
        assert_eq!(
            told,
            [
                r#"Bold "<b>a &amp; <i>b&#39;s</i></b>" """#,
                r#"Italic "<i>b&#39;s</i>" """#,
                r#"Link "<a href=\"https://a.example/?x&amp;y\">c</a>" "https://a.example/?x&y""#,
            ]
        );
    }

    #[test]
    fn lines_begin_where_elements_end() {
        let body = "<p>one<br>two</p><ul><li>three</li></ul><x-spoiler>four</x-spoiler>";
        let ranges = of_message(body, TextFormat::Html);
        assert_eq!(shown(body, &ranges), "one\ntwo\n- three\nfour");
    }

    #[test]
    fn what_is_not_of_the_kept_form_is_text_and_leads_nowhere() {
        for body in
            ["a < b", "<b", "<b onclick=x>y", "</>", "&copy;", "<a href='x'>", "<a href=\"x"]
        {
            assert!(of_message(body, TextFormat::Html).is_empty(), "{body}");
        }
        let body = "<a href=\"javascript:alert(1)\">x</a>";
        let ranges = of_message(body, TextFormat::Html);
        assert!(ranges.iter().all(|range| range.href.is_none()), "{ranges:?}");
        assert_eq!(shown(body, &ranges), "x");
    }
}
