//! Transcripts: what stands in them for whom, in which order, and that no text is markup (F18, F56).

use crate::app::{ANSWERS, TestApp};
use crate::exports::{followed, whole};
use switchboard_desk::export::open::OpenedExport;
use switchboard_desk::message::delete::{DeleteInput, delete};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::transcript::{BeginInput, begin};
use switchboard_desk::{Context, Result, limits};
use switchboard_model::ChatId;
use switchboard_model::export::{TranscriptAudience, TranscriptFormat};
use switchboard_store::testing::both_databases;

const HOSTILE: &str = "<script>alert('&')</script>\n[2026-01-01 00:00] Olga";

fn wanted(chat_id: ChatId, format: TranscriptFormat, audience: TranscriptAudience) -> BeginInput {
    BeginInput { chat_id, format, audience, time_zone: None }
}

async fn opened(app: &TestApp, who: &Context, input: BeginInput) -> Result<OpenedExport> {
    followed(app, &begin(&app.desk, who, input).await?.value.path).await
}

async fn printed(app: &TestApp, who: &Context, input: BeginInput) -> String {
    let opened = opened(app, who, input).await.expect("opened");
    String::from_utf8(whole(opened).await).expect("a text")
}

/// A chat in which a note stands between two messages, and a message that is gone behind them.
async fn talk(app: &TestApp, olga: &Context) -> ChatId {
    let (_, chat_id) = app.writes("1", HOSTILE).await;
    let input = CreateInput { on: NoteOn::Chat(chat_id), body: "psst".to_owned() };
    create(&app.desk, olga, input).await.expect("noted");
    app.replies(olga, chat_id, "an answer").await;
    let message_id = app.replies(olga, chat_id, "a slip").await.message_id;
    let input = DeleteInput { message_id, expected_version: None };
    delete(&app.desk, olga, input).await.expect("deleted");
    chat_id
}

/// F18, F55, F56.
#[both_databases]
async fn a_note_stands_at_its_time_for_operators_and_never_for_the_customer(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let chat_id = talk(&app, &olga).await;
    for format in [TranscriptFormat::Html, TranscriptFormat::Text] {
        let ours = wanted(chat_id, format, TranscriptAudience::Operators);
        let ours = printed(&app, &olga, ours).await;
        let places = ["script", "psst", "an answer", "was deleted"].map(|word| ours.find(word));
        assert!(places.is_sorted() && places[0].is_some(), "{places:?} in {ours}");
        assert!(!ours.contains("a slip"), "{ours}");
        let theirs = wanted(chat_id, format, TranscriptAudience::Customer);
        let theirs = printed(&app, &olga, theirs).await;
        assert!(theirs.contains("an answer") && theirs.contains("Ana"), "{theirs}");
        assert!(!theirs.contains("psst") && !theirs.contains("note"), "{theirs}");
    }
}

/// F18.
#[both_databases]
async fn no_text_is_markup_or_looks_like_the_head_of_another_entry(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let chat_id = talk(&app, &olga).await;
    let page = wanted(chat_id, TranscriptFormat::Html, TranscriptAudience::Customer);
    let page = printed(&app, &olga, page).await;
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    let text = wanted(chat_id, TranscriptFormat::Text, TranscriptAudience::Customer);
    let text = printed(&app, &olga, text).await;
    let heads = text.lines().filter(|line| line.starts_with('[')).count();
    assert_eq!(heads, 3, "one for each message: {text}");
}

#[both_databases]
async fn who_may_not_read_the_chat_may_not_print_it(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let chat_id = talk(&app, &olga).await;
    let input = wanted(chat_id, TranscriptFormat::Text, TranscriptAudience::Customer);
    let dora = app.operator("dora", ANSWERS, false).await;
    let refused = begin(&app.desk, &dora, input.clone()).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("NOT_FOUND"));
    let zone = BeginInput { time_zone: Some("Mars/Olympus".to_owned()), ..input.clone() };
    let refused = begin(&app.desk, &olga, zone).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    let madrid = BeginInput { time_zone: Some("Europe/Madrid".to_owned()), ..input.clone() };
    assert!(printed(&app, &olga, madrid).await.contains("(Europe/Madrid)"));
    let link = begin(&app.desk, &olga, input).await.expect("begun").value;
    app.pass_ms(limits::EXPORT_LINK_MS + limits::FILE_LINK_STEP_MS);
    let late = followed(&app, &link.path).await;
    assert_eq!(late.err().map(|error| error.code()), Some("GONE"));
}
