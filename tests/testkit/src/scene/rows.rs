//! What stands in the scene's database and was done by none of its people: each is a row and nothing more.

use super::{PRIVATE, Scene};
use serde_json::{Value, json};
use switchboard_model::{
    ChatId, ContactId, OperatorId,
    connector::TextFormat,
    contact::{Contact, Unite},
    notification::{Notification, NotificationKind},
    pending_reply::{PendingReply, PendingReplyKind, PendingReplyState},
};
use switchboard_store::{Lane, StoreError, contact, notification, pending_reply, unite};

/// A browser's public key and secret: those of RFC 8291's example.
pub const BROWSER_KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/// See [`BROWSER_KEY`].
pub const BROWSER_SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A browser whose push service nobody answers at.
pub fn subscription(name: &str) -> Value {
    json!({
        "endpoint": format!("http://127.0.0.1:9/{name}"), "publicKey": BROWSER_KEY,
        "secret": BROWSER_SECRET,
    })
}

impl Scene {
    /// Somebody without a chat was pulled into Night's contact; gives the unite.
    pub(super) async fn united(&self) -> String {
        let kept_id: ContactId = self.id("contact").parse().expect("a contact's id");
        let operator_id: OperatorId = self.id("operator").parse().expect("an operator's id");
        let write = self.app.app.desk.store().write(Lane::Any, move |transaction| {
            let before = contact::get(transaction, kept_id)?;
            let pulled = Contact {
                contact_id: transaction.id(),
                name: format!("{PRIVATE} Third"),
                united_into_id: Some(kept_id),
                ..before
            };
            contact::insert(transaction, &pulled)?;
            let row = Unite {
                unite_id: transaction.id(),
                kept_id,
                pulled_id: pulled.contact_id,
                filled: json!({}),
                operator_id,
                created_at: transaction.now(),
                undone_at: None,
            };
            unite::insert(transaction, &row)?;
            Ok::<_, StoreError>(row.unite_id)
        });
        write.await.expect("a unite").to_string()
    }

    /// Nora has said something that could not be sent; gives it.
    pub(super) async fn came_back(&self) -> String {
        let chat_id: ChatId = self.id("chat").parse().expect("a chat's id");
        let operator_id: OperatorId = self.id("operator").parse().expect("an operator's id");
        let write = self.app.app.desk.store().write(Lane::Any, move |transaction| {
            let now = transaction.now();
            let row = PendingReply {
                pending_reply_id: transaction.id(),
                chat_id,
                operator_id,
                token_id: None,
                kind: PendingReplyKind::Undo,
                identity_id: None,
                body: format!("{PRIVATE} is far"),
                format: TextFormat::Plain,
                quoted_message_id: None,
                attachment_ids: json!([]),
                if_last_message_id: None,
                close_reason_id: None,
                release_at: now,
                state: PendingReplyState::Returned,
                error_code: Some("CONFLICT".to_owned()),
                error_message: Some(format!("the channel of {PRIVATE} does not work")),
                created_at: now,
            };
            pending_reply::insert(transaction, &row)?;
            Ok::<_, StoreError>(row.pending_reply_id)
        });
        write.await.expect("what came back").to_string()
    }

    /// Nora was told of her chat, has not read it, and is told in a browser whose push service nobody answers at.
    pub(super) async fn tells_nora(&mut self) {
        let told = self.told().await;
        self.ids.insert("notification", told);
        let browser = subscription("nora");
        let made =
            self.nora.change("pushSubscriptionCreate", browser, "pushSubscription { id }").await;
        self.keep("pushSubscription", &made["pushSubscription"]["id"]);
    }

    async fn told(&self) -> String {
        let chat_id: ChatId = self.id("chat").parse().expect("a chat's id");
        let operator_id: OperatorId = self.id("operator").parse().expect("an operator's id");
        let write = self.app.app.desk.store().write(Lane::Any, move |transaction| {
            let row = Notification {
                notification_id: transaction.id(),
                operator_id,
                kind: NotificationKind::Assigned,
                chat_id: Some(chat_id),
                subject_id: chat_id.0,
                source_seq: 0,
                at: transaction.now(),
                read_at: None,
            };
            notification::insert_or_ignore(transaction, &row)?;
            Ok::<_, StoreError>(row.notification_id)
        });
        write.await.expect("a notification").to_string()
    }
}
