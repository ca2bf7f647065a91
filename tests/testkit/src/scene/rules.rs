//! What a rule did, without a rule that does it.

use super::Scene;
use serde_json::json;
use switchboard_model::{
    ChatId, RuleId,
    rule::{RuleOutcome, RuleRun},
};
use switchboard_store::{Lane, StoreError, Transaction, rule_run};

impl Scene {
    /// A rule did something in a chat, and not all that it asked for.
    pub async fn ran(&self, rule: &str, chat: &str) {
        let rule_id: RuleId = rule.parse().expect("a rule's id");
        let chat_id: ChatId = chat.parse().expect("a chat's id");
        let work = move |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
            let run = RuleRun {
                rule_run_id: transaction.id(),
                rule_id,
                number: 1,
                chat_id,
                event: "chat.rated".to_owned(),
                at: transaction.now(),
                outcome: RuleOutcome::Refused,
                intents: json!([{ "line": 3, "text": "priority LOW", "result": "REFUSED" }]),
                steps: vec!["line 3 chat.number < 0: yes".to_owned()],
                line: Some(3),
                problem: Some("the chat is closed".to_owned()),
            };
            rule_run::insert(transaction, &run)
        };
        self.app.app.desk.store().write(Lane::Any, work).await.expect("a run");
    }
}
