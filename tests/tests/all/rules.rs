//! Rules at work: what they do at events, when time passes and when they are stopped, through the whole server.

use serde_json::{Value, json};
use switchboard_model::ChatId;
use switchboard_testkit::{
    database::both_databases,
    graphql::{Client, mutation},
    scene::Scene,
};

const MINUTE_MS: i64 = 60_000;
const CHAT: &str = "query($id: ID!) { chat(id: $id) { status priority escalationLevel team { key } \
    operator { name } labels { name } messages(last: 10) { nodes { body author { __typename \
    ... on AutomaticAuthor { kind ruleKey } } } } notes(first: 10) { nodes { body ruleKey } } } }";
const RUNS: &str = "query($chat: ID) { ruleRuns(chatId: $chat) { rule { key } number event outcome \
    intents { line text result } steps line problem } }";

/// Saves a rule and switches it on.
async fn live(client: &Client, key: &str, source: &str) -> Value {
    let input = json!({ "key": key, "source": source, "tests": "" });
    let saved = client.change("ruleSave", input, "rule { id }").await;
    let id = saved["rule"]["id"].clone();
    client.change("ruleEnable", json!({ "ruleId": id }), "rule { state }").await;
    id
}

/// A visitor writes in a chat of their own; gives its id.
async fn writes(scene: &Scene, key: &str, body: &str) -> String {
    let visitor = scene.app.visitor("night").await;
    let said = json!({ "clientMutationId": key, "body": body });
    let made = visitor.change("messageWrite", said, "message { chatId }").await;
    scene.app.settle().await;
    made["message"]["chatId"].as_str().expect("a chat").to_owned()
}

async fn chat(scene: &Scene, id: &str) -> Value {
    scene.admin.data(CHAT, json!({ "id": id })).await["chat"].clone()
}

async fn runs(scene: &Scene, id: &str) -> Vec<Value> {
    let found = scene.admin.data(RUNS, json!({ "chat": id })).await;
    found["ruleRuns"].as_array().expect("runs").clone()
}

async fn pass(scene: &Scene, minutes: i64) {
    scene.app.clock.pass_ms(minutes * MINUTE_MS);
    scene.app.settle().await;
}

/// F72, F77.
#[both_databases]
async fn a_message_is_routed_by_its_words_and_the_run_says_why(scene: Scene) {
    let list = json!({ "key": "payment-words", "words": "# what is meant\nrefund*\nrückzahlung" });
    scene.admin.change("ruleListSave", list, "ruleList { version }").await;
    let source = "// Payments go to the day.\n// @on message.received\n// @order 20\n\
        if message.mentions(list(\"payment-words\")) {\n  chat.assign(team(\"day\"));\n  \
        chat.set_priority(\"HIGH\");\n}\n";
    live(&scene.admin, "20-payment", source).await;
    let id = writes(&scene, "one", "WO BLEIBT MEINE RUCKZAHLUNG?").await;
    let seen = chat(&scene, &id).await;
    assert_eq!((&seen["team"]["key"], &seen["priority"]), (&json!("day"), &json!("HIGH")));
    let told = runs(&scene, &id).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let expected = json!({
        "rule": { "key": "20-payment" },
        "number": 1,
        "event": "message.received",
        "outcome": "FIRED",
        "intents": [
            { "line": 5, "text": "team day", "result": "APPLIED" },
            { "line": 6, "text": "priority HIGH", "result": "APPLIED" },
        ],
        "steps": ["line 4 message.mentions(list(\"payment-words\")): yes"],
        "line": null,
        "problem": null,
    });
    assert_eq!(told[0], expected);
    let other = writes(&scene, "two", "hello").await;
    assert_eq!(runs(&scene, &other).await, Vec::<Value>::new());
    assert_eq!(chat(&scene, &other).await["team"]["key"], "night");
    let query = "query($id: ID!) { chat(id: $id) { timeline(first: 20) { nodes { kind author { \
        ... on AutomaticAuthor { kind ruleKey } } } } } }";
    let history = scene.admin.data(query, json!({ "id": id })).await;
    let by_rule = json!({ "kind": "RULE", "ruleKey": "20-payment" });
    let nodes = history["chat"]["timeline"]["nodes"].as_array().expect("a history").clone();
    assert_eq!(nodes.iter().filter(|node| node["author"] == by_rule).count(), 2, "{nodes:?}");
}

