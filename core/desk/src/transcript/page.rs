//! A transcript as a page of HTML that needs nothing else and runs nothing: what people wrote is escaped.

use super::Head;
use super::said::{Entry, EntryKind};
use super::text::{Clock, about, author, body, title};
use crate::Result;
use switchboard_model::html::escaped;

/// How it looks, on a screen and on paper.
const STYLE: &str = "body{font:16px/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}\
    h1{font-size:1.3em}header p,h2,ul{font-size:.85em;color:#555}\
    article{margin:1em 0;padding-left:.8em;border-left:3px solid #bbb;break-inside:avoid}\
    article.ours{border-color:#36c}article.inside{border-color:#c90;background:#fffbe8}\
    h2{margin:0;font-weight:600}blockquote{margin:.3em 0;padding-left:.6em;border-left:2px solid #ccc}\
    p,blockquote{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2em 0}time{font-weight:400}\
    @media print{body{margin:0;max-width:none;font-size:11pt}}";

/// What stands below.
pub(super) const END: &str = "</main></body></html>\n";

/// What stands above.
pub(super) fn head(head: &Head, clock: &Clock) -> Result<String> {
    let (title, about) = (escaped(&title(head)), escaped(&about(head, clock)?));
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n\
         <body><header><h1 dir=\"auto\">{title}</h1><p dir=\"auto\">{about}</p></header><main>\n"
    ))
}

/// An entry.
pub(super) fn entry(entry: &Entry, clock: &Clock) -> Result<String> {
    let class = match entry.kind {
        EntryKind::Theirs => "theirs",
        EntryKind::Ours => "ours",
        EntryKind::Inside => "inside",
    };
    let (author, at) = (escaped(&author(entry)), clock.show(entry.at)?);
    let mut text = format!("<article class=\"{class}\"><h2>{author} <time>{at}</time></h2>");
    if let Some(quoted) = &entry.quoted {
        text.push_str(&format!("<blockquote dir=\"auto\">{}</blockquote>", escaped(quoted)));
    }
    text.push_str(&format!("<p dir=\"auto\">{}</p>", escaped(body(entry))));
    if !entry.files.is_empty() {
        let files = entry.files.iter().map(|file| format!("<li>{}</li>", escaped(file)));
        text.push_str(&format!("<ul>{}</ul>", files.collect::<String>()));
    }
    text.push_str("</article>\n");
    Ok(text)
}
