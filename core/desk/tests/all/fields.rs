//! What a company keeps of its contacts and chats beside what everybody has: roles and attributes with kinds.

use crate::app::{ANSWERS, TestApp};
use crate::shorthand::unchanged;
use serde_json::{Value, json};
use switchboard_desk::attribute_kind as kinds;
use switchboard_desk::chat::update as chat;
use switchboard_desk::contact::create::{CreateInput, create};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::contact_role as roles;
use switchboard_desk::limits::ATTRIBUTE_KINDS_FILTERABLE_MAX;
use switchboard_desk::{Context, Desk, view};
use switchboard_model::attribute_kind::{
    AttributeKind, AttributeOwner, AttributeSubject, AttributeType,
};
use switchboard_model::chat::LabelColor;
use switchboard_model::contact::Contact;
use switchboard_model::{AttributeCondition, ChatFilter, ChatVisibility, ContactId, SharingScope};
use switchboard_store::page::PageRequest;
use switchboard_store::page::contacts::{ContactFilter, page};
use switchboard_store::testing::both_databases;

fn role(key: &str) -> roles::CreateInput {
    roles::CreateInput { key: key.to_owned(), name: format!("The {key}s"), color: None }
}

fn kind(key: &str, value_type: AttributeType, choices: &[&str]) -> kinds::CreateInput {
    kinds::CreateInput {
        subject: None,
        key: key.to_owned(),
        name: key.to_uppercase(),
        value_type,
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        pattern: None,
        owner: None,
        is_filterable: None,
    }
}

async fn made(app: &TestApp, admin: &Context, input: kinds::CreateInput) -> AttributeKind {
    kinds::create(&app.desk, admin, input).await.expect("a kind").value
}

async fn walter(app: &TestApp, operator: &Context, attributes: Value) -> Contact {
    let input = CreateInput {
        name: "Walter".to_owned(),
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: Some(attributes),
    };
    create(&app.desk, operator, input).await.expect("created").value
}

/// What an operator is told who changes a contact like this; nothing where it is done.
async fn refusal(app: &TestApp, operator: &Context, input: UpdateInput) -> Option<String> {
    update(&app.desk, operator, input).await.err().map(|error| error.to_string())
}

/// The contacts that a value finds.
async fn found(app: &TestApp, key: &str, value: &str) -> Vec<i64> {
    let attribute = AttributeCondition { key: key.to_owned(), value: value.to_owned() };
    let filter = ContactFilter { attribute: Some(attribute), ..ContactFilter::default() };
    let read = app.read(move |connection| {
        page(connection, &ChatVisibility::everything(), &filter, &PageRequest::first(10))
    });
    read.await.items.iter().map(|key| key.contact_id).collect()
}

/// The commands on roles and kinds, each once.
pub async fn every_command(desk: &Desk, admin: &Context) {
    let made = roles::create(desk, admin, role("investor")).await.expect("a role").value;
    let input = roles::UpdateInput {
        contact_role_id: made.contact_role_id,
        name: Some("Investors".to_owned()),
        color: Some(LabelColor::Teal),
        expected_version: Some(made.version),
    };
    roles::update(desk, admin, input).await.expect("changed");
    roles::delete(desk, admin, made.contact_role_id).await.expect("deleted");
    let made = kinds::create(desk, admin, kind("plan", AttributeType::Choice, &["gold"])).await;
    let made = made.expect("a kind").value;
    let input = kinds::UpdateInput {
        attribute_kind_id: made.attribute_kind_id,
        name: None,
        choices: Some(vec!["gold".to_owned(), "silver".to_owned()]),
        pattern: None,
        owner: Some(AttributeOwner::Product),
        is_filterable: None,
        expected_version: Some(made.version),
    };
    kinds::update(desk, admin, input).await.expect("changed");
    kinds::delete(desk, admin, made.attribute_kind_id).await.expect("deleted");
}

/// F54: the company's own list.
#[both_databases]
async fn an_operator_chooses_a_role_of_the_list_where_there_is_one(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let contact_id = walter(&app, &olga, json!({})).await.contact_id;
    let to =
        |role: &str| UpdateInput { role: Some(Some(role.to_owned())), ..unchanged(contact_id) };
    assert_eq!(refusal(&app, &olga, to("anything")).await, None, "there is no list yet");
    let merchant = roles::create(&app.desk, &admin, role("merchant")).await.expect("a role").value;
    let refused = refusal(&app, &olga, to("guest")).await.expect("refused");
    assert!(refused.contains("merchant"), "{refused}");
    assert_eq!(refusal(&app, &olga, to("merchant")).await, None);
    let named = UpdateInput { name: Some("Walter W.".to_owned()), ..unchanged(contact_id) };
    roles::delete(&app.desk, &admin, merchant.contact_role_id).await.expect("deleted");
    roles::create(&app.desk, &admin, role("investor")).await.expect("a role");
    assert_eq!(refusal(&app, &olga, named).await, None, "what it has already stays");
    for wrong in [role("investor"), role(" "), role("a\nb")] {
        assert!(roles::create(&app.desk, &admin, wrong).await.is_err());
    }
    let denied = roles::create(&app.desk, &olga, role("partner")).await;
    assert_eq!(denied.map_err(|error| error.code()).err(), Some("FORBIDDEN"));
}

