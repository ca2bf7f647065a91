//! The parts of CommonMark. HTML inside of it is text.

use super::{Part, TextRangeKind};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;
use switchboard_model::link;

/// The parts of a text that its writer has marked up.
pub(super) fn parts(source: &str) -> Vec<Part> {
    let mut reader = Reader { source, parts: Vec::new(), at: 0 };
    let events = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    for (event, range) in events {
        reader.read(&event, range);
    }
    reader.pass_over(source.len());
    reader.parts
}

struct Reader<'a> {
    source: &'a str,
    parts: Vec<Part>,
    /// Up to where everything is either shown or markup.
    at: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(element) => {
                let trimmed = self.slice(&range).trim_end().len();
                let whole = range.start..range.start + trimmed;
                self.parts.extend(part(element, whole));
                if matches!(element, Tag::Item) {
                    // Its bullet or number is shown.
                    self.pass_over(range.start);
                    self.at = self.at.max(range.start + bullet(self.slice(&range)));
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.show(range, text);
            }
            Event::Code(text) => {
                self.parts.push(Part::new(TextRangeKind::Code, range.clone()));
                match self.slice(&range).find(&**text) {
                    Some(inset) => {
                        let start = range.start + inset;
                        self.show(start..start + text.len(), text);
                        self.pass_over(range.end);
                    }
                    None => self.show(range, text),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.show(range, "\n"),
            Event::Rule => {
                let rule = self.slice(&range).to_owned();
                self.show(range, &rule);
            }
            _ => {}
        }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// What stands in this range reads as this text.
    fn show(&mut self, range: Range<usize>, text: &str) {
        self.pass_over(range.start);
        if range.end > self.at {
            if self.slice(&range) != text {
                self.parts.push(Part::markup(range.clone(), text));
            }
            self.at = range.end;
        }
    }

    /// What stands up to here is markup, of which lines are shown.
    fn pass_over(&mut self, end: usize) {
        if end <= self.at {
            return;
        }
        let between = self.slice(&(self.at..end));
        let lines: String = between.chars().filter(|character| *character == '\n').collect();
        if lines != between {
            self.parts.push(Part::markup(self.at..end, lines));
        }
        self.at = end;
    }
}

fn part(element: &Tag<'_>, range: Range<usize>) -> Option<Part> {
    let kind = match element {
        Tag::Strong => TextRangeKind::Bold,
        Tag::Emphasis => TextRangeKind::Italic,
        Tag::Strikethrough => TextRangeKind::Strikethrough,
        Tag::CodeBlock(_) => TextRangeKind::CodeBlock,
        Tag::BlockQuote(_) => TextRangeKind::Quote,
        Tag::Heading { .. } => TextRangeKind::Heading,
        Tag::Item => TextRangeKind::ListItem,
        Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
            let href = match link_type {
                LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.to_string(),
            };
            return link::is_safe(&href).then(|| Part::link(range, href));
        }
        _ => return None,
    };
    Some(Part::new(kind, range))
}

/// How many bytes the bullet or number of an item takes, with the space behind it.
fn bullet(item: &str) -> usize {
    let rest = item.trim_start();
    let rest = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let rest = rest.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(rest);
    item.len() - rest.strip_prefix(' ').unwrap_or(rest).len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, shown};
    use super::super::{TextRange, of_message};
    use switchboard_model::connector::TextFormat;

    fn ranges(body: &str) -> Vec<TextRange> {
        of_message(body, TextFormat::Markdown)
    }

    #[test]
    fn a_reader_sees_the_text_without_its_markup() {
        for (body, seen) in [
            ("**bold** and _it_, ~~gone~~", "bold and it, gone"),
            ("\\*no\\* &amp; `a*b`", "*no* & a*b"),
            ("# Head\n\ntext  \nmore", "Head\n\ntext\nmore"),
            ("[here](https://a.example \"title\") now", "here now"),
            ("> one\n> two\n\nthree", "one\ntwo\n\nthree"),
            ("- a\n- **b**\n2. c", "- a\n- b\n2. c"),
            ("<b>x</b> 1 < 2", "<b>x</b> 1 < 2"),
            ("plain\n\ntext", "plain\n\ntext"),
            ("a\n\n---\n\nb", "a\n\n---\n\nb"),
        ] {
            assert_eq!(shown(body, &ranges(body)), seen, "{body}");
        }
        let code = "```rust\nlet a = 1;\n```";
        assert_eq!(shown(code, &ranges(code)).trim(), "let a = 1;");
    }

    #[test]
    fn what_is_marked_up_is_told_with_where_links_lead() {
        let body = "**a** [b](https://b.example) <c@d.example> [e](javascript:x) https://f.example";
        let told = read(body, &ranges(body));
        let told: Vec<&String> = told.iter().filter(|one| !one.starts_with("Markup")).collect();
        assert_eq!(
            told,
            [
                r#"Bold "**a**" """#,
                r#"Link "[b](https://b.example)" "https://b.example""#,
                r#"Link "<c@d.example>" "mailto:c@d.example""#,
                r#"Link "https://f.example" "https://f.example""#,
            ]
        );
    }

    #[test]
    fn code_is_not_read_for_links() {
        let body = "`https://a.example`";
        assert_eq!(read(body, &ranges(body))[0], r#"Code "`https://a.example`" """#);
        assert!(ranges(body).iter().all(|range| range.href.is_none()));
    }
}
