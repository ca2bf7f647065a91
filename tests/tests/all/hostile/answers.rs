//! Requests that ask for much with little: they are refused before they run, or end as soon as their
//! answer is too large, and what they held is given back.

use crate::attacks::documents::copies;
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, graphql::Client, scene::Scene};

/// What tools that generate code ask a server, with `ofType` as deep as the deepest of them.
const STANDARD: &str = "query IntrospectionQuery { __schema { description queryType { name kind } \
    mutationType { name kind } subscriptionType { name kind } types { ...FullType } directives { name \
    description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } } \
    fragment FullType on __Type { kind name description specifiedByURL \
    fields(includeDeprecated: true) { name description args(includeDeprecated: true) { \
    ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } \
    inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } \
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } \
    possibleTypes { ...TypeRef } } \
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue \
    isDeprecated deprecationReason } \
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name } } } } } } } } } }";
/// Messages of the visitor, and the letters of each.
const MESSAGES: usize = 10;
const LETTERS: usize = 15_000;

/// The code and the text of a refusal that gives no data.
async fn refused(client: &Client, query: &str, variables: Value) -> (String, String) {
    let answer = client.send(query, variables).await.body;
    assert_eq!(answer.get("data").unwrap_or(&Value::Null), &Value::Null, "{query}");
    let error = &answer["errors"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&error["extensions"]["code"]), text(&error["message"]))
}

/// Bytes that the server says it holds for answers.
async fn held(client: &Client) -> u64 {
    let (status, text) = client.follow("GET", "/metrics", "").await;
    assert_eq!(status, 200);
    let text = String::from_utf8(text).expect("text");
    let bytes: Vec<u64> = text
        .lines()
        .filter(|line| line.starts_with("switchboard_graphql_answer_bytes{"))
        .map(|line| line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("bytes"))
        .collect();
    assert_eq!(bytes.len(), 2, "{text}");
    bytes.iter().sum()
}

#[both_databases]
async fn a_short_question_gets_no_endless_answer(scene: Scene) {
    let nobody = scene.app.nobody();
    let circle = (0..7).fold("name".to_owned(), |inner, _| {
        format!("possibleTypes {{ interfaces {{ {inner} }} }}")
    });
    let circle = format!("{{ __type(name: \"Node\") {{ {circle} }} }}");
    for client in [&nobody, &scene.admin] {
        let (code, message) = refused(client, &circle, json!({})).await;
        assert_eq!(code, "LIMIT_EXCEEDED");
        assert!(message.contains("stands inside"), "{message}");
    }
    let inner = STANDARD.split_once("{ __schema").expect("a field").1;
    let (field, fragments) = inner.split_once(" fragment").expect("fragments");
    let field = format!("__schema{}", field.trim_end().strip_suffix('}').expect("a set"));
    let many = format!("{} fragment{fragments}", copies(40, &field));
    assert_eq!(refused(&nobody, &many, json!({})).await.0, "LIMIT_EXCEEDED");
    let told = scene.admin.data(STANDARD, json!({})).await;
    assert!(told["__schema"]["types"].as_array().is_some_and(|types| types.len() > 100));
    assert_eq!(held(&nobody).await, 0);
}

#[both_databases]
async fn a_visitor_asks_for_the_same_long_messages_many_times(scene: Scene) {
    for number in 0..MESSAGES {
        let body = format!("{number} {}", "x".repeat(LETTERS));
        let input = json!({ "body": body, "clientMutationId": format!("long-{number}") });
        scene.visitor.change("messageWrite", input, "message { id }").await;
    }
    let page = "myChat { messages(last: 10) { nodes { body } } }";
    let told = scene.visitor.data(&copies(10, page), json!({})).await;
    assert!(told.to_string().len() > 10 * MESSAGES * LETTERS);
    let (code, message) = refused(&scene.visitor, &copies(60, page), json!({})).await;
    assert_eq!(code, "LIMIT_EXCEEDED");
    assert!(message.contains("bytes"), "{message}");
    let input = json!({ "body": "and goes on", "clientMutationId": "after" });
    scene.visitor.change("messageWrite", input, "message { id }").await;
}

#[both_databases]
async fn each_of_many_ids_costs_what_is_asked_of_it(scene: Scene) {
    let ids = vec![scene.id("platformChat"); 100];
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Chat { messages(first: 100) { \
         nodes { id body } } } } }";
    let (code, message) = refused(&scene.admin, query, json!({ "ids": ids })).await;
    assert_eq!(code, "LIMIT_EXCEEDED");
    assert!(message.contains("costs 30101"), "{message}");
    let few = json!({ "ids": &ids[..20] });
    let told = scene.admin.data(query, few).await;
    assert_eq!(told["nodes"].as_array().map(Vec::len), Some(20));
}
