//! Parts and their progress, as a platform with albums and a platform of short texts see them.

use super::*;
use crate::{
    outbound::Draft,
    testing::{NOW_MS, ScriptedHost, attempt, chat, draft, file},
    text::Unit,
    types::{Media, MediaAt, MediaKind, Text, TextFormat},
};

const CALLS: Calls = Calls {
    unit: Unit::Characters,
    formats: &[TextFormat::Plain],
    text_units: 10,
    caption_units: 5,
    long_text: LongText::Split,
    files: 2,
    file_bytes: 1_000_000,
    is_one_message: false,
};

fn picture(blob: &str) -> Media {
    file(blob, MediaKind::Image, "image/png")
}

/// Pictures go together, anything else goes alone.
fn group(medium: &Media) -> Option<()> {
    (medium.kind == MediaKind::Image).then_some(())
}

fn plan(calls: &Calls, draft: &Draft) -> Vec<(Vec<String>, String, usize)> {
    let parts = calls.plan(draft, group).expect("a plan");
    let blob = |file: &Media| match &file.at {
        MediaAt::Blob(blob) => blob.clone(),
        other => panic!("a file, not {other:?}"),
    };
    let text =
        |part: &Part| part.text.as_ref().map_or(String::new(), |text| text.body().to_owned());
    let shown = |part: &Part| (part.files.iter().map(blob).collect(), text(part), part.messages);
    parts.iter().map(shown).collect()
}

fn files(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn neighbours_share_a_call_and_a_long_text_follows() {
    let document = file("d", MediaKind::File, "application/pdf");
    let media = vec![picture("a"), picture("b"), picture("c"), document.clone(), document];
    let many = Draft { media, ..draft("hello") };
    let expected = [
        (files(&["a", "b"]), String::new(), 2),
        (files(&["c"]), String::new(), 1),
        (files(&["d"]), String::new(), 1),
        (files(&["d"]), String::new(), 1),
        (vec![], "hello".to_owned(), 1),
    ];
    assert_eq!(plan(&CALLS, &many), expected);
    let two = |text| Draft { media: vec![picture("a"), picture("b")], ..draft(text) };
    assert_eq!(plan(&CALLS, &two("hello")), [(files(&["a", "b"]), "hello".to_owned(), 2)]);
    assert_eq!(plan(&CALLS, &two("longer")).len(), 2);
    let one_message = Calls { is_one_message: true, ..CALLS };
    assert_eq!(plan(&one_message, &two("")), [(files(&["a", "b"]), String::new(), 1)]);
}

#[test]
fn a_long_text_is_split_or_refused() {
    let long = draft("one two three four");
    let expected = ["one two", "three four"].map(|text| (vec![], text.to_owned(), 1));
    assert_eq!(plan(&CALLS, &long), expected);
    let refusing = Calls { long_text: LongText::Refuse, ..CALLS };
    assert_eq!(refusing.plan(&long, group).expect_err("too long").code, "text.too_long");
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let refused = |draft: Draft| CALLS.plan(&draft, group).expect_err("refused").code;
    assert_eq!(refused(draft("")), "message.empty");
    let blank = Text { body: "<b> </b>".to_owned(), format: TextFormat::Html };
    assert_eq!(refused(Draft { text: Some(blank), ..draft("") }), "message.empty");
    let large = Media { size_bytes: Some(1_000_001), ..picture("a") };
    assert_eq!(refused(Draft { media: vec![large], ..draft("x") }), "media.too_big");
    let place = Media::new(MediaKind::Location, MediaAt::Nowhere);
    assert_eq!(refused(Draft { media: vec![place], ..draft("x") }), "media.unsupported");
}

#[test]
fn a_later_try_goes_on_where_the_first_one_stopped() {
    let (host, long) = (ScriptedHost::default(), draft("one two three four"));
    let parts = CALLS.plan(&long, group).expect("a plan");
    let one = |index: usize, chat: &PlatformChat| Delivered {
        references: vec![PlatformMessage::new(chat, index.to_string())],
        at: Some(NOW_MS + 5),
    };
    let first = send(&host, &parts, &chat(), attempt(), |index, _, chat| {
        chat.id = "moved".to_owned();
        if index == 0 { Ok(one(index, chat)) } else { Err(Error::transient("net.down", "Down.")) }
    });
    assert_eq!(first.expect_err("the second part").code, "net.down");
    let found = find_sent(&host, &attempt().key, &parts).expect_err("half of it is there");
    assert_eq!(found.code, "sent.no_lookup");
    let mut calls = vec![];
    let sent = send(&host, &parts, &chat(), attempt(), |index, _, chat| {
        calls.push((index, chat.id.clone()));
        Ok(one(index, chat))
    });
    let sent = sent.expect("the rest");
    assert_eq!(calls, [(1, "moved".to_owned())], "only the rest, where the first part arrived");
    let shown = |sent: &Sent| {
        let part = |one: &PlatformMessage| (one.id.clone(), one.part.clone().unwrap_or_default());
        sent.references.iter().map(part).collect::<Vec<_>>()
    };
    let expected = [("0".to_owned(), "00".to_owned()), ("1".to_owned(), "01".to_owned())];
    assert_eq!((shown(&sent), sent.at), (expected.to_vec(), NOW_MS + 5));
    let found = find_sent(&host, &attempt().key, &parts).expect("known").expect("all of it");
    assert_eq!(shown(&found), expected);
}

#[test]
fn a_message_of_one_part_is_not_stored() {
    let host = ScriptedHost::default();
    let parts = CALLS.plan(&draft("one"), group).expect("a plan");
    let sent = send(&host, &parts, &chat(), attempt(), |_, _, chat| {
        Ok(Delivered { references: vec![PlatformMessage::new(chat, "7")], at: None })
    });
    assert_eq!(sent.expect("sent").references[0].part, None);
    assert!(host.values.borrow().is_empty());
}

#[test]
fn an_answer_that_names_no_message_is_maybe_sent() {
    let parts = CALLS.plan(&draft("one"), group).expect("a plan");
    let sent = send(&ScriptedHost::default(), &parts, &chat(), attempt(), |_, _, _| {
        Ok(Delivered { references: vec![], at: None })
    });
    assert_eq!(sent.expect_err("unknown").class, crate::types::ErrorClass::MaybeSent);
}
