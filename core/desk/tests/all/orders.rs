//! The orders of the list of chats.

use crate::app::{ANSWERS, TestApp, inbound, item};
use switchboard_desk::chat::update::{UpdateInput, update};
use switchboard_model::chat::ChatPriority;
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_model::{ChatFilter, ChatId, ChatOrder, ChatVisibility, FilterContext, OperatorId};
use switchboard_store::page::PageRequest;
use switchboard_store::page::chats::{Wanted, page};
use switchboard_store::testing::both_databases;

/// A customer writes, a second after whatever was before.
async fn says(app: &TestApp, customer: &str, id: &str) -> ChatId {
    app.pass_ms(1_000);
    let mut message = inbound(id, "hello");
    message.reference.chat.id = format!("chat of {customer}");
    message.sender = PlatformIdentity { id: customer.to_owned(), ..message.sender };
    app.stored(item(id, InboundEvent::Message(message))).await.1
}

async fn listed(app: &TestApp, order: ChatOrder) -> Vec<ChatId> {
    let context = FilterContext { operator_id: OperatorId(1), now: app.desk.now() };
    let read = app.read(move |connection| {
        let (visibility, filter) = (ChatVisibility::everything(), ChatFilter::default());
        let wanted = Wanted { visibility: &visibility, filter: &filter, context };
        page(connection, wanted, order, &PageRequest::first(10))
    });
    read.await.items.iter().map(|row| row.chat_id).collect()
}

/// F5 and F6: a message brings its chat to the top; who waits longest stands first where that is asked for, the
/// urgent ones before them.
#[both_databases]
async fn the_newest_or_whoever_waits_longest_stands_first(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let ana = says(&app, "ana", "1").await;
    let bea = says(&app, "bea", "2").await;
    let cleo = says(&app, "cleo", "3").await;
    assert_eq!(listed(&app, ChatOrder::LastMessage).await, [cleo, bea, ana]);
    says(&app, "ana", "4").await;
    assert_eq!(listed(&app, ChatOrder::LastMessage).await, [ana, cleo, bea]);
    assert_eq!(listed(&app, ChatOrder::Created).await, [cleo, bea, ana]);
    assert_eq!(listed(&app, ChatOrder::WaitingLongest).await, [ana, bea, cleo], "since the first");
    let urgent = UpdateInput {
        chat_id: cleo,
        subject: None,
        language: None,
        priority: Some(ChatPriority::Urgent),
        attributes: None,
        expected_version: None,
    };
    update(&app.desk, &olga, urgent).await.expect("it is urgent");
    assert_eq!(listed(&app, ChatOrder::WaitingLongest).await, [cleo, ana, bea]);
    app.replies(&olga, ana, "good morning").await;
    assert_eq!(listed(&app, ChatOrder::WaitingLongest).await, [cleo, bea], "she is answered");
}