/// F72: rules run in their order, each sees what those before it decided, and `stop()` ends the list.
#[both_databases]
async fn later_rules_see_what_earlier_ones_decided(scene: Scene) {
    let first = "// First.\n// @on chat.opened\n// @order 10\nchat.set_priority(\"URGENT\");\n";
    let second = "// Second.\n// @on chat.opened\n// @order 20\n\
        if chat.priority == \"URGENT\" { chat.set_subject(\"urgent\"); stop(); }\n";
    let third = "// Third.\n// @on chat.opened\n// @order 30\nchat.set_subject(\"never\");\n";
    for (key, source) in [("c-third", third), ("a-second", second), ("b-first", first)] {
        live(&scene.admin, key, source).await;
    }
    let id = writes(&scene, "one", "hello").await;
    let query = "query($id: ID!) { chat(id: $id) { priority subject } }";
    let seen = scene.admin.data(query, json!({ "id": id })).await;
    assert_eq!(seen["chat"], json!({ "priority": "URGENT", "subject": "urgent" }));
    let keys: Vec<Value> =
        runs(&scene, &id).await.iter().rev().map(|run| run["rule"]["key"].clone()).collect();
    assert_eq!(keys, ["b-first", "a-second"]);
}

/// F45: nobody answered, so the chat moves up – once, and only where nobody answered.
#[both_databases]
async fn who_waits_too_long_is_escalated_once(scene: Scene) {
    let source = "// Nobody answered.\n// @on waiting_on_operator 10m, 30m\n\
        if event.step == 1 { chat.note(`No answer for ${event.waited.text}`); }\n\
        if event.step == 2 { chat.escalate(team(\"day\"), \"unanswered\"); }\n";
    let before = writes(&scene, "before", "I wait already").await;
    pass(&scene, 11).await;
    live(&scene.admin, "70-unanswered", source).await;
    let waits = writes(&scene, "waits", "hello?").await;
    let answered = writes(&scene, "answered", "hello!").await;
    pass(&scene, 5).await;
    let reply = json!({ "clientMutationId": "r", "chatId": answered, "body": "hello" });
    scene.nora.change("messageReply", reply, "message { id }").await;
    pass(&scene, 4).await;
    assert_eq!(runs(&scene, &waits).await.len(), 0, "nine minutes are not ten");
    pass(&scene, 1).await;
    let notes = chat(&scene, &waits).await["notes"]["nodes"].clone();
    assert_eq!(notes, json!([{ "body": "No answer for 10 minutes", "ruleKey": "70-unanswered" }]));
    pass(&scene, 1).await;
    assert_eq!(runs(&scene, &waits).await.len(), 1);
    pass(&scene, 19).await;
    let seen = chat(&scene, &waits).await;
    assert_eq!((&seen["team"]["key"], &seen["escalationLevel"]), (&json!("day"), &json!(1)));
    pass(&scene, 120).await;
    assert_eq!(runs(&scene, &waits).await.len(), 2);
    assert_eq!(runs(&scene, &answered).await.len(), 0);
    let left = runs(&scene, &before).await;
    let events: Vec<&Value> = left.iter().map(|run| &run["intents"][0]["text"]).collect();
    assert_eq!(events, ["escalate day: unanswered"], "ten minutes had passed before it was on");
}

/// F45: a timer runs out unless what ends it happened.
#[both_databases]
async fn a_timer_of_a_rule_runs_out_or_is_ended(scene: Scene) {
    let source = "// Ask again.\n// @on message.sent, timer.fired again\n\
        if event.kind == \"timer.fired\" { chat.add_label(\"Night's\"); return; }\n\
        chat.start_timer(\"again\", minutes(20), #{ unless: \"customer_writes\" });\n";
    live(&scene.admin, "30-again", source).await;
    let (silent, writing) =
        (writes(&scene, "silent", "hi").await, writes(&scene, "writing", "hi").await);
    for (number, id) in [&silent, &writing].into_iter().enumerate() {
        let key = format!("reply {number}");
        let reply = json!({ "clientMutationId": key, "chatId": id, "body": "which order?" });
        scene.nora.change("messageReply", reply, "message { id }").await;
    }
    pass(&scene, 10).await;
    assert_eq!(chat(&scene, &silent).await["labels"], json!([]));
    let closes = json!({ "chatId": writing, "closeReasonId": scene.id("reason") });
    scene.nora.change("chatClose", closes, "chat { id }").await;
    pass(&scene, 10).await;
    assert_eq!(chat(&scene, &silent).await["labels"], json!([{ "name": "Night's" }]));
    assert_eq!(chat(&scene, &writing).await["labels"], json!([]), "closing ends it");
}

