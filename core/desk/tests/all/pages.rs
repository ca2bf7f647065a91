//! Visits of the web chat: what is told and written of them, what nobody agreed to, and who floods them.

use crate::app::{ANSWERS, TestApp};
use crate::platform::IDENTITY_SECRET;
use crate::shorthand::unchanged_channel;
use crate::visitors::say;
use crate::visits::{arrives, signed};
use serde_json::json;
use switchboard_desk::channel::update;
use switchboard_desk::chat::open::{OpenInput, open};
use switchboard_desk::contact::erase::{EraseInput, erase};
use switchboard_desk::limits::{VISIT_PAGE_TURNS, VISITS_PER_PEER};
use switchboard_desk::read::PageRequest;
use switchboard_desk::visit::{ClientHints, keep};
use switchboard_desk::visitor::consent::{ConsentInput, consent};
use switchboard_desk::visitor::page::{PageInput, page};
use switchboard_desk::visitor::rate::{RateInput, rate};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, Desk, DeskLimits, Result};
use switchboard_model::visit::{ConsentPurpose, Visit};
use switchboard_model::{ChatFilter, VisitId};
use switchboard_store::testing::{TestDatabase, both_databases, contents};
use switchboard_store::visit;

const MINUTE: i64 = 60_000;

pub async fn looks_at(app: &TestApp, visitor: &Context, path: &str) -> Result<()> {
    looks_at_in(&app.desk, visitor, path).await
}

async fn looks_at_in(desk: &Desk, visitor: &Context, path: &str) -> Result<()> {
    let input = PageInput {
        url: format!("https://shop.example.com{path}"),
        title: None,
        referrer: None,
        locale: None,
        time_zone: None,
        hints: ClientHints::default(),
    };
    page(desk, visitor, input).await
}

async fn visitor(app: &TestApp) -> Context {
    app.context_of(&arrives(app, None).await.secret).await
}

async fn visits(app: &TestApp, operator: &Context) -> Vec<Visit> {
    let read = app.desk.read(operator.actor.clone(), |reader| {
        reader.visits(None, None, false, &PageRequest::first(100))
    });
    read.await.expect("a list").items
}

async fn paths(app: &TestApp, id: VisitId) -> Vec<String> {
    let pages = app.read(move |connection| visit::pages_of(connection, &[id])).await;
    let path = |url: &str| url.trim_start_matches("https://shop.example.com").to_owned();
    pages.iter().map(|page| path(&page.url)).collect()
}

/// F57, F58, F62: the page is told at once, the pages are written, and no list of chats shows a visit.
#[both_databases]
async fn a_visit_is_told_at_once_written_once_a_minute_and_is_no_chat(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let mut followed = app.desk.follow_visits();
    looks_at(&app, &visitor, "/a").await.expect("taken");
    let told = followed.next().await.expect("a change");
    assert_eq!(told.visit.url, "https://shop.example.com/a");
    assert_eq!(keep(&app.desk).await, Ok(1));
    for path in ["/b", "/b", "/c"] {
        looks_at(&app, &visitor, path).await.expect("taken");
    }
    assert_eq!(keep(&app.desk).await, Ok(0), "it was written a moment ago");
    app.pass_ms(MINUTE);
    assert_eq!(keep(&app.desk).await, Ok(1));
    assert_eq!(keep(&app.desk).await, Ok(0), "nothing is new");
    let found = visits(&app, &admin).await;
    assert_eq!((found.len(), found[0].page_count), (1, 3));
    assert_eq!(paths(&app, found[0].visit_id).await, ["/a", "/b", "/c"]);
    let count =
        app.desk.read(admin.actor.clone(), |reader| reader.chat_count(&ChatFilter::default(), 10));
    assert_eq!(count.await, Ok(0));

    let blind = app.operator("Bob", ANSWERS, false).await;
    assert_eq!(visits(&app, &blind).await, [], "it is another team's channel");
}

#[both_databases]
async fn who_is_silent_for_long_begins_another_visit(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    looks_at(&app, &visitor, "/a").await.expect("taken");
    assert_eq!(keep(&app.desk).await, Ok(1));
    app.pass_ms(30 * MINUTE);
    let mut followed = app.desk.follow_visits();
    assert_eq!(keep(&app.desk).await, Ok(0));
    assert!(followed.next().await.expect("a change").is_over);
    looks_at(&app, &visitor, "/b").await.expect("taken");
    assert_eq!(keep(&app.desk).await, Ok(1));
    assert_eq!(visits(&app, &admin).await.len(), 2);
}

