//! Templates and replacements: whose they are, in which language a customer is written to, and that no
//! variable leaves unfilled.

use crate::app::{ANSWERS, TestApp, words};
use crate::shorthand::{code, id_of, unchanged};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::replacement;
use switchboard_desk::template::{
    CreateInput, LocalText, RenderInput, Rendered, UpdateInput, create, delete, update,
};
use switchboard_desk::{Context, DeskError, contact, limits, team};
use switchboard_model::actor::{Credential, OperatorActor};
use switchboard_model::connector::TextFormat;
use switchboard_model::event::EventKind;
use switchboard_model::{Actor, ChatId, Permission, SharingScope, TeamId, TemplateId};
use switchboard_store::template as rows;
use switchboard_store::testing::both_databases;

/// A new template with these texts.
pub fn template(scope: SharingScope, shortcut: &str, texts: &[(&str, &str)]) -> CreateInput {
    let text = |(locale, body): &(&str, &str)| LocalText {
        locale: (*locale).to_owned(),
        body: (*body).to_owned(),
        format: TextFormat::Plain,
    };
    CreateInput {
        scope,
        team_id: None,
        shortcut: shortcut.to_owned(),
        title: shortcut.to_owned(),
        folder: None,
        texts: texts.iter().map(text).collect(),
        default_locale: None,
    }
}

fn change(template_id: TemplateId) -> UpdateInput {
    UpdateInput {
        template_id,
        shortcut: None,
        title: Some("Another title".to_owned()),
        folder: None,
        texts: None,
        default_locale: None,
        expected_version: None,
    }
}

/// The same operator in a team, with these permissions.
fn in_team(context: &Context, permissions: &[Permission], team_id: TeamId) -> Context {
    let (id, permissions) = (id_of(context), permissions.to_vec());
    let actor = OperatorActor::new(id, Credential::Console, permissions, vec![team_id], Vec::new());
    Context::of(Actor::Operator(actor))
}

async fn shortcuts(app: &TestApp, context: &Context, prefix: &str) -> Vec<String> {
    let prefix = prefix.to_owned();
    let read = app.desk.read(context.actor.clone(), move |reader| reader.templates(None, &prefix));
    read.await.expect("a list").into_iter().map(|one| one.shortcut).collect()
}

async fn rendered(
    app: &TestApp,
    context: &Context,
    template_id: TemplateId,
    chat_id: ChatId,
) -> Result<Rendered, DeskError> {
    let input = RenderInput { template_id, chat_id, locale: None };
    app.desk.read(context.actor.clone(), move |reader| reader.render_template(&input)).await
}

/// F48.
#[both_databases]
async fn a_template_is_for_its_owner_and_shared_ones_are_made_by_who_may(app: TestApp) {
    let manager = app.operator("mona", &[Permission::TemplateManage], true).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let night = team::create::create(&app.desk, &Context::system(), input).await.expect("a team");
    let night = night.value.team_id;
    let nora = in_team(&app.operator("nora", ANSWERS, true).await, ANSWERS, night);

    let texts = [("en", "Hello.")];
    let own = create(&app.desk, &olga, template(SharingScope::Own, "/mine", &texts)).await;
    let own = own.expect("one's own").value;
    assert_eq!(own.shortcut, "mine", "the slash is typed, not kept");
    let of_team =
        CreateInput { team_id: Some(night), ..template(SharingScope::Team, "night", &texts) };
    for denied in [of_team.clone(), template(SharingScope::Everyone, "all", &texts)] {
        assert_eq!(code(create(&app.desk, &nora, denied).await), "FORBIDDEN");
    }
    let of_team = create(&app.desk, &manager, of_team).await.expect("a team's").value;
    let all = create(&app.desk, &manager, template(SharingScope::Everyone, "all", &texts)).await;
    let all = all.expect("everybody's").value;
    for (who, seen) in [
        (&olga, &["all", "mine"][..]),
        (&nora, &["all", "night"][..]),
        (&manager, &["all", "night"][..]),
    ] {
        assert_eq!(shortcuts(&app, who, "").await, seen);
    }
    assert_eq!(shortcuts(&app, &nora, "ni").await, ["night"]);

    for (who, id, refused) in [
        (&manager, own.template_id, "NOT_FOUND"),
        (&olga, of_team.template_id, "NOT_FOUND"),
        (&nora, of_team.template_id, "FORBIDDEN"),
        (&olga, all.template_id, "FORBIDDEN"),
    ] {
        assert_eq!(code(update(&app.desk, who, change(id)).await), refused);
        assert_eq!(code(delete(&app.desk, who, id).await), refused);
    }
    let stale = UpdateInput { expected_version: Some(7), ..change(own.template_id) };
    assert_eq!(code(update(&app.desk, &olga, stale).await), "STALE_VERSION");
    let again = create(&app.desk, &olga, template(SharingScope::Own, "mine", &texts)).await;
    assert_eq!(code(again), "CONFLICT");
    let changed = update(&app.desk, &olga, change(own.template_id)).await.expect("changed").value;
    assert_eq!((changed.title.as_str(), changed.version), ("Another title", 2));
    delete(&app.desk, &olga, own.template_id).await.expect("deleted");
    assert_eq!(shortcuts(&app, &olga, "").await, ["all"]);
    assert_eq!(app.count(EventKind::TemplateDeleted).await, 1);
}

