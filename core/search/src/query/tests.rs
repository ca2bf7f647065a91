//! What queries are read as, and which are refused with what to change.

use super::*;
use switchboard_model::chat::{ChatPriority, ChatStatus};

fn word(text: &str, is_prefix: bool) -> Clause {
    Clause::Word { text: text.into(), is_prefix, keys: BTreeSet::new() }
}

fn placed(words: &[&str]) -> Vec<Placed> {
    words.iter().map(|word| (*word).to_owned()).enumerate().collect()
}

fn parsed(text: &str) -> Query {
    Query::parse(text, &TimeZone::UTC).expect(text)
}

/// The words of a query's only clause, when it is a compound: with spaces or not, and its keys.
fn compound(text: &str) -> (Vec<Placed>, bool, BTreeSet<String>) {
    match parsed(text).clauses.as_slice() {
        [Clause::Compound { words, is_spaced, keys, .. }] => {
            (words.clone(), *is_spaced, keys.clone())
        }
        other => panic!("{text} is one compound, not {other:?}"),
    }
}

#[test]
fn words_phrases_exclusions_and_operators() {
    let query = parsed("Invoice \"late payment\" -spam from:customer before:2026-02-01 ord");
    assert_eq!(
        query.clauses,
        [word("invoice", false), Clause::Phrase(placed(&["late", "payment"])), word("ord", true)]
    );
    assert_eq!(query.excluded, [word("spam", false)]);
    assert_eq!(query.from, Some(Author::Customer));
    assert_eq!(query.before, Some(Timestamp(1_769_904_000_000)));
}

#[test]
fn labels_have_names_of_several_words() {
    let query = parsed("label:vip -label:\"late payment\" label:\"Wants more\" tea ");
    let label = |name: &str| ChatTerm::Label(name.to_owned());
    assert_eq!(query.chats, [label("vip"), label("Wants more")]);
    assert_eq!(query.excluded_chats, [label("late payment")]);
    assert_eq!(query.clauses, [word("tea", false)]);
    assert_eq!(parsed("label:\"left open").chats, [label("left open")]);
}

#[test]
fn what_a_chat_is_to_be_like_is_read_with_its_words() {
    let query =
        parsed("tea status:awaiting-response STATUS:New priority:HIGH lang:DE ref:PAY-7 2024 ");
    let wanted = [
        ChatTerm::Status(ChatStatus::AwaitingResponse),
        ChatTerm::Status(ChatStatus::New),
        ChatTerm::Priority(ChatPriority::High),
        ChatTerm::Language("de".to_owned()),
        ChatTerm::Reference("PAY-7".to_owned()),
    ];
    assert_eq!(query.chats, wanted);
    assert_eq!(query.clauses.len(), 2, "what follows is a word of its own: {:?}", query.clauses);
    let query = parsed("-operator:ada@example.org role:merchant channel:\"Web shop\"");
    assert_eq!(query.excluded_chats, [ChatTerm::Operator("ada@example.org".to_owned())]);
    let wanted = [ChatTerm::Role("merchant".to_owned()), ChatTerm::Channel("Web shop".to_owned())];
    assert_eq!(query.chats, wanted);
}

#[test]
fn what_is_no_query_can_be_asked_for_as_text() {
    let query = Query::of_text("status:ok -from:me").expect("a text");
    let words = ["status:", "ok", "-from", "from:", "me"].map(str::to_owned);
    let [Clause::Phrase(placed)] = query.clauses.as_slice() else { panic!("{query:?}") };
    assert!(placed.iter().all(|(_, word)| words.contains(word)), "{placed:?}");
    assert!(query.chats.is_empty() && query.from.is_none());
    assert_eq!(Query::of_text(" - "), None);
    assert_eq!(Query::of_text(&"x ".repeat(SEARCH_TEXT_MAX_BYTES)), None);
}

#[test]
fn dense_scripts_become_compounds_of_pairs() {
    assert_eq!(compound("退款申请 ").0, placed(&["退款", "款申", "申请"]));
    assert_eq!(parsed("退 ").clauses, [word("退", true)], "each character begins a pair");
}