#[both_databases]
async fn a_visit_goes_on_in_another_process(database: TestDatabase) {
    let app = TestApp::open(&database, DeskLimits::default(), None).await;
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    looks_at(&app, &visitor, "/a").await.expect("taken");
    assert_eq!(keep(&app.desk).await, Ok(1));
    app.pass_ms(MINUTE);
    let other = app.beside(&database).await;
    looks_at_in(&other, &visitor, "/b").await.expect("taken");
    assert_eq!(keep(&other).await, Ok(1));
    let found = visits(&app, &admin).await;
    assert_eq!(found.len(), 1);
    assert_eq!(paths(&app, found[0].visit_id).await, ["/a", "/b"]);
}

/// F107: a process that has not heard yet that somebody is erased writes no visit of theirs.
#[both_databases]
async fn a_visit_of_somebody_erased_is_not_written_again(database: TestDatabase) {
    let app = TestApp::open(&database, DeskLimits::default(), None).await;
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let other = app.beside(&database).await;
    let (erased, stays) = (visitor(&app).await, visitor(&app).await);
    let written = write(&app.desk, &erased, say("one", "hello")).await.expect("written").value;
    for visitor in [&erased, &stays] {
        looks_at_in(&other, visitor, "/a").await.expect("taken");
    }
    let contact_id = app.chat(written.chat_id).await.contact_id;
    let input = EraseInput { contact_id, confirmation: contact_id.to_string() };
    erase(&app.desk, &admin, input).await.expect("begun");
    assert_eq!(keep(&other).await, Ok(1), "the one of who stays");
    let found = visits(&app, &admin).await;
    assert_eq!(found.len(), 1);
    assert_ne!(found[0].first_contact_id, contact_id);
}

#[both_databases]
async fn strangers_who_flood_visits_are_refused_and_others_are_not(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let from = |context: Context, address: &str| Context {
        remote_address: Some(address.to_owned()),
        ..context
    };
    for _ in 0..VISITS_PER_PEER {
        let one = from(visitor(&app).await, "192.0.2.1");
        looks_at(&app, &one, "/").await.expect("one of a few");
    }
    let code = |done: Result<()>| done.err().map(|error| error.code());
    let one_more = from(visitor(&app).await, "192.0.2.1");
    assert_eq!(code(looks_at(&app, &one_more, "/").await), Some("RATE_LIMITED"));
    write(&app.desk, &one_more, say("one", "hello")).await.expect("the chat is there all the same");
    let other = from(visitor(&app).await, "192.0.2.2");
    for turn in 0..VISIT_PAGE_TURNS {
        looks_at(&app, &other, &format!("/{turn}")).await.expect("one of a few");
    }
    assert_eq!(code(looks_at(&app, &other, "/x").await), Some("RATE_LIMITED"));
}

/// F63: where consent is asked for, nothing personal is stored before it, what the page has signed included.
#[both_databases]
async fn before_consent_nothing_of_a_visitor_is_stored(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({ "consent": { "version": "2", "text": "May we?" } })).await;
    let sign = || Some(signed("42", IDENTITY_SECRET));
    let started = arrives(&app, sign()).await;
    assert!(!started.has_agreed);
    let visitor = app.context_of(&started.secret).await;
    let mut followed = app.desk.follow_visits();
    looks_at(&app, &visitor, "/before").await.expect("taken");
    assert!(followed.next().await.is_some(), "who is there is seen");
    assert_eq!(keep(&app.desk).await, Ok(0));
    let refused = write(&app.desk, &visitor, say("one", "hello")).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("FORBIDDEN"));
    let rows = async |table: &str| app.read(contents).await[table].row_count;
    for table in ["contacts", "identities", "visits", "visit_pages", "consents"] {
        assert_eq!(rows(table).await, 0, "{table}");
    }

    let says = async |is_given: bool, version: &str| {
        let input = ConsentInput {
            purpose: ConsentPurpose::Processing,
            is_given,
            text_version: version.to_owned(),
            locale: Some("pt_br".to_owned()),
        };
        consent(&app.desk, &visitor, input).await.err().map(|error| error.code())
    };
    assert_eq!(says(true, "1").await, Some("CONFLICT"), "they have read another text");
    assert_eq!((says(true, "2").await, says(true, "2").await), (None, None));
    assert_eq!(rows("consents").await, 1, "the same again changes nothing");
    looks_at(&app, &visitor, "/after").await.expect("taken");
    assert_eq!(keep(&app.desk).await, Ok(1));
    let found = visits(&app, &admin).await;
    assert_eq!(paths(&app, found[0].visit_id).await, ["/after"], "what was before stays unknown");
    assert_eq!(found[0].entry_url, "https://shop.example.com/after");
    assert!(arrives(&app, sign()).await.has_agreed);
    assert_eq!(rows("contacts").await, 1, "now the page's words are kept");
    write(&app.desk, &visitor, say("one", "hello")).await.expect("written");

    assert_eq!(says(false, "2").await, None);
    let refused = write(&app.desk, &visitor, say("two", "hello")).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("FORBIDDEN"));
    let nice = RateInput { chat_id: None, score: 5, comment: Some("nice".to_owned()) };
    let refused = rate(&app.desk, &visitor, nice).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("FORBIDDEN"));
    assert_eq!(rows("consents").await, 2, "nothing is written over");
}

