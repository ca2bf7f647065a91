//! What a broadcast is before it begins, and whom it means (F68).

use crate::app::{ANSWERS, TestApp};
use crate::broadcasts::{announced, customer, ends, of, started, text};
use crate::retention::writes;
use switchboard_desk::Context;
use switchboard_desk::broadcast::{Recipients, UpdateInput, create, pause, resume, start, update};
use switchboard_desk::read::PageRequest;
use switchboard_model::broadcast::{BroadcastState, LeftOutReason, RecipientState};
use switchboard_model::event::EventKind;
use switchboard_model::{BroadcastId, ContactId, Permission, TemplateId};
use switchboard_store::testing::both_databases;

const HOUR: i64 = 3_600_000;

/// A change of a broadcast that changes nothing.
fn unchanged(broadcast_id: BroadcastId) -> UpdateInput {
    UpdateInput {
        broadcast_id,
        name: None,
        filter: None,
        template_id: None,
        channel_ids: None,
        rate_per_minute: None,
        begins_at: None,
        expected_version: None,
    }
}

/// Another name of a broadcast.
pub fn renamed(id: BroadcastId, name: &str) -> UpdateInput {
    UpdateInput { name: Some(name.to_owned()), ..unchanged(id) }
}

#[both_databases]
async fn a_broadcast_is_changed_until_it_begins(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (chat_id, _) = customer(&app, "ana").await;
    let (first, second) =
        (text(&app, "first", "First.").await, text(&app, "second", "Second.").await);
    let writers = text(&app, "mine", "{{ operator.name }}").await;
    let made = create(&app.desk, &boss, of(&app, first)).await.expect("made").value;
    let id = made.broadcast_id;
    let changed = async |who: &Context, input: UpdateInput| {
        let changed = update(&app.desk, who, input).await;
        changed.map(|row| row.value.version).map_err(|error| error.code())
    };
    assert_eq!(changed(&olga, renamed(id, "Autumn")).await, Err("FORBIDDEN"));
    let stale = UpdateInput { expected_version: Some(7), ..renamed(id, "Autumn") };
    assert_eq!(changed(&boss, stale).await, Err("STALE_VERSION"));
    for input in [
        renamed(id, " "),
        UpdateInput { rate_per_minute: Some(0), ..unchanged(id) },
        UpdateInput { channel_ids: Some(Vec::new()), ..unchanged(id) },
        UpdateInput { template_id: Some(TemplateId(1)), ..unchanged(id) },
        UpdateInput { template_id: Some(writers), ..unchanged(id) },
    ] {
        assert_eq!(changed(&boss, input.clone()).await, Err("INVALID"), "{input:?}");
    }
    assert_eq!(changed(&boss, unchanged(id)).await, Ok(1), "nothing was said");
    assert_eq!(app.count(EventKind::BroadcastUpdated).await, 0);

    let other = UpdateInput { template_id: Some(second), ..renamed(id, "Autumn") };
    assert_eq!(changed(&boss, other).await, Ok(2));
    let later = Some(Some(app.desk.now().plus_ms(HOUR)));
    assert_eq!(changed(&boss, UpdateInput { begins_at: later, ..unchanged(id) }).await, Ok(3));
    start(&app.desk, &boss, id).await.expect("started");
    let now = UpdateInput { begins_at: Some(None), ..unchanged(id) };
    assert_eq!(changed(&boss, now.clone()).await, Err("CONFLICT"), "it runs");
    pause(&app.desk, &boss, id).await.expect("paused");
    assert_eq!(changed(&boss, now.clone()).await, Ok(6), "nobody was looked for");
    resume(&app.desk, &boss, id).await.expect("resumed");
    assert_eq!(ends(&app, id).await.state, BroadcastState::Ended);
    let said = announced(&app, chat_id).await;
    assert_eq!(said.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["Second."]);
    assert_eq!(changed(&boss, now).await, Err("CONFLICT"), "it is over");
    assert_eq!(app.count(EventKind::BroadcastUpdated).await, 3);
}

#[both_databases]
async fn who_is_meant_is_told_page_by_page(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let blind = [Permission::ChatRead, Permission::BroadcastSend];
    let blind = app.operator("blind", &blind, false).await;
    let ((_, ana), (_, bea)) = (customer(&app, "ana").await, customer(&app, "bea").await);
    let (_, carl) = writes(&app, "carl", "carl", "carl").await;
    let id = started(&app).await;
    ends(&app, id).await;
    let asked = async |who: &Context, states: Option<Vec<RecipientState>>, after| {
        let page = PageRequest { after, ..PageRequest::first(2) };
        let read = app.desk.read(who.actor.clone(), move |reader| {
            reader.recipients_of_broadcasts(&[id], states.as_deref(), &page)
        });
        read.await.map_err(|error| error.code())
    };
    let rows = |found: &Recipients| -> Vec<(ContactId, RecipientState, Option<LeftOutReason>)> {
        let items = &found.pages[&id].items;
        items.iter().map(|row| (row.contact_id, row.state, row.reason)).collect()
    };
    let sent = |contact_id| (contact_id, RecipientState::Sent, None);
    let left_out = (carl, RecipientState::LeftOut, Some(LeftOutReason::NoConsent));

    let first = asked(&boss, None, None).await.expect("a page");
    assert_eq!(rows(&first), [sent(ana), sent(bea)]);
    assert!(first.pages[&id].has_next);
    assert_eq!((first.contacts.len(), first.messages.len()), (2, 2));
    let next = asked(&boss, None, Some(bea)).await.expect("a page");
    assert_eq!((rows(&next), next.pages[&id].has_next), (vec![left_out], false));
    let some = asked(&boss, Some(vec![RecipientState::LeftOut]), None).await.expect("a page");
    assert_eq!(rows(&some), [left_out]);
    let none = asked(&boss, Some(Vec::new()), None).await.expect("a page");
    assert!(rows(&none).is_empty());

    assert_eq!(asked(&olga, None, None).await.err(), Some("FORBIDDEN"));
    let told = asked(&blind, None, None).await.expect("a page");
    assert_eq!(rows(&told), rows(&first), "how far it is");
    assert_eq!((told.contacts.len(), told.messages.len()), (0, 0), "and not with whom");
}
