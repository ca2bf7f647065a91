//! What people look for, and find: languages, numbers, codes, beginnings and typos (recall at 10 of
//! at least 0.97), and any whole line of a stored message. `SWITCHBOARD_SEARCH=full` looks for
//! 20,000 lines instead of a sample.

use crate::rows::{add_note, add_operator, add_role, plain_contact};
use crate::talk::Talk;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::collections::HashMap;
use switchboard_model::search::{DocumentKind, SearchIndex, SearchRequest};
use switchboard_model::{ChatVisibility, MessageId};
use switchboard_store::testing::{both_databases, is_full};
use switchboard_store::{Lane, Store, StoreError, contact};

/// Language, text, and what the text is looked for by.
const CORPUS: &str = include_str!("../data/golden.tsv");

/// Lines that are looked for.
const LINES: usize = 300;
const ALL_LINES: usize = 20_000;
const SEED: u64 = 7;

struct Case {
    language: &'static str,
    text: String,
    queries: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let case = |line: &'static str| {
        let mut parts = line.split('\t');
        let mut next = || parts.next().expect("three parts");
        let (language, text, queries) = (next(), next().to_owned(), next().split(" | ").collect());
        Case { language, text, queries }
    };
    CORPUS.lines().map(case).collect()
}

/// F14.
#[both_databases]
async fn what_people_type_finds_what_they_mean(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let cases = cases();
    let texts: Vec<String> = cases.iter().map(|case| case.text.clone()).collect();
    let messages = talk.say(&texts).await;
    let (mut asked, mut missed) = (0, Vec::new());
    for (case, message) in cases.iter().zip(messages) {
        for query in &case.queries {
            asked += 1;
            if !talk.found(query).await.contains(&message) {
                missed.push(format!("{}: {query:?} does not find {:?}", case.language, case.text));
            }
        }
    }
    println!("missed {} of {asked}:\n{}", missed.len(), missed.join("\n"));
    assert!(missed.len() * 100 <= asked * 3, "recall at 10 is below 0.97");
}

#[both_databases]
async fn what_is_meant_by_nobody_is_not_found(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let texts: Vec<String> = cases().into_iter().map(|case| case.text).collect();
    talk.say(&texts).await;
    for query in [
        "+380 67 111 22 33",
        "B-10293",
        "2026-02-01",
        "123-4567890-1234568",
        "\"saucer teapot\"",
        "teapot -saucer",
        "kettle",
        "🙈",
        "退貨",
        "10.0.0.7",
    ] {
        assert_eq!(talk.found(query).await, [], "{query}");
    }
}

#[both_databases]
async fn any_line_of_a_message_finds_it(store: Store) {
    let wanted = if is_full("SWITCHBOARD_SEARCH") { ALL_LINES } else { LINES };
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let mut random = StdRng::seed_from_u64(SEED);
    let sentences: Vec<String> = cases().into_iter().map(|case| case.text).collect();
    let mut texts: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    while lines.len() < wanted {
        let count = random.random_range(1..5);
        let text: Vec<String> = (0..count).map(|_| line(&mut random, &sentences)).collect();
        texts.push(text.join("\n"));
        lines.extend(text);
    }
    let messages: HashMap<MessageId, String> =
        talk.say(&texts).await.into_iter().zip(texts).collect();
    for line in lines {
        let found = talk.found(&line).await;
        let is_found = found.iter().any(|id| messages[id].contains(line.as_str()));
        assert!(is_found, "{line:?} does not find its message among {} hits", found.len());
    }
}

/// A line as customers paste it: sentences with what a query might read as something else.
fn line(random: &mut StdRng, sentences: &[String]) -> String {
    let mut parts = Vec::new();
    for _ in 0..random.random_range(1..4) {
        let number = random.random_range(1_000_000..99_999_999);
        parts.push(match random.random_range(0..15) {
            0 => format!("no. {number}"),
            1 => format!("-x{number} --flag"),
            2 => format!("key:value{number}: localhost:8080"),
            3 => format!("see https://desk.example.test:8443/a-b/{number}?q=1&r=-v#top"),
            4 => format!("\"quoted {number}\" - 'and so'"),
            5 => format!("left open \"{number} -5 °C"),
            6 => format!("👍🏽👍🏽 {number} 🇺🇦 ✓"),
            7 => format!("+380 50 {} / {number}*", number % 1_000),
            8 => format!("at 12:30, has:quote from:customer {number}"),
            9 => "long".repeat(random.random_range(1..60)),
            10 => format!("Status:ok ref:{number} role:admin"),
            11 => format!("label:no{number} after:noon -status:done"),
            12 => format!("see ref:{number} priority:high -status:new"),
            13 => format!("{number}{}", " many words".repeat(random.random_range(1..40))),
            _ => format!("({number}) d'où, l’eau…"),
        });
        let sentence = sentences.choose(random).expect("sentences");
        parts.push(sentence.clone());
    }
    parts.join(" ")
}

#[both_databases]
async fn a_number_is_found_in_messages_notes_and_contacts(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let chat = talk.chat.clone();
    let made = store.write(Lane::Any, move |transaction| {
        let role = add_role(transaction)?;
        let operator = add_operator(transaction, &role, 1)?;
        let body = "her number: 050 111-22-33";
        add_note(transaction, Some(chat.chat_id), chat.contact_id, operator, body)?;
        let mut row = plain_contact(transaction);
        row.phone = Some("+380501112233".to_owned());
        contact::insert(transaction, &row)?;
        Ok::<_, StoreError>(())
    });
    made.await.expect("they are written");
    talk.say(&["call +380 (50) 111-22-33 please".to_owned()]).await;
    talk.search.rebuild().await.expect("notes and contacts as well");
    for query in ["+380501112233", "050 111 22 33", "(050) 111-22-33", "call 0501112233 "] {
        let request = SearchRequest {
            time_zone: None,
            query: query.to_owned(),
            kinds: DocumentKind::ALL.to_vec(),
            first: 10,
            after: None,
            with_count: true,
        };
        let found = talk.search.search(&ChatVisibility::everything(), request).await;
        let wanted = if query.starts_with("call") { 1 } else { 3 };
        assert_eq!(found.expect("hits").count, Some(wanted), "{query}");
    }
}
