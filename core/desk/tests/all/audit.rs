//! Every command of an operator leaves a line in the audit log that says who did it.

mod chats;
mod lists;

use crate::app::{PASSWORD, TestApp, words};
use crate::platform::plugin_channel;
use crate::shorthand::unchanged_channel;
use crate::visitors::say;
use crate::{avatars, invitations, macros, second_factor, sso};
use chats::chats;
use lists::{retention_rules, rules, schedules, texts, views};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::*;
use switchboard_model::connector::{ConnectorError, ErrorClass, RawRequest};
use switchboard_model::export::ExportFormat;
use switchboard_model::operator::Operator;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{AuthorKind, ChatId, DeliveryId, InboundRequestId, Permission, Timestamp};
use switchboard_store::audit::AuditLine;
use switchboard_store::page::PageRequest;
use switchboard_store::page::audit::{AuditFilter, page};
use switchboard_store::testing::both_databases;

/// Commands that change nothing but the actor's own place in a chat, that change nothing at all, or that the server
/// gives itself.
const SILENT: [&str; 4] = ["channel.test", "chat.read", "chat.unread", "message.settle"];
/// Commands whose line bears another name than their file.
const RENAMED: [(&str, &str); 1] = [("operator.first_admin", "operator.sign_in")];

/// F110.
#[both_databases]
async fn every_command_leaves_a_line(app: TestApp) {
    let (signed, admin) = app.admin().await;
    let admin = Context { request_id: Some("request-1".to_owned()), ..admin };
    chats(&app, &admin).await;
    messages(&app, &admin).await;
    people(&app, &admin, &signed.operator).await;
    setup(&app, &admin).await;
    texts(&app.desk, &admin).await;
    macros::every_command(&app, &admin).await;
    crate::fields::every_command(&app.desk, &admin).await;
    crate::blocked_addresses::every_command(&app.desk, &admin).await;
    crate::broadcasts::every_command(&app, &admin).await;
    let lines = lines(&app).await;
    let of_admin =
        |line: &&AuditLine| line.author_kind == AuthorKind::Operator && line.request_id.is_some();
    let told: BTreeSet<String> =
        lines.iter().filter(of_admin).map(|line| line.action.clone()).collect();
    let missing: Vec<String> = commands().into_iter().filter(|name| !told.contains(name)).collect();
    assert!(missing.is_empty(), "no line of {missing:?} among {told:?}");
    let secret = lines.iter().find(|line| {
        let text = format!("{:?}{:?}", line.before, line.after);
        text.contains(PASSWORD)
            || text.contains("123:abcdef")
            || text.contains("sbt_")
            || text.contains("sbi_")
    });
    assert_eq!(secret, None, "a line tells a secret");
}

/// The commands of operators, by their files: `src/chat/close.rs` is `chat.close`.
fn commands() -> BTreeSet<String> {
    let nouns = [
        "channel",
        "chat",
        "contact",
        "invitation",
        "message",
        "note",
        "operator",
        "role",
        "schedule",
        "team",
        "token",
    ];
    let mut names: BTreeSet<String> = [
        "attribute_kind.create",
        "attribute_kind.delete",
        "attribute_kind.update",
        "blocked_address.create",
        "blocked_address.delete",
        "broadcast.cancel",
        "broadcast.create",
        "broadcast.delete",
        "broadcast.pause",
        "broadcast.resume",
        "broadcast.start",
        "broadcast.update",
        "chat.unlabel",
        "close_reason.create",
        "close_reason.update",
        "contact_role.create",
        "contact_role.delete",
        "contact_role.update",
        "export.begin",
        "inbound_request.replay",
        "label.create",
        "label.delete",
        "label.merge",
        "label.update",
        "macro.create",
        "macro.delete",
        "macro.run",
        "macro.update",
        "plugin.grant",
        "reference_kind.create",
        "reference_kind.delete",
        "reference_kind.update",
        "replacement.create",
        "replacement.delete",
        "replacement.update",
        "retention_rule.create",
        "retention_rule.delete",
        "retention_rule.update",
        "rule.delete",
        "rule.disable",
        "rule.enable",
        "rule.save",
        "rule_list.delete",
        "rule_list.save",
        "setting.update",
        "template.create",
        "template.delete",
        "template.update",
        "transcript.begin",
        "view.create",
        "view.delete",
        "view.update",
    ]
    .map(str::to_owned)
    .into();
    for noun in nouns {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(noun);
        for entry in std::fs::read_dir(folder).expect("a folder of commands").flatten() {
            let path = entry.path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let verb = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let ways = [format!("pub async fn {verb}("), format!("command!({verb}: ")];
            let is_command = ways.iter().any(|way| text.contains(way));
            let name = format!("{noun}.{verb}");
            if is_command && !SILENT.contains(&name.as_str()) {
                names.insert(name);
            }
        }
    }
    for (file, line) in RENAMED {
        names.remove(file);
        names.insert(line.to_owned());
    }
    names.insert("operator.sign_out_everywhere".to_owned());
    names
}