/// F77: what the chat does not allow is refused with all of its rule behind it; what was before it stands.
#[both_databases]
async fn a_refusal_ends_its_rule_and_is_told(scene: Scene) {
    let source = "// Close, then write.\n// @on message.received\nchat.set_priority(\"LOW\");\n\
        chat.assign(operator(\"gus@example.org\"));\nchat.set_subject(\"never\");\n";
    let guest =
        scene.admin.data("{ operators(first: 50) { nodes { id email } } }", json!({})).await;
    let all = guest["operators"]["nodes"].as_array().expect("operators").clone();
    let gus = all.iter().find(|one| one["email"] == "gus@example.org").expect("Gus").clone();
    live(&scene.admin, "10-gus", source).await;
    let off = json!({ "operatorId": gus["id"], "isActive": false });
    scene.admin.change("operatorUpdate", off, "operator { id }").await;
    let id = writes(&scene, "one", "hello").await;
    let told = runs(&scene, &id).await;
    assert_eq!(told[0]["outcome"], "REFUSED");
    let results: Vec<&Value> =
        told[0]["intents"].as_array().expect("intents").iter().map(|one| &one["result"]).collect();
    assert_eq!(results, ["APPLIED", "REFUSED", "SKIPPED"]);
    assert_eq!(told[0]["problem"], "operatorId: no active operator has this id");
    assert_eq!(chat(&scene, &id).await["priority"], "LOW");
}

/// F77: rules that set each other off come to an end, and so does one that fires again and again.
#[both_databases]
async fn rules_that_set_each_other_off_come_to_an_end(scene: Scene) {
    let up = "// Up.\n// @on chat.updated\nchat.set_priority(\"HIGH\");\n";
    let down = "// Down.\n// @on chat.updated\nchat.set_priority(\"LOW\");\n";
    let begin = "// Begin.\n// @on message.received\nchat.set_priority(\"URGENT\");\n";
    live(&scene.admin, "10-begin", begin).await;
    let id = writes(&scene, "one", "hello").await;
    live(&scene.admin, "20-up", up).await;
    live(&scene.admin, "30-down", down).await;
    let subject = json!({ "chatId": id, "subject": "a fight" });
    scene.nora.change("chatUpdate", subject, "chat { id }").await;
    scene.app.settle().await;
    let count = runs(&scene, &id).await.len();
    assert!((3..=11).contains(&count), "{count} runs");
    for number in 0..14 {
        let subject = json!({ "chatId": id, "subject": format!("fight {number}") });
        scene.nora.change("chatUpdate", subject, "chat { id }").await;
        scene.app.settle().await;
    }
    let told = runs(&scene, &id).await;
    let muted: Vec<&Value> = told.iter().filter(|run| run["outcome"] == "MUTED").collect();
    assert!(!muted.is_empty(), "{told:?}");
    let reason = "it has fired too often in this chat and rests here for an hour";
    assert_eq!(muted[0]["problem"], reason);
    let fired = |key: &str| {
        let of_key = told.iter().filter(|run| run["rule"]["key"] == key);
        of_key.filter(|run| run["outcome"] == "FIRED").count()
    };
    assert!(fired("20-up") <= 10 && fired("30-down") <= 10, "{told:?}");
}

