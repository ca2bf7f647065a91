//! What is too much is refused before a statement is run.

use crate::api::statements::statements;
use serde_json::{Value, json};
use switchboard_tests::{
    database::{BOTH, TestDatabase},
    introspection::Schema,
    scene::Scene,
};

fn nested(depth: usize) -> String {
    let open = "chats { nodes { contact { ".repeat(depth);
    let close = "} } }".repeat(depth);
    format!("{{ {open} id {close} }}")
}

fn too_much() -> Vec<(&'static str, String)> {
    let aliases: Vec<String> = (0..101).map(|number| format!("a{number}: headCursor")).collect();
    let directives = "@include(if: true) ".repeat(10_000);
    let spread = (0..30)
        .map(|number| format!("fragment f{number} on Chat {{ ...f{0} ...f{0} }}", number + 1));
    let spread: Vec<String> = spread.collect();
    vec![
        ("a page of 101", "{ chats(first: 101) { nodes { id } } }".to_owned()),
        ("a page of 101 from the end", "{ chats(last: 101) { nodes { id } } }".to_owned()),
        ("a negative page", "{ chats(first: -1) { nodes { id } } }".to_owned()),
        ("depth", nested(8)),
        (
            "cost",
            "{ chats(first: 100) { nodes { messages(first: 100) { nodes { id body } } } } }"
                .to_owned(),
        ),
        ("aliases", format!("{{ {} }}", aliases.join(" "))),
        ("directives", format!("{{ headCursor {directives} }}")),
        (
            "fragments that double",
            format!(
                "{{ chats {{ nodes {{ ...f0 }} }} }} {} fragment f30 on Chat {{ id }}",
                spread.join(" ")
            ),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_is_refused_before_any_statement() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        scene.admin.data("{ headCursor }", json!({})).await;
        for (name, text) in too_much() {
            let before = statements(&scene);
            let answer = scene.admin.send(&text, json!({})).await.body;
            assert!(answer["errors"].is_array(), "{name} is refused: {answer:#}");
            assert_eq!(answer.get("data").unwrap_or(&Value::Null), &Value::Null, "{name}");
            assert_eq!(statements(&scene), before, "{name} ran a statement: {answer:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counting_costs_only_those_who_ask() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let schema = Schema::told_to(&scene.admin).await;
        let connections = [
            "AuditEntry",
            "Chat",
            "Contact",
            "Delivery",
            "Event",
            "InboxDelivery",
            "Message",
            "Note",
            "Operator",
        ];
        for name in connections {
            let fields = &schema.named(&format!("{name}Connection")).fields;
            assert!(
                !fields.iter().any(|field| field.name == "totalCount"),
                "{name} is counted cheaply?"
            );
        }
        scene.admin.data("{ headCursor }", json!({})).await;
        let cost = async |text: &str| {
            let before = statements(&scene);
            scene.admin.data(text, json!({})).await;
            statements(&scene) - before
        };
        let one = cost("{ chatCounts { new } }").await;
        assert_eq!(cost("{ chatCounts { new mine unread } }").await, one * 3);
        assert_eq!(cost("{ chatCounts { __typename } }").await, 0);
        let found = "{ search(query: \"Zanzibar\") { nodes { __typename } } }";
        let counted = "{ search(query: \"Zanzibar\") { totalCount nodes { __typename } } }";
        assert_eq!(cost(found).await, cost(counted).await);
    }
}
