//! What stands in the scene's database and was done by none of its people: each is a row and nothing more.

use super::{PRIVATE, Scene};
use serde_json::json;
use switchboard_model::{
    ChatId, ContactId, OperatorId,
    connector::TextFormat,
    contact::{Contact, Unite},
    pending_reply::{PendingReply, PendingReplyKind, PendingReplyState},
};
use switchboard_store::{Lane, StoreError, contact, pending_reply, unite};

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
}
