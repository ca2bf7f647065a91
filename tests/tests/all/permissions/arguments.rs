//! Arguments and inputs made from their types: ids of real objects, other values that can be taken.

use serde_json::{Map, Value, json};
use switchboard_testkit::{
    fixtures::PIXEL,
    introspection::{Field, Input, Operation, Schema},
    scene::{BROWSER_KEY, BROWSER_SECRET, PASSWORD, PRIVATE, Scene},
};

/// The ways to ask for a field: with what is required, and with each optional id or choice as well.
/// Documents with their variables.
pub fn calls(
    scene: &Scene,
    schema: &Schema,
    operation: Operation,
    field: &Field,
    depth: usize,
) -> Vec<(String, Value)> {
    // A list of anything is dear: it is asked for what each thing says of itself. One of things that have
    // members is asked for those, and not for all that they have.
    let is_of_anything = field.of.is_list && schema.named(&field.of.name).kind == "INTERFACE";
    let depth = match field.name.as_str() {
        _ if is_of_anything => 0,
        "channels" => depth.min(1),
        _ => depth,
    };
    let selections = schema.selections(&field.of.name, depth);
    let arguments: Vec<&Input> =
        field.arguments.iter().filter(|one| !one.is_optional || one.name == "after").collect();
    let places = if operation == Operation::Subscription {
        arguments
    } else {
        field.arguments.iter().filter(|one| !one.is_optional || is_choice(one)).collect()
    };
    variants(scene, schema, &field.name, &places)
        .into_iter()
        .flat_map(|variables| selections.iter().map(move |one| (variables.clone(), one)))
        .map(|(variables, selection)| {
            let named = |one: &&&Input| variables.contains_key(&one.name);
            let declared: Vec<String> = places
                .iter()
                .filter(named)
                .map(|one| format!("${}: {}", one.name, one.of.text))
                .collect();
            let passed: Vec<String> =
                places.iter().filter(named).map(|one| format!("{0}: ${0}", one.name)).collect();
            let brackets = |parts: Vec<String>| {
                if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
            };
            let document = format!(
                "{}{} {{ {}{} {selection} }}",
                operation.word(),
                brackets(declared),
                field.name,
                brackets(passed),
            );
            (document, Value::Object(variables))
        })
        .collect()
}

/// Is it one of several ways to say what is meant.
fn is_choice(input: &Input) -> bool {
    input.of.name == "ID" || input.name == "number"
}

/// What is required alone; then with each of the rest.
fn variants(
    scene: &Scene,
    schema: &Schema,
    field: &str,
    inputs: &[&Input],
) -> Vec<Map<String, Value>> {
    let required: Vec<&&Input> = inputs.iter().filter(|one| !one.is_optional).collect();
    let mut all = vec![Map::new()];
    for input in required {
        let values = values(scene, schema, field, input);
        all = all
            .iter()
            .flat_map(|map| {
                values.iter().map(|value| {
                    let mut map = map.clone();
                    map.insert(input.name.clone(), value.clone());
                    map
                })
            })
            .collect();
    }
    let base = all.clone();
    for input in inputs.iter().filter(|one| one.is_optional) {
        for value in values(scene, schema, field, input) {
            all.extend(base.iter().map(|map| {
                let mut map = map.clone();
                map.insert(input.name.clone(), value.clone());
                map
            }));
        }
    }
    all
}

fn values(scene: &Scene, schema: &Schema, field: &str, input: &Input) -> Vec<Value> {
    let of = schema.named(&input.of.name);
    let values = match of.kind.as_str() {
        // All chats are meant. A view tells the conditions that its author gave it.
        "INPUT_OBJECT" if input.of.name == "ChatFilter" => vec![json!({})],
        // What a macro can do, says the act on many chats; here it does one thing.
        "INPUT_OBJECT" if input.of.is_list && input.of.name == "IntentInput" => {
            vec![json!({ "isRead": true })]
        }
        "INPUT_OBJECT" => {
            let fields: Vec<&Input> =
                of.inputs.iter().filter(|one| is_tried(one) && !is_itself(one, input)).collect();
            variants(scene, schema, field, &fields).into_iter().map(Value::Object).collect()
        }
        // Whose it is decides what it needs.
        "ENUM" if input.of.name == "SharingScope" => {
            of.values.iter().map(|one| json!(one)).collect()
        }
        "ENUM" => vec![json!(of.values[0])],
        _ => match input.of.name.as_str() {
            "ID" => ids(field, &input.name)
                .iter()
                .filter_map(|word| scene.ids.get(word))
                .map(|id| json!(id))
                .collect(),
            "Boolean" => vec![json!(true)],
            // An opening ends behind its begin.
            "Int" if input.name == "toMinute" => vec![json!(60)],
            "Int" | "Long" => vec![json!(1)],
            "JSON" => vec![json!({})],
            "DateTime" => vec![json!("2099-01-01T00:00:00Z")],
            "EventCursor" => vec![json!(start(scene))],
            _ => vec![json!(word(&input.name))],
        },
    };
    if input.of.is_list { vec![Value::Array(values)] } else { values }
}

