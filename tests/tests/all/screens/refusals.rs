//! What is refused says what is missing, and a form learns which of its fields is meant.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, graphql::mutation, scene::Scene};

#[both_databases]
async fn w12_a_refusal_names_the_missing_permission(scene: Scene) {
    let refused = async |query: &str, input: Value| {
        let answer = scene.guest.send(query, json!({ "input": input })).await.body;
        let extensions = &answer["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "FORBIDDEN", "{query}: {answer:#}");
        extensions["permission"].clone()
    };
    for (query, permission) in [
        ("{ chats { nodes { id } } }", "CHAT_READ"),
        ("{ contacts { nodes { id } } }", "CONTACT_READ"),
        ("{ auditLog { nodes { id } } }", "AUDIT_READ"),
        ("{ settings { storageQuotaBytes } }", "SETTING_MANAGE"),
        ("{ search(query: \"a\") { totalCount } }", "CHAT_READ"),
    ] {
        assert_eq!(refused(query, Value::Null).await, permission, "{query}");
    }
    for (name, input, permission) in [
        ("teamCreate", json!({ "name": "x" }), "OPERATOR_MANAGE"),
        ("labelCreate", json!({ "name": "x" }), "LABEL_MANAGE"),
        ("channelCreate", json!({ "plugin": "web", "name": "x" }), "CHANNEL_MANAGE"),
        ("operatorCreate", json!({ "email": "x@example.org", "name": "x" }), "OPERATOR_MANAGE"),
    ] {
        let query = mutation(name, "userErrors { code }");
        assert_eq!(refused(&query, input).await, permission, "{name}");
    }
    let query = mutation("noteCreate", "userErrors { code }");
    let input = json!({ "input": { "chatId": scene.id("chat"), "body": "x" } });
    let answer = scene.reader.send(&query, input).await.body;
    assert_eq!(answer["errors"][0]["extensions"]["permission"], "CHAT_NOTE", "{answer:#}");
}

#[both_databases]
async fn w12_a_mistake_names_the_field_of_the_form(scene: Scene) {
    let chat = scene.id("chat");
    scene.admin.change("teamCreate", json!({ "name": "Swing" }), "team { id }").await;
    let label = json!({ "labelId": scene.id("label"), "name": "x", "expectedVersion": 99 });
    for (name, input, field) in [
        ("messageReply", json!({ "chatId": chat, "body": " " }), "body"),
        ("messageReply", json!({ "chatId": chat, "body": "x", "format": "HTML" }), "body"),
        ("messageEdit", json!({ "messageId": scene.id("ownMessage"), "body": "" }), "body"),
        ("noteCreate", json!({ "chatId": chat, "body": "" }), "body"),
        ("teamCreate", json!({ "name": "Swing" }), "name"),
        ("teamCreate", json!({ "name": "x", "clientMutationId": "" }), "clientMutationId"),
        ("labelCreate", json!({ "name": "Night's" }), "name"),
        ("labelUpdate", label, "expectedVersion"),
        ("operatorCreate", json!({ "email": "nora@example.org", "name": "N" }), "email"),
        ("invitationCreate", json!({ "email": "nora@example.org" }), "email"),
    ] {
        let client = if name.starts_with("message") { &scene.nora } else { &scene.admin };
        let payload = client.attempt(name, input, "eventCursor").await;
        let path = &payload["userErrors"][0]["path"];
        assert_eq!(*path, json!(["input", field]), "{name}: {payload:#}");
    }
    let input = json!({ "chatIds": [chat], "act": { "assign": { "operatorId": scene.id("operator"),
        "teamId": "team_000000000000z" } } });
    let done = scene.admin.change("chatsBulk", input, "results { error { path } }").await;
    let path = json!(["input", "act", "assign", "teamId"]);
    assert_eq!(done["results"][0]["error"]["path"], path, "{done:#}");
}
