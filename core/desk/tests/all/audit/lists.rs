//! Commands about the lists of texts, views, retention rules and schedules.

use crate::schedules::{by_day, unchanged_schedule};
use std::sync::Arc;
use switchboard_desk::{
    Context, Desk, replacement, retention, rule, rule_list, schedule, template, view,
};
use switchboard_model::retention::RetentionAct;
use switchboard_model::{ChatFilter, SharingScope};

pub async fn texts(desk: &Desk, admin: &Context) {
    let input = crate::texts::template(SharingScope::Everyone, "hi", &[("en", "Hello.")]);
    let template_id = template::create(desk, admin, input).await.expect("made").value.template_id;
    let input = template::UpdateInput {
        template_id,
        shortcut: None,
        title: Some("Greeting".to_owned()),
        folder: None,
        texts: None,
        default_locale: None,
        expected_version: None,
    };
    template::update(desk, admin, input).await.expect("edited");
    template::delete(desk, admin, template_id).await.expect("deleted");
    let (scope, team_id) = (SharingScope::Own, None);
    let (token, text) = ("brb".to_owned(), "back soon".to_owned());
    let input = replacement::CreateInput { scope, team_id, token, text };
    let made = replacement::create(desk, admin, input).await.expect("made").value;
    let input = replacement::UpdateInput {
        replacement_id: made.replacement_id,
        token: None,
        text: Some("back at noon".to_owned()),
        expected_version: None,
    };
    replacement::update(desk, admin, input).await.expect("edited");
    replacement::delete(desk, admin, made.replacement_id).await.expect("deleted");
}

pub async fn views(desk: &Desk, admin: &Context) {
    let input = view::CreateInput {
        name: "New ones".to_owned(),
        scope: SharingScope::Everyone,
        team_id: None,
        filter: ChatFilter::default(),
        chat_order: None,
        position: None,
    };
    let view_id = view::create(desk, admin, input).await.expect("a view").value.view_id;
    let input = view::UpdateInput {
        view_id,
        name: Some("Newest".to_owned()),
        filter: None,
        chat_order: None,
        position: None,
        expected_version: None,
    };
    view::update(desk, admin, input).await.expect("edited");
    view::delete(desk, admin, view_id).await.expect("deleted");
}

pub async fn retention_rules(desk: &Desk, admin: &Context) {
    let input = retention::CreateInput {
        name: "After a year".to_owned(),
        filter: ChatFilter::default(),
        after_days: 365,
        act: RetentionAct::Erase,
    };
    let made = retention::create(desk, admin, input).await.expect("a rule").value;
    let retention_rule_id = made.retention_rule_id;
    let input = retention::UpdateInput {
        retention_rule_id,
        name: None,
        filter: None,
        after_days: Some(730),
        act: None,
        expected_version: None,
    };
    retention::update(desk, admin, input).await.expect("edited");
    retention::delete(desk, admin, retention_rule_id).await.expect("deleted");
}

pub async fn schedules(desk: &Desk, admin: &Context) {
    let made =
        schedule::create::create(desk, admin, by_day("Day")).await.expect("a schedule").value;
    let schedule_id = made.schedule_id;
    let input = schedule::update::UpdateInput {
        name: Some("All days".to_owned()),
        ..unchanged_schedule(schedule_id)
    };
    schedule::update::update(desk, admin, input).await.expect("edited");
    schedule::delete::delete(desk, admin, schedule_id).await.expect("deleted");
}

pub async fn rules(desk: &Desk, admin: &Context) {
    let desk = &desk.clone().with_rule_language(Arc::new(switchboard_rules::Language));
    let source =
        "// Never.\n// @on chat.rated\nif chat.number < 0 { chat.set_priority(\"LOW\"); }\n";
    let input = rule::save::SaveInput {
        key: "10-never".to_owned(),
        source: source.to_owned(),
        tests: String::new(),
        comment: None,
        expected_number: Some(0),
    };
    let rule_id = rule::save::save(desk, admin, input).await.expect("saved").value.rule_id;
    let input = rule::enable::EnableInput { rule_id, number: None, expected_version: None };
    rule::enable::enable(desk, admin, input).await.expect("switched on");
    let input = rule::disable::DisableInput { rule_id, expected_version: None };
    rule::disable::disable(desk, admin, input).await.expect("switched off");
    rule::delete::delete(desk, admin, rule_id).await.expect("deleted");
    let (key, words) = ("words".to_owned(), "refund*".to_owned());
    let input = rule_list::save::SaveInput { key, words, expected_number: None };
    let list = rule_list::save::save(desk, admin, input).await.expect("saved").value;
    rule_list::delete::delete(desk, admin, list.rule_list_id).await.expect("deleted");
}