#[test]
fn errors_say_what_to_change() {
    for (text, part) in [
        ("", "at least one word"),
        ("   \"\" ", "at least one word"),
        ("-spam", "say also what to search for"),
        ("after:yesterday", "2026-01-31"),
        ("after:2026-02-30", "2026-01-31"),
        ("before:2026-01-31T10:00", "2026-01-31"),
        ("from:me", "customer or operator"),
        ("tea -from:customer", "leave out the minus"),
        ("tea -has:quote", "leave out the minus"),
        ("status:done", "new, active, awaiting_response, transferred, closed, archived"),
        ("priority:1", "low, normal, high, urgent"),
        ("lang:de-AT", "such as de"),
        ("ref:\"\"", "the id of an object"),
        (&"x".repeat(SEARCH_TEXT_MAX_BYTES + 1), "too long"),
        (&"-a ".repeat(30), "too many"),
        (&"label:a ".repeat(30), "too many"),
    ] {
        let error = Query::parse(text, &TimeZone::UTC).expect_err(text).to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn pasted_text_is_text_unless_the_operator_is_known() {
    for text in [
        "localhost:8080",
        "https://acme.example/a",
        "colour:red",
        "Error:out of memory",
        "C:\\Windows",
        "12:30",
        "note:\"hello",
        "--verbose",
        "-18",
        "fe80::1",
        "👍",
        &"x".repeat(500),
        &"a ".repeat(100),
    ] {
        let query = parsed(text);
        assert!(!query.clauses.is_empty() && query.excluded.is_empty(), "{text}: {query:?}");
    }
    assert_eq!(parsed("from: me").from, None, "an operator has its value at once");
    assert_eq!(parsed("FROM:customer").from, Some(Author::Customer));
}

#[test]
fn numbers_are_one_thing_in_any_spelling_and_among_words() {
    let (words, is_spaced, keys) = compound("+380 50 111-22-33");
    assert_eq!(words, placed(&["380", "50", "111", "22", "33"]));
    assert!(is_spaced && keys.contains("380501112233"), "{keys:?}");
    let (words, is_spaced, keys) = compound("123-4567890-1234567");
    assert_eq!(words, placed(&["123", "4567890", "1234567"]));
    assert!(!is_spaced && keys.contains("12345678901234567"), "{keys:?}");
    let query = parsed("call +380 50 111 22 33 please");
    assert_eq!(query.clauses.len(), 3, "{:?}", query.clauses);
    let query = parsed("gate 4821 left 20");
    assert_eq!(query.clauses.len(), 4, "{:?}", query.clauses);
}

#[test]
fn days_begin_where_the_caller_is() {
    let begins = |name: &str, text: &str| {
        let zone = zone(Some(name)).expect(name);
        Query::parse(text, &zone).expect(text).after.expect("a day").0
    };
    let utc = begins("UTC", "after:2026-03-29");
    assert_eq!(parsed("after:2026-03-29").after, Some(Timestamp(utc)), "without a zone it is UTC");
    let hour_ms = 60 * 60 * 1_000;
    for (name, day, hours_before_utc) in [
        ("Asia/Tokyo", "2026-03-29", 9),
        // The clock is put forward in this night, after its midnight.
        ("Europe/Berlin", "2026-03-29", 1),
        ("Europe/Berlin", "2026-03-30", 2 - 24),
        ("America/New_York", "2026-03-29", -4),
    ] {
        let begin = begins(name, &format!("after:{day}"));
        assert_eq!(utc - begin, hours_before_utc * hour_ms, "{day} in {name}");
    }
    // In Beirut this day begins at one o'clock.
    let beirut = begins("Asia/Beirut", "after:2026-03-29");
    assert_eq!(utc - beirut, 2 * hour_ms, "the first moment of the day");
    let error = zone(Some("Mars/Olympus")).expect_err("nowhere").to_string();
    assert!(error.contains("Europe/Berlin"), "{error}");
}
