//! One thing done with many chats: each once, whatever happens in the middle.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::rounds::reason;
use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;
use switchboard_desk::chat::many::{BulkInput, BulkResult, act_on_many};
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::{Context, DeskError};
use switchboard_model::chat::{ChatPriority, ChatStatus};
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_model::event::EventKind;
use switchboard_model::intent::Intent;
use switchboard_model::{ChatFilter, ChatId, LabelId, Permission};
use switchboard_store::testing::both_databases;

/// Chats that are closed together.
const CHATS: usize = 12;

async fn chats(app: &TestApp, count: usize) -> Vec<ChatId> {
    let mut all = Vec::new();
    for number in 0..count {
        let mut message = inbound("1", "hello");
        message.reference.chat.id = format!("chat {number}");
        message.sender = PlatformIdentity { id: format!("customer {number}"), ..message.sender };
        let told = item(&format!("first {number}"), InboundEvent::Message(message));
        let (_, chat_id) = app.stored(told).await;
        all.push(chat_id);
    }
    all
}

async fn close_new(app: &TestApp) -> BulkInput {
    let reason = reason(app).await;
    BulkInput {
        chat_ids: None,
        filter: Some(ChatFilter::in_statuses(&[ChatStatus::New])),
        act: Some(Intent::Close(reason)),
    }
}

fn keyed(context: &Context) -> Context {
    context.clone().with_key(IdempotencyKey::new("all", "close all").expect("a key"))
}

fn done(results: &[BulkResult]) -> BTreeSet<ChatId> {
    results.iter().filter(|one| one.error.is_none()).map(|one| one.chat_id).collect()
}

/// F46.
#[both_databases]
async fn a_call_that_was_cut_off_is_finished_by_the_next_and_doubles_nothing(app: TestApp) {
    let all: BTreeSet<ChatId> = chats(&app, CHATS).await.into_iter().collect();
    let olga = keyed(&app.operator("olga", ANSWERS, true).await);
    let input = close_new(&app).await;
    for polls in 1..6 {
        // Cut off after so many steps, wherever that is.
        let mut cut = pin!(act_on_many(&app.desk, &olga, input.clone()));
        let mut left = polls;
        std::future::poll_fn(|context| {
            left -= 1;
            if cut.as_mut().poll(context).is_ready() || left == 0 {
                return Poll::Ready(());
            }
            Poll::Pending
        })
        .await;
    }
    let finished = act_on_many(&app.desk, &olga, input.clone()).await.expect("finished");
    assert_eq!(done(&finished.value), all, "the chats of the first call, though none is new now");
    assert_eq!(app.count(EventKind::ChatClosed).await, CHATS, "each was closed once");

    let (_, late) = app.writes("late", "me too").await;
    let again = act_on_many(&app.desk, &olga, input).await.expect("known");
    assert_eq!(done(&again.value), all);
    assert_eq!(again.cursor, finished.cursor);
    assert_eq!(app.chat(late).await.status, ChatStatus::New, "what came later is not meant");
}

/// F46 and F106: for so long from then on, whenever the call comes to each of them.
#[both_databases]
async fn many_chats_are_put_aside_together(app: TestApp) {
    let all = chats(&app, 3).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let aside = |for_ms| BulkInput {
        chat_ids: Some(all.clone()),
        filter: None,
        act: Some(Intent::Snooze(for_ms)),
    };
    let results = act_on_many(&app.desk, &olga, aside(0)).await.expect("told").value;
    assert!(done(&results).is_empty(), "there is no such time: {results:?}");
    let results = act_on_many(&app.desk, &olga, aside(60_000)).await.expect("done").value;
    assert_eq!(done(&results), all.iter().copied().collect());
    let until = Some(app.desk.now().plus_ms(60_000));
    for id in all {
        assert_eq!(app.chat(id).await.snoozed_until, until);
    }
}

/// F46.
#[both_databases]
async fn what_cannot_be_done_with_one_is_told_and_done_with_the_others(app: TestApp) {
    let all = chats(&app, 3).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let urgent = |chat_ids: Vec<ChatId>| BulkInput {
        chat_ids: Some(chat_ids),
        filter: None,
        act: Some(Intent::Prioritize(ChatPriority::Urgent)),
    };
    let with_unknown = [all.as_slice(), &[ChatId(1)]].concat();
    let results = act_on_many(&app.desk, &olga, urgent(with_unknown)).await.expect("done").value;
    assert_eq!(done(&results), all.iter().copied().collect());
    let left: Vec<_> = results.iter().filter_map(|one| one.error.clone()).collect();
    assert_eq!(left, [DeskError::NotFound]);

    let stranger = app.operator("stan", ANSWERS, false).await;
    let results = act_on_many(&app.desk, &stranger, urgent(all.clone())).await.expect("told").value;
    assert!(done(&results).is_empty(), "{results:?}");
    let filter = Some(ChatFilter::default());
    let seen = BulkInput { chat_ids: None, filter: filter.clone(), ..urgent(Vec::new()) };
    let results = act_on_many(&app.desk, &stranger, seen).await.expect("nothing is there").value;
    assert!(results.is_empty(), "{results:?}");

    let reader = app.operator("rita", &[Permission::ChatRead], true).await;
    let both = BulkInput { filter, ..urgent(all.clone()) };
    let nothing = BulkInput { act: None, ..urgent(all.clone()) };
    let many = (0..1_001).map(ChatId).collect();
    let unlabel = BulkInput { act: Some(Intent::Unlabel(LabelId(1))), ..urgent(all) };
    for (who, input, code) in [
        (&reader, urgent(Vec::new()), "FORBIDDEN"),
        (&reader, unlabel, "FORBIDDEN"),
        (&olga, both, "INVALID"),
        (&olga, nothing, "INVALID"),
        (&olga, urgent(many), "INVALID"),
    ] {
        let refused = act_on_many(&app.desk, who, input).await;
        assert_eq!(refused.map(|_| ()).map_err(|error| error.code()), Err(code));
    }
}