async fn lines(app: &TestApp) -> Vec<AuditLine> {
    let (filter, page_request) = (AuditFilter::default(), PageRequest::first(1_000));
    app.read(move |connection| page(connection, &filter, &page_request)).await.items
}

async fn messages(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let (_, chat_id) = app.writes("messages-1", "hello").await;
    let message_id = app.replies(admin, chat_id, "answr").await.message_id;
    let body = "answer".to_owned();
    let input = message::edit::EditInput { message_id, body, expected_version: None };
    message::edit::edit(desk, admin, input).await.expect("edited");
    let input = outbound::ClaimInput { worker_id: "one".to_owned(), lease_ms: 1_000, limit: 1 };
    let job = outbound::claim(desk, input).await.expect("a claim").remove(0);
    let delivery_id: DeliveryId = job.delivery.delivery_id;
    let error = ConnectorError::new(ErrorClass::Invalid, "test.error", "the test says no");
    let outcome = Outcome::Failed { error, retry_at: Timestamp(0) };
    let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
    settle(desk, &Context::system(), input).await.expect("settled");
    let decision = message::retry::ResendOrAccept::Resend;
    let input = message::retry::RetryInput { delivery_id, decision };
    message::retry::retry(desk, admin, input).await.expect("queued again");
    let input = message::delete::DeleteInput { message_id, expected_version: None };
    message::delete::delete(desk, admin, input).await.expect("deleted");

    let channel = app.web_channel(admin, json!({})).await;
    let start =
        visitor::start::StartInput { channel_key: channel.key, origin: None, identity: None };
    let started = visitor::start::start(desk, &Context::system(), start).await.expect("started");
    let visitor = app.context_of(&started.value.secret).await;
    let input = say("one", "hello");
    let message_id =
        visitor::write::write(desk, &visitor, input).await.expect("written").value.message_id;
    let emoji = "👍".to_owned();
    let input = message::react::ReactInput { message_id, emoji, is_removed: false };
    message::react::react(desk, admin, input).await.expect("a reaction");
    reply_is_refused_without_words(app, admin, chat_id).await;
}

async fn reply_is_refused_without_words(app: &TestApp, admin: &Context, chat_id: ChatId) {
    let before = lines(app).await.len();
    let refused = message::reply::reply(&app.desk, admin, words(chat_id, " ")).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    assert_eq!(lines(app).await.len(), before, "what did not happen leaves no line");
}