/// Keys and versions only say how something is done, not what.
fn is_tried(input: &Input) -> bool {
    !input.is_optional || !matches!(input.name.as_str(), "clientMutationId" | "expectedVersion")
}

/// A filter inside a filter says nothing that the filter does not say.
fn is_itself(inner: &Input, outer: &Input) -> bool {
    inner.of.name == outer.of.name
}

/// The beginning of the log.
fn start(scene: &Scene) -> String {
    let epoch = scene.app.app.desk.store().epoch();
    switchboard_model::EventCursor::start(epoch).to_string()
}

/// Which objects an id may mean.
fn ids(field: &str, name: &str) -> Vec<&'static str> {
    match (field, name) {
        ("node" | "nodes", _) => switchboard_testkit::scene::PRIVATE_IDS.to_vec(),
        ("contact", "id") => vec!["contact"],
        (_, "id" | "ids" | "chatId" | "chatIds" | "afterChatId") => vec!["chat", "platformChat"],
        (_, "messageId") => vec!["message", "ownMessage"],
        (_, "lastMessageId" | "quotedMessageId" | "quotedId") => vec!["message"],
        (_, "noteId") => vec!["note", "contactNote"],
        (_, "contactId") => vec!["contact"],
        (_, "contactRoleId") => vec!["contactRole"],
        (_, "duplicateId" | "pulledId") => vec!["platformContact"],
        (_, "uniteId") => vec!["unite"],
        (_, "identityId") => vec!["identity"],
        ("attachmentUploadFinish", _) => vec!["attachment", "visitorFile"],
        (_, "attachmentId" | "attachmentIds") => vec!["attachment"],
        (_, "attributeKindId") => vec!["attributeKind"],
        (_, "blockedAddressId") => vec!["blockedAddress"],
        (_, "deliveryId") => vec!["delivery"],
        (_, "inboundRequestId") => vec!["inboundRequest"],
        (_, "broadcastId") => vec!["broadcast"],
        (_, "channelId" | "channelIds") => vec!["webChannel", "channel"],
        (_, "teamId" | "escalatesToTeamId") => vec!["team"],
        (_, "operatorId" | "operatorIds" | "memberOperatorIds") => vec!["operator"],
        (_, "teamIds" | "memberTeamIds") => vec!["team"],
        (_, "roleId") => vec!["role"],
        (_, "closeReasonId" | "closeReasonIds") => vec!["reason"],
        (_, "invitationId") => vec!["invitation"],
        (_, "macroId") => vec!["macro"],
        (_, "notificationId") => vec!["notification"],
        (_, "pendingReplyId") => vec!["pendingReply"],
        (_, "pushSubscriptionId") => vec!["pushSubscription"],
        (_, "labelId" | "labelIds" | "intoLabelId" | "unlabelId") => vec!["label"],
        (_, "referenceKindId") => vec!["referenceKind"],
        (_, "retentionRuleId") => vec!["retentionRule"],
        (_, "ruleId") => vec!["rule"],
        (_, "ruleListId") => vec!["ruleList"],
        (_, "scheduleId") => vec!["schedule"],
        (_, "replacementId") => vec!["replacement"],
        (_, "templateId") => vec!["template"],
        (_, "viewId" | "views") => vec!["view"],
        (_, "visitId") => vec!["visit"],
        (_, "sessionId") => vec!["session"],
        (_, "tokenId") => vec!["token"],
        _ => panic!("which object does {name} of {field} mean?"),
    }
}

fn word(name: &str) -> &'static str {
    match name {
        "clientMutationId" => "a-fresh-key-of-a-call",
        "email" => "new@example.org",
        "newPassword" | "password" => PASSWORD,
        "plugin" => "web",
        "emoji" => "👍",
        "image" => PIXEL,
        "key" => "something_new",
        "value" => "spam@example.org",
        "role" => "merchant",
        "shortcut" | "token" => "new",
        "contentType" => "text/plain",
        "locale" | "language" | "languages" | "defaultLanguage" | "nameLanguage" => "en",
        "timeZone" => "Europe/Madrid",
        "day" => "2099-12-25",
        "phone" => "+34600000000",
        "query" => PRIVATE,
        "channelKey" => "night",
        "url" => "https://shop.example.com/",
        "endpoint" => "http://127.0.0.1:9/new",
        "publicKey" => BROWSER_KEY,
        "secret" => BROWSER_SECRET,
        _ => "something new",
    }
}
