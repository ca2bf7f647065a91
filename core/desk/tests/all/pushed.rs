//! What the company's product pushes of its users: by a program, and in the identities that it signs.

use crate::app::{ANSWERS, TestApp};
use crate::platform::plugin_channel;
use crate::shorthand::unchanged;
use crate::visits::arrives;
use crate::vouched::vouched;
use serde_json::{Value, json};
use switchboard_desk::attribute_kind as kinds;
use switchboard_desk::chat::open::{OpenInput, open};
use switchboard_desk::contact::update::update;
use switchboard_desk::contact::upsert::{UpsertInput, upsert};
use switchboard_desk::{Context, channel};
use switchboard_model::attribute_kind::{AttributeOwner, AttributeType};
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, Permission};
use switchboard_store::testing::both_databases;
use switchboard_store::{contact, identity};

fn user(channel_id: ChannelId, external_id: &str) -> UpsertInput {
    UpsertInput {
        channel_id,
        external_id: external_id.to_owned(),
        name: None,
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: None,
    }
}

async fn pushed(app: &TestApp, program: &Context, input: UpsertInput) -> Contact {
    upsert(&app.desk, program, input).await.expect("pushed").value
}

async fn kind(app: &TestApp, admin: &Context, key: &str, owner: AttributeOwner) {
    let input = kinds::CreateInput {
        subject: None,
        key: key.to_owned(),
        name: key.to_owned(),
        value_type: AttributeType::Text,
        choices: Vec::new(),
        pattern: None,
        owner: Some(owner),
        is_filterable: None,
    };
    kinds::create(&app.desk, admin, input).await.expect("a kind");
}

pub async fn every_command(app: &TestApp, admin: &Context) {
    let input =
        channel::create::CreateInput { settings: json!({}), ..plugin_channel("web", "pushed") };
    let made = channel::create::create(&app.desk, admin, input).await.expect("a channel").value;
    pushed(app, admin, user(made.channel_id, "audited")).await;
}

/// F53: a profile that the product pushes stays in step, and F103: the user can be written to before they ever came.
#[both_databases]
async fn what_a_program_pushes_is_written_once_and_again_when_it_changes(app: TestApp) {
    let (_, admin) = app.admin().await;
    let web = app.web_channel(&admin, json!({})).await.channel_id;
    let first = UpsertInput {
        name: Some("Paula".to_owned()),
        email: Some(Some("paula@example.org".to_owned())),
        role: Some(Some("merchant".to_owned())),
        attributes: Some(json!({ "plan": "gold", "seats": 5 })),
        ..user(web, "42")
    };
    let made = pushed(&app, &admin, first.clone()).await;
    assert_eq!(made.attributes, json!({ "plan": "gold", "seats": 5 }));
    assert_eq!(pushed(&app, &admin, first).await, made, "the same again changes nothing");
    let later = UpsertInput {
        email: Some(None),
        attributes: Some(json!({ "plan": "silver", "seats": null })),
        ..user(web, "42")
    };
    let after = pushed(&app, &admin, later).await;
    assert_eq!((after.contact_id, after.email.as_deref()), (made.contact_id, None));
    assert_eq!((after.name.as_str(), after.attributes), ("Paula", json!({ "plan": "silver" })));
    assert_eq!(app.count(EventKind::ContactCreated).await, 1);
    assert_eq!(app.count(EventKind::ContactUpdated).await, 1);

    let of = made.contact_id;
    let address =
        app.read(move |connection| identity::of_contact(connection, of, 5)).await.remove(0);
    let identity_id = Some(address.identity_id);
    let input = OpenInput { identity_id, visit_id: None, team_id: None, subject: None };
    open(&app.desk, &admin, input).await.expect("begun");
    let came = arrives(&app, Some(vouched(&json!({ "sub": "42" })))).await;
    assert_eq!(came.visitor.contact_id, of, "they come to the same contact");
}

#[both_databases]
async fn a_program_needs_the_permission_the_channel_and_values_that_make_sense(app: TestApp) {
    let (_, admin) = app.admin().await;
    let web = app.web_channel(&admin, json!({})).await.channel_id;
    let olga = app.operator("olga", ANSWERS, true).await;
    let code = async |context: &Context, input: UpsertInput| {
        upsert(&app.desk, context, input).await.map_err(|error| error.code()).err()
    };
    let pushes = [Permission::ContactRead, Permission::ContactPush];
    let stranger = app.operator("stranger", &pushes, true).await;
    assert_eq!(code(&stranger, user(web, "42")).await, Some("NOT_FOUND"), "another team's channel");
    let platform = app.channel.channel_id;
    assert_eq!(code(&olga, user(platform, "42")).await, Some("FORBIDDEN"));
    assert_eq!(code(&stranger, user(platform, "42")).await, Some("INVALID"), "it is no web chat");
    for wrong in [
        user(web, ""),
        UpsertInput { email: Some(Some("nobody".to_owned())), ..user(web, "42") },
        UpsertInput { attributes: Some(json!(["gold"])), ..user(web, "42") },
        UpsertInput { attributes: Some(json!({ "a": "b".repeat(20_000) })), ..user(web, "42") },
    ] {
        assert_eq!(code(&admin, wrong).await, Some("INVALID"));
    }
    assert_eq!(app.count(EventKind::ContactCreated).await, 0);
}

/// F53: what the product owns follows it, and nobody else writes it.
#[both_databases]
async fn attributes_of_the_product_follow_it_and_refuse_operators(app: TestApp) {
    let (_, admin) = app.admin().await;
    let web = app.web_channel(&admin, json!({})).await.channel_id;
    kind(&app, &admin, "plan", AttributeOwner::Product).await;
    kind(&app, &admin, "mood", AttributeOwner::Operator).await;
    let push = |attributes: Value| UpsertInput { attributes: Some(attributes), ..user(web, "42") };
    let made = pushed(&app, &admin, push(json!({ "plan": "gold" }))).await;
    let refused = upsert(&app.desk, &admin, push(json!({ "mood": "good" }))).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("INVALID"));
    let mut edited = unchanged(made.contact_id);
    edited.attributes = Some(json!({ "plan": "free", "mood": "good" }));
    let refused = update(&app.desk, &admin, edited.clone()).await.expect_err("refused").to_string();
    assert!(refused.contains("plan") && refused.contains("product"), "{refused}");
    edited.attributes = Some(json!({ "plan": "gold", "mood": "good" }));
    update(&app.desk, &admin, edited).await.expect("their own");

    let claims = json!({ "sub": "42", "locale": "pt_br", "zoneinfo": "America/Sao_Paulo",
        "attributes": { "plan": "silver", "mood": "bad", "cart": 3 } });
    arrives(&app, Some(vouched(&claims))).await;
    let of = made.contact_id;
    let after = app.read(move |connection| contact::get(connection, of)).await;
    assert_eq!(after.attributes, json!({ "plan": "silver", "mood": "good", "cart": 3 }));
    assert_eq!(after.locale.as_deref(), Some("pt-BR"));
    assert_eq!(after.time_zone.as_deref(), Some("America/Sao_Paulo"));
}