async fn people(app: &TestApp, admin: &Context, ana: &Operator) {
    let desk = &app.desk;
    let input = operator::create::CreateInput {
        email: "bob@example.com".to_owned(),
        name: "Bob".to_owned(),
        password: Some(PASSWORD.to_owned()),
        role_id: None,
        team_ids: Vec::new(),
    };
    let bob = operator::create::create(desk, admin, input).await.expect("added").value;
    let input = operator::update::UpdateInput {
        operator_id: bob.operator_id,
        email: None,
        name: Some("Bobby".to_owned()),
        role_id: None,
        team_ids: None,
        is_active: None,
        expected_version: None,
    };
    operator::update::update(desk, admin, input).await.expect("edited");
    second_factor::every_command(app, admin).await;
    sso::every_command(app, admin).await;
    invitations::every_command(app, admin).await;
    let input = operator::set_status::SetStatusInput {
        operator_id: Some(bob.operator_id),
        status: OperatorStatus::Away,
        message: None,
        is_auto_offline: None,
    };
    operator::set_status::set_status(desk, admin, input).await.expect("set");
    let input = operator::set_avatar::SetAvatarInput {
        operator_id: Some(bob.operator_id),
        image: Some(avatars::PIXEL.to_owned()),
    };
    operator::set_avatar::set_avatar(desk, admin, input).await.expect("set");
    let input = operator::change_password::ChangePasswordInput {
        operator_id: bob.operator_id,
        old_password: None,
        new_password: "another good password".to_owned(),
        revoke_tokens: None,
    };
    operator::change_password::change_password(desk, admin, input).await.expect("changed");
    let pair = operator::sign_in::SignInInput {
        email: ana.email.clone(),
        password: PASSWORD.to_owned(),
        code: None,
    };
    let signed = operator::sign_in::sign_in(desk, admin, pair).await.expect("signed in").value;
    let session_id = signed.session.session_id;
    operator::sign_out::sign_out(desk, admin, session_id).await.expect("signed out");
    operator::sign_out::sign_out_everywhere(desk, admin, bob.operator_id).await.expect("out");

    let input = role::create::CreateInput {
        name: "Reader".to_owned(),
        permissions: vec![Permission::ChatRead],
        is_totp_required: false,
    };
    let role_id = role::create::create(desk, admin, input).await.expect("a role").value.role_id;
    let name = Some("Looker".to_owned());
    let input = role::update::UpdateInput {
        role_id,
        name,
        permissions: None,
        is_totp_required: Some(true),
        expected_version: None,
    };
    role::update::update(desk, admin, input).await.expect("edited");
    role::delete::delete(desk, admin, role_id).await.expect("removed");
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let team_id = team::create::create(desk, admin, input).await.expect("a team").value.team_id;
    let operator_ids = Some(vec![bob.operator_id]);
    let input = team::update::UpdateInput {
        key: None,
        team_id,
        name: None,
        operator_ids,
        escalates_to_team_id: None,
        forward_expires_ms: Some(Some(60_000)),
        schedule_id: None,
        expected_version: None,
    };
    team::update::update(desk, admin, input).await.expect("edited");
    team::delete::delete(desk, admin, team_id).await.expect("deleted");
    let input = token::create::CreateInput {
        operator_id: None,
        name: "report".to_owned(),
        permissions: vec![Permission::ChatRead],
        expires_at: None,
    };
    let made = token::create::create(desk, admin, input).await.expect("a token").value;
    token::revoke::revoke(desk, admin, made.token.token_id).await.expect("revoked");
}

async fn setup(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let mut input = plugin_channel("one", "audited");
    input.secrets = [("bot_token".to_owned(), "123:abcdef".to_owned())].into();
    let channel_id =
        channel::create::create(desk, admin, input).await.expect("added").value.channel_id;
    let input = channel::connect::ConnectInput { channel_id, public_url: None };
    channel::connect::connect(desk, admin, input).await.expect("connected");
    let input = channel::update::UpdateInput {
        name: Some("Other shop".to_owned()),
        ..unchanged_channel(channel_id)
    };
    channel::update::update(desk, admin, input).await.expect("edited");
    channel::pause::pause(desk, admin, channel_id).await.expect("paused");
    channel::resume::resume(desk, admin, channel_id).await.expect("resumed");
    deletes_a_channel(app, admin).await;
    views(desk, admin).await;
    retention_rules(desk, admin).await;
    schedules(desk, admin).await;
    rules(desk, admin).await;
    let input = export::begin::BeginInput {
        filter: None,
        format: ExportFormat::ChatsCsv,
        includes_notes: false,
        after_chat_id: None,
    };
    export::begin::begin(desk, admin, input).await.expect("begun");
    let input = setting::UpdateInput { is_typing_preview_on: Some(false), ..Default::default() };
    setting::update(desk, admin, input).await.expect("edited");
    let (plugin, grant) = ("org.example.shop".to_owned(), json!({ "hosts": [] }));
    let input = plugin::GrantInput { plugin, grant };
    plugin::grant(desk, admin, input).await.expect("granted");

    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/hooks/shop".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
        received_at: desk.store().clock().now(),
    };
    let input = inbound_request::StoreInput { channel_id, request };
    let inbound_request_id: InboundRequestId =
        inbound_request::store(desk, input).await.expect("stored");
    let input =
        inbound_request::ClaimInput { worker_id: "one".to_owned(), lease_ms: 1_000, limit: 1 };
    inbound_request::claim(desk, input).await.expect("claimed");
    let input = inbound_request::FailInput {
        inbound_request_id,
        worker_id: "one".to_owned(),
        plugin_version: None,
        error: "cannot be read".to_owned(),
        is_final: true,
    };
    inbound_request::fail(desk, input).await.expect("failed");
    let one = inbound_request::replay::ReplayInput::One(inbound_request_id);
    inbound_request::replay::replay(desk, admin, one).await.expect("replayed");
}

async fn deletes_a_channel(app: &TestApp, admin: &Context) {
    let input = plugin_channel("web", "closing");
    let channel_id =
        channel::create::create(&app.desk, admin, input).await.expect("added").value.channel_id;
    let input = channel::delete::DeleteInput { channel_id, public_url: None, is_forced: false };
    channel::delete::delete(&app.desk, admin, input).await.expect("deleted");
}