/// F53: attributes of the company's own, each with values of its type, by who owns it.
#[both_databases]
async fn attributes_take_values_of_their_kinds_from_their_owners(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    made(&app, &admin, kind("seats", AttributeType::Number, &[])).await;
    let choices = kind("plan", AttributeType::Choice, &["gold", "silver"]);
    let plan = made(&app, &admin, choices).await;
    let first = json!({ "seats": 5, "plan": "gold", "free": [1, 2] });
    let contact_id = walter(&app, &olga, first).await.contact_id;
    let to =
        |attributes: Value| UpdateInput { attributes: Some(attributes), ..unchanged(contact_id) };
    for (wrong, told) in [
        (json!({ "seats": "5" }), "a number"),
        (json!({ "plan": "iron" }), "gold, silver"),
        (json!({ "plan": ["gold"] }), "a text"),
    ] {
        let refused = refusal(&app, &olga, to(wrong)).await.expect("refused");
        assert!(refused.contains(told), "{refused}");
    }
    let owner = Some(AttributeOwner::Product);
    let input = kinds::UpdateInput {
        attribute_kind_id: plan.attribute_kind_id,
        name: None,
        choices: None,
        pattern: None,
        owner,
        is_filterable: None,
        expected_version: None,
    };
    kinds::update(&app.desk, &admin, input).await.expect("changed");
    let refused = refusal(&app, &olga, to(json!({ "plan": "silver" }))).await.expect("refused");
    assert!(refused.contains("product"), "{refused}");
    assert!(refusal(&app, &olga, to(json!({}))).await.is_some(), "to leave it out clears it");
    let kept = json!({ "seats": 7, "plan": "gold" });
    assert_eq!(refusal(&app, &olga, to(kept)).await, None, "the plan stays as it is");
}

/// F12 and F53: whatever an attribute's value is changed to, it is found by that and by nothing else.
#[both_databases]
async fn contacts_are_found_by_what_their_attributes_are_now(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let ContactId(id) = walter(&app, &olga, json!({ "plan": "gold", "seats": 5 })).await.contact_id;
    assert_eq!(found(&app, "plan", "gold").await, [id]);
    assert_eq!(found(&app, "seats", "5").await, [id]);
    let attributes = Some(json!({ "plan": "silver", "paid": true }));
    let input = UpdateInput { attributes, ..unchanged(ContactId(id)) };
    assert_eq!(refusal(&app, &olga, input).await, None);
    assert_eq!(found(&app, "plan", "silver").await, [id]);
    assert_eq!(found(&app, "paid", "true").await, [id]);
    for (key, value) in [("plan", "gold"), ("seats", "5"), ("plan", "' OR 1 = 1 --")] {
        assert!(found(&app, key, value).await.is_empty(), "{key} {value}");
    }
}

fn of_chat(key: &str, value_type: AttributeType) -> kinds::CreateInput {
    kinds::CreateInput {
        subject: Some(AttributeSubject::Chat),
        is_filterable: Some(true),
        ..kind(key, value_type, &[])
    }
}