/// F48.
#[both_databases]
async fn a_customer_is_written_to_in_their_language_with_what_is_known_of_them(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let texts = [
        ("en", "Hello {{ contact.first_name }}, {{ operator.name }} here."),
        ("de", "Hallo {{ contact.first_name }}: {{ contact.email }}"),
    ];
    let made = create(&app.desk, &olga, template(SharingScope::Own, "hi", &texts)).await;
    let template_id = made.expect("a template").value.template_id;
    let text = rendered(&app, &olga, template_id, chat_id).await.expect("filled");
    assert_eq!((text.body.as_str(), text.locale.as_str()), ("Hello Ana, olga here.", "en"));
    assert_eq!(text.missing, [] as [&str; 0]);

    let speaks = contact::update::UpdateInput {
        locale: Some(Some("de-CH".to_owned())),
        ..unchanged(app.chat(chat_id).await.contact_id)
    };
    contact::update::update(&app.desk, &olga, speaks).await.expect("updated");
    let text = rendered(&app, &olga, template_id, chat_id).await.expect("filled");
    assert_eq!(text.body, "Hallo Ana: {{contact.email}}");
    assert_eq!(text.missing, ["contact.email"]);
    let input = ReplyInput { template_id: Some(template_id), ..words(chat_id, &text.body) };
    let refused = reply(&app.desk, &olga, input.clone()).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    let said = words(chat_id, "Hallo Ana: ana@example.org").text;
    reply(&app.desk, &olga, ReplyInput { text: said, ..input }).await.expect("sent");
    let found = app.read(move |connection| rows::get(connection, template_id)).await;
    assert_eq!((found.use_count, found.version), (1, 1), "what was refused is no use");

    let stranger = app.operator("stan", ANSWERS, false).await;
    assert_eq!(code(rendered(&app, &stranger, template_id, chat_id).await), "NOT_FOUND");
    let elsewhere = create(&app.desk, &stranger, template(SharingScope::Own, "hi", &texts)).await;
    let elsewhere = elsewhere.expect("a template").value.template_id;
    assert_eq!(code(rendered(&app, &stranger, elsewhere, chat_id).await), "NOT_FOUND");
    assert_eq!(code(rendered(&app, &olga, elsewhere, chat_id).await), "NOT_FOUND");
    let input = ReplyInput { template_id: Some(elsewhere), ..words(chat_id, "more") };
    assert_eq!(code(reply(&app.desk, &olga, input).await), "INVALID");
}

#[both_databases]
async fn who_may_not_see_contacts_fills_in_their_name_alone(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let system = Context::system();
    let known = contact::update::UpdateInput {
        email: Some(Some("ana@example.org".to_owned())),
        ..unchanged(app.chat(chat_id).await.contact_id)
    };
    contact::update::update(&app.desk, &system, known).await.expect("updated");
    let texts = [("en", "{{ contact.name }} {{ contact.email }}")];
    let made = create(&app.desk, &system, template(SharingScope::Everyone, "who", &texts)).await;
    let template_id = made.expect("a template").value.template_id;
    for (name, permissions, body) in [
        ("olga", ANSWERS, "Ana ana@example.org"),
        ("rita", &[Permission::ChatRead][..], "Ana {{contact.email}}"),
    ] {
        let operator = app.operator(name, permissions, true).await;
        let text = rendered(&app, &operator, template_id, chat_id).await.expect("filled");
        assert_eq!(text.body, body);
    }
}

