//! What the admin is told of, and in which browsers.

use serde_json::json;
use switchboard_model::{
    ChatId, NotificationId, OperatorId, PushSubscriptionId,
    notification::{Notification, NotificationKind},
    push::PushSubscription,
};
use switchboard_store::{Lane, StoreError, notification, push_subscription};
use switchboard_testkit::scene::{BROWSER_KEY, BROWSER_SECRET, Scene, subscription};

/// The admin is told of the chat, and is so in one browser more, of which there are more than may be subscribed; it is
/// renewed, of which the feed tells.
pub async fn told(scene: &Scene, chat: &str) {
    let chat_id: ChatId = chat.parse().expect("a chat's id");
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let id = viewer["viewer"]["operator"]["id"].as_str().expect("an id");
    let operator_id: OperatorId = id.parse().expect("an operator's id");
    let store = scene.app.app.desk.store();
    let write = store.write::<_, StoreError>(Lane::Any, move |transaction| {
        let (notification_id, now): (NotificationId, _) = (transaction.id(), transaction.now());
        let row = Notification {
            notification_id,
            operator_id,
            kind: NotificationKind::Rated,
            chat_id: Some(chat_id),
            subject_id: chat_id.0,
            source_seq: -notification_id.0,
            at: now,
            read_at: Some(now),
        };
        notification::insert_or_ignore(transaction, &row)?;
        let push_subscription_id: PushSubscriptionId = transaction.id();
        let browser = PushSubscription {
            push_subscription_id,
            operator_id,
            session_id: None,
            endpoint: format!("http://127.0.0.1:9/{push_subscription_id}"),
            p256dh: BROWSER_KEY.to_owned(),
            auth: BROWSER_SECRET.to_owned(),
            user_agent: None,
            created_at: now,
            updated_at: now,
        };
        push_subscription::insert(transaction, &browser)?;
        Ok(push_subscription_id)
    });
    let browser = subscription(&write.await.expect("it is told").to_string());
    scene.admin.change("pushSubscriptionCreate", browser, "pushSubscription { id }").await;
}