/// A chat begins from a visit by the visitor's first message, or by an operator who sees the visit.
#[both_databases]
async fn a_chat_begins_from_a_visit_by_either_side(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (writer, silent) = (visitor(&app).await, visitor(&app).await);
    looks_at(&app, &writer, "/writer").await.expect("taken");
    let written = write(&app.desk, &writer, say("one", "hello")).await.expect("written").value;
    looks_at(&app, &silent, "/silent").await.expect("taken");
    assert_eq!(keep(&app.desk).await, Ok(2));
    let found = visits(&app, &admin).await;
    assert_eq!([found[0].chat_id, found[1].chat_id], [None, Some(written.chat_id)]);

    let from_visit =
        |visit_id| OpenInput { identity_id: None, visit_id, team_id: None, subject: None };
    let visit_id = found[0].visit_id;
    let blind = app.operator("Bob", ANSWERS, false).await;
    let refused = open(&app.desk, &blind, from_visit(Some(visit_id))).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("NOT_FOUND"));
    let nobody = open(&app.desk, &admin, from_visit(None)).await;
    assert_eq!(nobody.err().map(|error| error.code()), Some("INVALID"));
    let chat = open(&app.desk, &admin, from_visit(Some(visit_id))).await.expect("opened").value;
    app.replies(&admin, chat.chat_id, "May I help?").await;
    let answer = write(&app.desk, &silent, say("one", "yes")).await.expect("written").value;
    assert_eq!(answer.chat_id, chat.chat_id);
    assert_eq!(visits(&app, &admin).await[0].chat_id, Some(chat.chat_id));
}

/// F62: whose visits are listed is what the channel says.
#[both_databases]
async fn whose_visits_are_listed_is_what_the_channel_says(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel_id = app.web_channel(&admin, json!({})).await.channel_id;
    let (silent, writing) = (visitor(&app).await, visitor(&app).await);
    write(&app.desk, &writing, say("one", "hello")).await.expect("written");
    for (settings, expected) in [
        (json!({ "visits_of": "NOBODY" }), 0),
        (json!({ "visits_of": "WITH_CHAT" }), 1),
        (json!({ "visits_of": "EVERYBODY" }), 2),
    ] {
        let input =
            update::UpdateInput { settings: Some(settings), ..unchanged_channel(channel_id) };
        update::update(&app.desk, &admin, input).await.expect("changed");
        for who in [&silent, &writing] {
            looks_at(&app, who, "/").await.expect("taken");
        }
        keep(&app.desk).await.expect("kept");
        assert_eq!(visits(&app, &admin).await.len(), expected);
        app.pass_ms(MINUTE);
    }
    let wrong = json!({ "visits_of": "SOME" });
    let input = update::UpdateInput { settings: Some(wrong), ..unchanged_channel(channel_id) };
    let refused = update::update(&app.desk, &admin, input).await.expect_err("is no choice");
    assert!(refused.to_string().contains("EVERYBODY"), "{refused}");
}

/// F59: what is kept of an address is what the channel says, a network where it says nothing.
#[both_databases]
async fn of_an_address_is_kept_what_the_channel_says(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel_id = app.web_channel(&admin, json!({})).await.channel_id;
    let visitor = Context { remote_address: Some("192.0.2.77".to_owned()), ..visitor(&app).await };
    for (settings, expected) in [
        (json!({}), Some("192.0.2.0/24")),
        (json!({ "visitor_ip": "FULL" }), Some("192.0.2.77")),
        (json!({ "visitor_ip": "OFF" }), None),
    ] {
        let input =
            update::UpdateInput { settings: Some(settings), ..unchanged_channel(channel_id) };
        update::update(&app.desk, &admin, input).await.expect("changed");
        looks_at(&app, &visitor, "/").await.expect("taken");
        assert_eq!(keep(&app.desk).await, Ok(1));
        assert_eq!(visits(&app, &admin).await[0].ip.as_deref(), expected);
        app.pass_ms(MINUTE);
    }
}