/// F48.
#[both_databases]
async fn what_cannot_be_filled_is_not_stored(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let long = "a".repeat(limits::TEMPLATE_TEXT_MAX_BYTES + 1);
    let nested = format!("{{{{ {}1 }}}}", "-".repeat(10_000));
    for texts in [
        &[][..],
        &[("en", "")],
        &[("en", "Hello {{ contact.nam }}")],
        &[("en", "{% for a in [1] %}{{ a }}{% endfor %}")],
        &[("en", "{{ 'a' * 1000000000 }}")],
        &[("en", long.as_str())],
        &[("en", nested.as_str())],
        &[("en", "Hello."), ("EN", "Hello again.")],
        &[("no language", "Hello.")],
    ] {
        let refused = create(&app.desk, &olga, template(SharingScope::Own, "hi", texts)).await;
        assert_eq!(code(refused), "INVALID", "{texts:?}");
    }
    let many: Vec<String> =
        (0..=limits::TEMPLATE_LOCALES_MAX).map(|place| format!("en-{place:03}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|locale| (locale.as_str(), "Hello.")).collect();
    let refused = create(&app.desk, &olga, template(SharingScope::Own, "hi", &many)).await;
    assert_eq!(code(refused), "INVALID");
    for (scope, shortcut, default_locale, team_id) in [
        (SharingScope::Own, "two words", None, None),
        (SharingScope::Own, "", None, None),
        (SharingScope::Own, "hi", Some("de".to_owned()), None),
        (SharingScope::Own, "hi", None, Some(TeamId(1))),
        (SharingScope::Team, "hi", None, None),
        (SharingScope::Team, "hi", None, Some(TeamId(1))),
    ] {
        let input = template(scope, shortcut, &[("en", "Hello.")]);
        let input = CreateInput { default_locale, team_id, ..input };
        assert_eq!(code(create(&app.desk, &olga, input).await), "INVALID", "{scope} {shortcut:?}");
    }
    assert_eq!(shortcuts(&app, &olga, "").await, [] as [&str; 0]);
}

/// F49.
#[both_databases]
async fn replacements_are_bounded_and_the_nearest_owners_comes_first(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let input = |scope, token: &str| replacement::CreateInput {
        scope,
        team_id: None,
        token: token.to_owned(),
        text: format!("for {scope}"),
    };
    let everyone = input(SharingScope::Everyone, "brb");
    assert_eq!(code(replacement::create(&app.desk, &olga, everyone.clone()).await), "FORBIDDEN");
    replacement::create(&app.desk, &Context::system(), everyone).await.expect("everybody's");
    replacement::create(&app.desk, &olga, input(SharingScope::Own, "brb"))
        .await
        .expect("one's own");
    let twice = replacement::create(&app.desk, &olga, input(SharingScope::Own, " brb ")).await;
    assert_eq!(code(twice), "CONFLICT");
    let read = app.desk.read(olga.actor.clone(), |reader| reader.replacements()).await;
    let texts: Vec<String> = read.expect("a list").into_iter().map(|one| one.text).collect();
    assert_eq!(texts, ["for OWN", "for EVERYONE"]);

    for number in 1..limits::OWN_REPLACEMENTS_MAX {
        let input = input(SharingScope::Own, &format!("t{number}"));
        replacement::create(&app.desk, &olga, input).await.expect("one more");
    }
    let many = replacement::create(&app.desk, &olga, input(SharingScope::Own, "more")).await;
    assert_eq!(code(many), "CONFLICT");
    let long = replacement::CreateInput {
        text: "a".repeat(limits::REPLACEMENT_TEXT_MAX_CHARACTERS + 1),
        ..input(SharingScope::Own, "long")
    };
    let other = app.operator("otto", ANSWERS, true).await;
    assert_eq!(code(replacement::create(&app.desk, &other, long).await), "INVALID");
}