/// F12 and F53: a chat has attributes of the kinds alone, each with values of its type, and is found by them.
#[both_databases]
async fn chats_have_attributes_of_their_kinds_and_are_found_by_them(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    made(&app, &admin, of_chat("order", AttributeType::Number)).await;
    let product = kinds::CreateInput {
        owner: Some(AttributeOwner::Product),
        ..of_chat("cart", AttributeType::Text)
    };
    made(&app, &admin, product).await;
    made(&app, &admin, kind("plan", AttributeType::Text, &[])).await;
    let set = async |attributes: Value| {
        let attributes = Some(attributes);
        let input = chat::UpdateInput {
            chat_id,
            subject: None,
            language: None,
            priority: None,
            attributes,
            expected_version: None,
        };
        chat::update(&app.desk, &olga, input).await.err().map(|error| error.to_string())
    };
    for (wrong, told) in [
        (json!({ "order": "5" }), "a number"),
        (json!({ "plan": "gold" }), "no attribute of chats"),
        (json!({ "cart": "full" }), "product"),
        (json!([5]), "a JSON object"),
    ] {
        let refused = set(wrong).await.expect("refused");
        assert!(refused.contains(told), "{refused}");
    }
    assert_eq!(set(json!({ "order": 4_821.5, "cart": null })).await, None);
    let found = async |key: &str, value: &str| {
        let condition = AttributeCondition { key: key.to_owned(), value: value.to_owned() };
        let filter = ChatFilter { chat_attribute: Some(condition), ..ChatFilter::default() };
        let read = app.desk.read(olga.actor.clone(), move |reader| {
            reader.check_filter(&filter)?;
            reader.chat_ids(&filter, None, 10)
        });
        read.await.map_err(|error| error.to_string())
    };
    assert_eq!(found("order", "4821.5").await, Ok(vec![chat_id]));
    assert_eq!(found("order", "4821").await, Ok(Vec::new()));
    assert_eq!(found("cart", "' OR 1 = 1 --").await, Ok(Vec::new()));
    let refused = found("plan", "gold").await.expect_err("it is no chat's");
    assert!(refused.contains("isFilterable"), "{refused}");
    let version = app.chat(chat_id).await.version;
    assert_eq!(set(json!({ "order": 4_821.5 })).await, None);
    assert_eq!(app.chat(chat_id).await.version, version, "the same again changes nothing");
    assert_eq!(set(json!({})).await, None);
    assert_eq!(found("order", "4821.5").await, Ok(Vec::new()));
}

/// F12: each value of what filters name costs lists their memory, so there are few.
#[both_databases]
async fn filters_name_few_kinds_and_no_others(app: TestApp) {
    let (_, admin) = app.admin().await;
    let seats = made(&app, &admin, kind("seats", AttributeType::Number, &[])).await;
    let filterable = |is_filterable| kinds::UpdateInput {
        attribute_kind_id: seats.attribute_kind_id,
        name: None,
        choices: None,
        pattern: None,
        owner: None,
        is_filterable: Some(is_filterable),
        expected_version: None,
    };
    let condition = AttributeCondition { key: "seats".to_owned(), value: "5".to_owned() };
    let filter = ChatFilter { attribute: Some(condition), ..ChatFilter::default() };
    let saved = |filter: ChatFilter| view::CreateInput {
        name: "Five seats".to_owned(),
        scope: SharingScope::Everyone,
        team_id: None,
        filter: ChatFilter { not: Some(Box::new(filter)), ..ChatFilter::default() },
        chat_order: None,
        position: None,
    };
    let refused = view::create(&app.desk, &admin, saved(filter.clone())).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("INVALID"));
    kinds::update(&app.desk, &admin, filterable(true)).await.expect("changed");
    view::create(&app.desk, &admin, saved(filter)).await.expect("it is one to filter by");
    for number in 1..ATTRIBUTE_KINDS_FILTERABLE_MAX {
        made(&app, &admin, of_chat(&format!("kind_{number}"), AttributeType::Text)).await;
    }
    let more = kinds::create(&app.desk, &admin, of_chat("more", AttributeType::Text)).await;
    assert_eq!(more.map_err(|error| error.code()).err(), Some("CONFLICT"));
    kinds::update(&app.desk, &admin, filterable(false)).await.expect("changed");
    made(&app, &admin, of_chat("more", AttributeType::Text)).await;
    let back = kinds::update(&app.desk, &admin, filterable(true)).await;
    assert_eq!(back.map_err(|error| error.code()).err(), Some("CONFLICT"));
}

#[both_databases]
async fn a_kind_of_attribute_that_makes_no_sense_is_refused(app: TestApp) {
    let (_, admin) = app.admin().await;
    made(&app, &admin, kind("plan", AttributeType::Text, &[])).await;
    let patterned = |pattern: &str, value_type| kinds::CreateInput {
        pattern: Some(pattern.to_owned()),
        ..kind("code", value_type, &[])
    };
    for (wrong, code) in [
        (kind("plan", AttributeType::Text, &[]), "CONFLICT"),
        (kind("The plan", AttributeType::Text, &[]), "INVALID"),
        (kind("other", AttributeType::Choice, &[]), "INVALID"),
        (kind("other", AttributeType::Text, &["gold"]), "INVALID"),
        (kind("other", AttributeType::Choice, &["gold", "gold"]), "INVALID"),
        (patterned("(", AttributeType::Text), "INVALID"),
        (patterned("[0-9]", AttributeType::Number), "INVALID"),
    ] {
        let refused = kinds::create(&app.desk, &admin, wrong.clone()).await;
        assert_eq!(refused.map_err(|error| error.code()).err(), Some(code), "{wrong:?}");
    }
}
