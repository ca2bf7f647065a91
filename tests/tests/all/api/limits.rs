//! What is too much is refused with a stable code before a statement is run.

use serde_json::{Value, json};
use switchboard_store::statements::counted;
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    graphql::Client,
    introspection::Schema,
    scene::Scene,
};

/// The ways of one schema from its root to its root again, and a list.
struct Shape {
    open: &'static str,
    close: &'static str,
    page: &'static str,
    root: &'static str,
    costly: &'static str,
}

const OPERATOR: Shape = Shape {
    open: "chats { nodes { contact { chats { nodes { contact { ",
    close: "} } } } } } ",
    page: "chats",
    root: "Query",
    costly: "chats(first: 100) { nodes { messages(first: 100) { nodes { id body } } } }",
};
const VISITOR: Shape = Shape {
    open: "__schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ",
    close: "} } } } } } } } } ",
    page: "myChat { messages",
    root: "VisitorQuery",
    costly: "myChat { messages(first: 100) { nodes { id body } } }",
};

/// A document, and the code of its refusal.
type Case = (&'static str, String, Value, &'static str);

fn too_much(shape: &Shape) -> Vec<Case> {
    let Shape { open, close, page, root, .. } = shape;
    let end = if page.contains('{') { "}" } else { "" };
    let list = |arguments: &str| format!("{page}({arguments}) {{ nodes {{ id }} }} {end}");
    let many = |count: usize, word: &dyn Fn(usize) -> String| {
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    };
    let double = many(20, &|number| {
        let inner = match number {
            19 => "headCursor".to_owned(),
            _ => format!("...f{0} ...f{0}", number + 1),
        };
        format!("fragment f{number} on {root} {{ {inner} }}")
    });
    let costly = many(90, &|number| format!("a{number}: {}", shape.costly));
    let none = || json!({});
    let limit = "LIMIT_EXCEEDED";
    vec![
        ("a page of 101", format!("{{ {} }}", list("first: 101")), none(), limit),
        ("a page of 101 from the end", format!("{{ {} }}", list("last: 101")), none(), limit),
        (
            "a page of 101 by a variable",
            format!("query($n: Int) {{ {} }}", list("first: $n")),
            json!({ "n": 101 }),
            limit,
        ),
        (
            "depth",
            format!("{{ {} __typename {} }}", open.repeat(3), close.repeat(3)),
            none(),
            limit,
        ),
        ("cost", format!("{{ {costly} }}"), none(), limit),
        (
            "aliases",
            format!("{{ {} }}", many(101, &|number| format!("a{number}: headCursor"))),
            none(),
            limit,
        ),
        (
            "directives",
            format!("{{ headCursor {} }}", "@include(if: true) ".repeat(101)),
            none(),
            limit,
        ),
        ("tokens", format!("{{ headCursor(a: [{}]) }}", "1 ".repeat(5_000)), none(), limit),
        ("bytes", format!("{{ headCursor }} #{}", "x".repeat(70_000)), none(), limit),
        (
            "brackets",
            format!("{{ headCursor(a: {}1{}) }}", "[".repeat(100), "]".repeat(100)),
            none(),
            limit,
        ),
        ("fragments that double", format!("{{ ...f0 }} {double}"), none(), limit),
        (
            "a body",
            format!("{{ headCursor }} #{}", "x".repeat(1_100_000)),
            none(),
            "BODY_TOO_LARGE",
        ),
    ]
}

async fn are_refused(client: &Client, shape: &Shape) {
    let (_, some) = counted(client.data("{ headCursor }", json!({}))).await;
    assert!(some > 0, "statements are counted");
    for (name, text, variables, code) in too_much(shape) {
        let (answer, count) = counted(client.send(&text, variables)).await;
        let answer = answer.body;
        let told = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(told, code, "{name} of {}: {answer:#}", shape.root);
        assert!(answer["errors"][0]["message"].as_str().is_some_and(|text| text.len() > 20));
        assert_eq!(answer.get("data").unwrap_or(&Value::Null), &Value::Null, "{name}");
        assert_eq!(count, 0, "{name} ran a statement: {answer:#}");
    }
}

#[both_databases]
async fn what_is_too_much_is_refused_before_any_statement(scene: Scene) {
    are_refused(&scene.admin, &OPERATOR).await;
    are_refused(&scene.visitor, &VISITOR).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_a_stable_code_before_any_statement() {
    let database = TestDatabase::sqlite();
    let scene = Scene::open(&database).await;
    let nobody = scene.app.nobody();
    scene.nora.data("{ headCursor }", json!({})).await;
    for (client, text, code) in [
        (&nobody, "{ viewer { permissions } }", "UNAUTHENTICATED"),
        (&scene.nora, "{ settings { storageQuotaBytes } }", "FORBIDDEN"),
        (&scene.nora, "{ chat { id } }", "INVALID"),
        (&scene.nora, "{ chats(first: 1, last: 1) { nodes { id } } }", "INVALID"),
        (&scene.nora, "{ chats(after: \"nonsense\") { nodes { id } } }", "INVALID"),
        (&scene.nora, "{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (&scene.nora, "{ chats", "GRAPHQL_PARSE_FAILED"),
        (&scene.nora, "query($id: ID!) { chat(id: $id) { id } }", "BAD_USER_INPUT"),
    ] {
        let (answer, count) = counted(client.send(text, json!({}))).await;
        let answer = answer.body;
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{text}: {answer:#}");
        assert_eq!(count, 0, "{text} ran a statement");
    }
}

#[both_databases]
async fn counting_costs_only_those_who_ask(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    for (name, of) in schema.types().filter(|(name, _)| name.ends_with("Connection")) {
        let is_counted = of.fields.iter().any(|field| field.name == "totalCount");
        assert!(!is_counted || name == "SearchResultConnection", "{name} is counted cheaply?");
    }
    scene.admin.data("{ headCursor }", json!({})).await;
    let cost = async |text: &str| counted(scene.admin.data(text, json!({}))).await.1;
    let one = cost("{ chatCounts { new } }").await;
    assert_eq!(cost("{ chatCounts { new mine unread } }").await, one * 3);
    assert_eq!(cost("{ chatCounts { __typename } }").await, 0);
    let found = "{ search(query: \"Zanzibar\") { nodes { __typename } } }";
    let counted = "{ search(query: \"Zanzibar\") { totalCount nodes { __typename } } }";
    assert_eq!(cost(found).await, cost(counted).await);
}