/// F77: a rule acts in the name of whoever switched it on, and never beyond what they may do now.
#[both_databases]
async fn a_rule_does_nothing_that_its_enabler_may_not_do(scene: Scene) {
    let permissions = json!([
        "CHAT_READ",
        "CHAT_READ_ALL",
        "CHAT_LABEL",
        "RULE_READ",
        "RULE_UPDATE",
        "RULE_ENABLE"
    ]);
    let role = json!({ "name": "Rule maker", "permissions": permissions });
    let role = scene.admin.change("roleCreate", role, "role { id }").await;
    let made = json!({
        "name": "Mara", "email": "mara@example.org", "roleId": role["role"]["id"], "teamIds": [],
    });
    let made = scene.admin.change("operatorCreate", made, "operator { id }").await;
    let mara = made["operator"]["id"].as_str().expect("an id").to_owned();
    let (mara, _) = scene.app.session_of("mara@example.org", &scene.admin, &mara).await;
    let closes = "// Closes.\n// @on message.received\nchat.set_priority(\"LOW\");\n";
    let input = json!({ "key": "10-closes", "source": closes, "tests": "" });
    let saved = mara.change("ruleSave", input, "rule { id }").await;
    let on = json!({ "ruleId": saved["rule"]["id"] });
    let asked = mutation("ruleEnable", "rule { id }");
    let refused = mara.send(&asked, json!({ "input": on })).await;
    assert_eq!(refused.body["errors"][0]["extensions"]["permission"], "CHAT_CLOSE");

    let labels = "// Labels.\n// @on message.received\nchat.add_label(\"Night's\");\n";
    live(&mara, "20-labels", labels).await;
    let id = writes(&scene, "one", "hello").await;
    assert_eq!(chat(&scene, &id).await["labels"], json!([{ "name": "Night's" }]));
    let less =
        json!({ "roleId": role["role"]["id"], "permissions": ["CHAT_READ", "CHAT_READ_ALL"] });
    scene.admin.change("roleUpdate", less, "role { id }").await;
    let other = writes(&scene, "two", "hello").await;
    let told = runs(&scene, &other).await;
    assert_eq!((told.len(), &told[0]["outcome"]), (1, &json!("REFUSED")));
    assert_eq!(told[0]["problem"], "you lack the permission chat.label: ask an admin for it");
    assert_eq!(chat(&scene, &other).await["labels"], json!([]));
}

/// F77: what cannot run any more is switched off, and says why.
#[both_databases]
async fn a_rule_that_names_what_is_gone_is_switched_off(scene: Scene) {
    let source = "// To the day.\n// @on message.received\nchat.assign(team(\"day\"));\n";
    let rule = live(&scene.admin, "20-day", source).await;
    let renamed = json!({ "teamId": scene.id("otherTeam"), "key": "daylight" });
    scene.admin.change("teamUpdate", renamed, "team { key }").await;
    let id = writes(&scene, "one", "hello").await;
    let rules = scene.admin.data("{ rules { id state stateReason } }", json!({})).await;
    let all = rules["rules"].as_array().expect("rules").clone();
    let found = all.iter().find(|one| one["id"] == rule).expect("the rule").clone();
    assert_eq!(found["state"], "SUSPENDED");
    let reason = found["stateReason"].as_str().expect("a reason");
    assert!(reason.contains("there is no team \"day\""), "{reason}");
    assert_eq!(runs(&scene, &id).await, Vec::<Value>::new());
    let chat_id: ChatId = id.parse().expect("an id");
    assert!(chat_id.0 > 0);
    let again = json!({ "ruleId": rule });
    let refused = scene.admin.attempt("ruleEnable", again, "rule { id }").await;
    assert_eq!(refused["userErrors"][0]["code"], "CONFLICT", "{refused}");
}

/// F77: a customer who is silent is not written to again and again, and nobody stops waiting for a rule's words.
#[both_databases]
async fn a_reply_of_a_rule_is_said_once_and_answers_nobody(scene: Scene) {
    let texts = json!([{ "locale": "en", "body": "We are closed.", "format": "PLAIN" }]);
    let template = json!({
        "scope": "EVERYONE", "shortcut": "closed", "title": "Closed", "defaultLocale": "en",
        "texts": texts,
    });
    scene.admin.change("templateCreate", template, "template { id }").await;
    let source =
        "// Closed.\n// @on message.received\nchat.reply(\"closed\", #{ every: hours(8) });\n";
    live(&scene.admin, "60-closed", source).await;
    let visitor = scene.app.visitor("night").await;
    let mut id = String::new();
    for key in ["a", "b"] {
        let said = json!({ "clientMutationId": key, "body": key });
        let made = visitor.change("messageWrite", said, "message { chatId }").await;
        id = made["message"]["chatId"].as_str().expect("a chat").to_owned();
        scene.app.settle().await;
    }
    let query = "query($id: ID!) { chat(id: $id) { status waitingOn messages(last: 10) { nodes { body \
        author { __typename ... on AutomaticAuthor { ruleKey } } } } } }";
    let seen = scene.admin.data(query, json!({ "id": id })).await["chat"].clone();
    assert_eq!((&seen["status"], &seen["waitingOn"]), (&json!("NEW"), &json!("OPERATOR")));
    let nodes = seen["messages"]["nodes"].as_array().expect("messages").clone();
    let by_rule: Vec<&Value> =
        nodes.iter().filter(|node| node["author"]["ruleKey"] == "60-closed").collect();
    assert_eq!(by_rule.len(), 1, "{nodes:?}");
    assert!(by_rule[0]["body"].as_str().expect("a text").starts_with("We are closed."));
}
