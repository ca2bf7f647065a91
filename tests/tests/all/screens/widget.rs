//! A page shows its chat before anybody has begun a visit.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

const WIDGET: &str = "query($key: String!, $language: String) { widget(channelKey: $key, \
    language: $language) { greeting askName askEmail isIdentityRequired consent { version text url } \
    language operatorNames } }";

/// F64.
#[both_databases]
async fn w13_a_page_is_told_how_its_chat_begins_without_a_visit(scene: Scene) {
    let nobody = scene.app.at("/visitor/graphql", None);
    let ask = async |key: &str, language: Value| {
        nobody.send(WIDGET, json!({ "key": key, "language": language })).await.body
    };
    let first = ask("night", Value::Null).await["data"]["widget"].clone();
    let plain = json!({ "greeting": null, "askName": "NO", "askEmail": "NO",
        "isIdentityRequired": false, "consent": null, "language": "en", "operatorNames": [] });
    assert_eq!(first, plain);

    let consent = json!({ "version": "2", "text": "We keep what you write.", "url": null });
    let settings = json!({ "greeting": "Hello!", "ask_name": "OPTIONAL", "consent": consent,
        "allowed_origins": ["https://shop.example"] });
    let input = json!({ "channelId": scene.id("webChannel"), "settings": settings });
    scene.admin.change("channelUpdate", input, "channel { id }").await;
    let online = json!({ "status": "ONLINE" });
    scene.nora.change("operatorSetStatus", online, "operator { id }").await;
    let told = ask("night", json!("pt_br")).await["data"]["widget"].clone();
    assert_eq!((&told["greeting"], &told["askName"]), (&json!("Hello!"), &json!("OPTIONAL")));
    assert_eq!(told["consent"], consent);
    assert_eq!((&told["language"], &told["operatorNames"]), (&json!("pt-BR"), &json!(["Nora"])));
    let told = ask("night", json!("no language at all")).await;
    assert_eq!(told["data"]["widget"]["language"], "en");

    let unknown = ask("nowhere", Value::Null).await;
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "NOT_FOUND");
    scene
        .admin
        .change("channelPause", json!({ "channelId": scene.id("webChannel") }), "channel { id }")
        .await;
    let paused = ask("night", Value::Null).await;
    assert_eq!(paused["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

/// F71, F87.
#[both_databases]
async fn w13_a_page_shows_three_operators_of_its_team_who_are_online(scene: Scene) {
    let nobody = scene.app.at("/visitor/graphql", None);
    for (name, team) in
        [("Ada", "team"), ("Bo", "team"), ("Cy", "otherTeam"), ("Di", "team"), ("Ed", "team")]
    {
        let team = scene.id(team).parse().expect("a team");
        let operator = scene.app.operator(name, "Operator", &[team]).await;
        let client = scene.app.client_of(&operator).await;
        let status = if name == "Bo" { "AWAY" } else { "ONLINE" };
        client.change("operatorSetStatus", json!({ "status": status }), "operator { id }").await;
    }
    let told = nobody.data(WIDGET, json!({ "key": "night" })).await;
    assert_eq!(told["widget"]["operatorNames"], json!(["Ada", "Di", "Ed"]));
}

/// F90.
#[both_databases]
async fn w13_a_page_is_told_how_long_the_first_answer_usually_takes(scene: Scene) {
    let nobody = scene.app.at("/visitor/graphql", None);
    let asked = async || {
        let widget = "{ widget(channelKey: \"night\") { replyTimeMs } }";
        nobody.data(widget, json!({})).await["widget"]["replyTimeMs"].clone()
    };
    assert_eq!(asked().await, Value::Null, "few chats tell nothing");
    for minutes in [3, 4, 4, 4, 90] {
        let visitor = scene.app.visitor("night").await;
        let asks = json!({ "clientMutationId": "one", "body": "Is anybody there?" });
        visitor.change("messageWrite", asks, "message { id }").await;
        let newest = "{ chats(first: 1, order: CREATED) { nodes { id } } }";
        let chat = scene.nora.data(newest, json!({})).await["chats"]["nodes"][0]["id"].clone();
        scene.app.clock.pass_ms(minutes * 60_000);
        let answer = json!({ "chatId": chat, "body": "I am." });
        scene.nora.change("messageReply", answer, "message { id }").await;
    }
    assert_eq!(asked().await, json!(5 * 60_000), "four minutes, rounded up to a step");
}

/// F8 for the customer: what was answered and not read yet.
#[both_databases]
async fn w13_a_visitor_is_told_how_many_answers_are_unread(scene: Scene) {
    let told = async || {
        scene.app.settle().await;
        let query = "{ myChat { unreadCount messages(last: 1) { nodes { id } } } }";
        scene.visitor.data(query, json!({})).await["myChat"].clone()
    };
    let before = told().await["unreadCount"].as_i64().expect("a number");
    for body in ["an answer", "and another"] {
        let answer = json!({ "chatId": scene.id("chat"), "body": body });
        scene.nora.change("messageReply", answer, "message { id }").await;
    }
    let after = told().await;
    assert_eq!(after["unreadCount"], before + 2);
    scene.app.clock.pass_ms(1_000);
    let seen = json!({ "messageId": after["messages"]["nodes"][0]["id"] });
    scene.visitor.change("chatMarkRead", seen, "clientMutationId").await;
    assert_eq!(told().await["unreadCount"], 0);
}

/// F88.
#[both_databases]
async fn w13_a_page_is_told_when_its_channel_opens_next(scene: Scene) {
    let nobody = scene.app.at("/visitor/graphql", None);
    let asked = async || {
        let widget = "{ widget(channelKey: \"night\") { isOpen nextOpenAt closedText } }";
        nobody.data(widget, json!({})).await["widget"].clone()
    };
    let open = json!({ "isOpen": true, "nextOpenAt": null, "closedText": null });
    assert_eq!(asked().await, open, "without business hours it is always open");
    // One minute, years away: it is closed now.
    let holiday = json!({
        "day": "2030-01-01", "name": "New Year", "openings": [{ "fromMinute": 540, "toMinute": 541 }],
    });
    let schedule = json!({
        "name": "New Year", "timeZone": "Europe/Kyiv", "hours": [], "holidays": [holiday],
    });
    let made = scene.admin.change("scheduleCreate", schedule, "schedule { id isOpen nextOpenAt }");
    let made = made.await["schedule"].clone();
    let input = json!({
        "channelId": scene.id("webChannel"), "scheduleId": made["id"],
        "settings": { "closed_text": "We are back soon." },
    });
    let channel = "channel { schedule { id isOpen nextOpenAt } }";
    let changed = scene.admin.change("channelUpdate", input, channel).await;
    assert_eq!(changed["channel"]["schedule"], made);
    let opens = json!("2030-01-01T07:00:00.000Z");
    assert_eq!((&made["isOpen"], &made["nextOpenAt"]), (&json!(false), &opens));
    let closed = json!({ "isOpen": false, "nextOpenAt": opens, "closedText": "We are back soon." });
    assert_eq!(asked().await, closed);
}
