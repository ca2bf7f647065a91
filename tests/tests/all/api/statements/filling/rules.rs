//! Rules of retention, rules that run with their lists of words, and what one of them did.

use super::made;
use serde_json::json;
use switchboard_testkit::scene::{NEVER, Scene};

/// A retention rule, a rule that runs and did something, and a list.
pub async fn rules(scene: &Scene, word: &str, name: &str) {
    let rule = json!({ "name": name, "filter": {}, "afterDays": 3_650, "act": "ERASE" });
    made(scene, "retentionRuleCreate", rule, "retentionRule").await;
    let input = json!({ "key": format!("{word}-rule"), "source": NEVER, "tests": "" });
    let rule = made(scene, "ruleSave", input, "rule").await;
    made(scene, "ruleEnable", json!({ "ruleId": rule }), "rule").await;
    made(scene, "ruleListSave", json!({ "key": word, "words": name }), "ruleList").await;
    scene.ran(&rule, scene.id("platformChat")).await;
}
