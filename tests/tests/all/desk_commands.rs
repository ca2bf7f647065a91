//! What admins script about the desk while the server runs: operators, teams, labels, views, exports and the
//! audit log.

use serde_json::{Value, json};
use std::fs;
use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
};

const ADA: &str = "ada@example.org";

fn run(start: &Start, command: &[&str]) -> Value {
    let printed = start.run(&[command, &["--json"]].concat());
    serde_json::from_str(&printed).expect("JSON")
}

/// The names of what a command lists.
fn names(listed: &Value, key: &str) -> Vec<String> {
    let rows = listed[key].as_array().expect("a list");
    rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn labels_are_kept_by_name() {
    let installation = Installation::new();
    let start = &installation.start;
    let made = run(start, &["label", "create", "late order", "--color", "orange"]);
    assert_eq!(made["color"], "ORANGE");
    let update = ["label", "update", "late order", "--name", "late", "--deactivate"];
    let after = run(start, &update);
    assert_eq!((&after["labelId"], &after["isActive"]), (&made["labelId"], &json!(false)));
    run(start, &["label", "create", "refund"]);
    assert_eq!(names(&run(start, &["label", "list"]), "labels"), ["late", "refund"]);
    for (command, told) in [
        (&["label", "create", "refund"][..], "choose another name"),
        (&["label", "create", "x", "--color", "pink-ish"][..], "ORANGE"),
        (&["label", "update", "refund"][..], "say what to change"),
        (&["label", "delete", "refnd"][..], "switchboard label list"),
    ] {
        let said = start.refused(command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    run(start, &["label", "create", "doubled"]);
    let merged = ["label", "merge", "doubled", "refund"];
    assert_eq!(run(start, &merged)["name"], "refund");
    assert!(start.refused(&merged).contains("switchboard label list"), "it is gone");
    let id = made["labelId"].as_str().expect("an id");
    run(start, &["label", "delete", id]);
    assert_eq!(names(&run(start, &["label", "list"]), "labels"), ["refund"]);
}

#[test]
fn schedules_are_kept_by_name() {
    let installation = Installation::new();
    let start = &installation.start;
    let made = run(
        start,
        &[
            "schedule",
            "create",
            "Day",
            "--zone",
            "europe/kyiv",
            "--open",
            "mon-tue 09:00-12:00 13:00-18:00",
            "--open",
            "sat 10:00-14:00",
            "--holiday",
            "2026-12-24 09:00-12:00 Christmas Eve",
            "--holiday",
            "2026-12-25 Christmas",
            "--default",
        ],
    );
    let hours = [
        "mon 09:00-12:00",
        "mon 13:00-18:00",
        "tue 09:00-12:00",
        "tue 13:00-18:00",
        "sat 10:00-14:00",
    ];
    assert_eq!((&made["hours"], &made["timeZone"]), (&json!(hours), &json!("Europe/Kyiv")));
    let holidays = ["2026-12-24 09:00-12:00 Christmas Eve", "2026-12-25 Christmas"];
    assert_eq!((&made["holidays"], &made["isDefault"]), (&json!(holidays), &json!(true)));
    run(start, &["schedule", "create", "Night", "--zone", "UTC", "--open", "sun 00:00-06:00"]);
    let update = ["schedule", "update", "Night", "--default", "--open", "mon-sun 00:00-24:00"];
    assert_eq!(run(start, &update)["isOpen"], true);
    let listed = run(start, &["schedule", "list"]);
    assert_eq!(names(&listed, "schedules"), ["Day", "Night"]);
    assert_eq!(listed["schedules"][0]["isDefault"], false, "the other one is now");
    for (command, told) in [
        (
            &["schedule", "create", "Day", "--zone", "UTC", "--open", "mon 09:00-10:00"][..],
            "already",
        ),
        (&["schedule", "create", "x", "--zone", "UTC", "--open", "mon 22:00-02:00"][..], "24:00"),
        (&["schedule", "update", "Day"][..], "say what to change"),
        (&["schedule", "delete", "Dya"][..], "switchboard schedule list"),
    ] {
        let said = start.refused(command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    run(start, &["schedule", "delete", "Night"]);
    assert_eq!(names(&run(start, &["schedule", "list"]), "schedules"), ["Day"]);
}

#[test]
fn operators_and_teams_are_changed_while_the_server_runs() {
    let installation = Installation::new();
    let server = installation.serve();
    installation.admin_token("ada");
    installation.admin_token("bo");
    let start = &installation.start;
    let made = run(start, &["team", "create", "Night", "--operator", ADA]);
    assert_eq!(made["operators"], json!([ADA]));
    run(start, &["team", "create", "Day"]);
    let update = ["team", "update", "Night", "--escalates-to", "Day", "--forward-minutes", "5"];
    let after = run(start, &update);
    let day = run(start, &["team", "list"])["teams"][0].clone();
    assert_eq!((&after["escalatesToTeamId"], &day["name"]), (&day["teamId"], &json!("Day")));
    assert_eq!((&after["forwardExpiresMs"], &after["operators"]), (&json!(300_000), &json!([ADA])));
    let update = ["team", "update", "Night", "--no-escalation", "--usual-forward"];
    let after = run(start, &update);
    assert_eq!(
        (&after["escalatesToTeamId"], &after["forwardExpiresMs"]),
        (&Value::Null, &Value::Null)
    );

    run(start, &["view", "create", "Open", "--team", "Night", "--filter", "{}"]);
    run(start, &["team", "create", "Noon", "--operator", ADA]);
    assert_eq!(run(start, &["team", "delete", "Noon"])["operators"], json!([ADA]));
    assert_eq!(names(&run(start, &["team", "list"]), "teams"), ["Day", "Night"]);

    let bo = "bo@example.org";
    let update = [
        "operator", "update", "--email", bo, "--role", "Operator", "--team", "Day", "--name", "zo",
    ];
    let after = run(start, &update);
    assert_eq!((&after["role"], &after["teams"]), (&json!("Operator"), &json!(["Day"])));
    let after = run(start, &["operator", "update", "--email", bo, "--no-teams"]);
    assert_eq!((&after["teams"], &after["name"]), (&json!([]), &json!("zo")));
    assert_eq!(run(start, &["operator", "deactivate", "--email", bo])["isActive"], false);
    assert_eq!(run(start, &["operator", "activate", "--email", bo])["isActive"], true);
    assert_eq!(run(start, &["operator", "sign-out", "--email", ADA])["endedSessions"], 0);
    assert_eq!(names(&run(start, &["operator", "list"]), "operators"), ["ada", "zo"]);
    for (command, told) in [
        (&["operator", "deactivate", "--email", ADA][..], "give another operator"),
        (&["operator", "deactivate", "--email", "eve@example.org"][..], "operator list"),
        (&["operator", "update", "--email", ADA][..], "say what to change"),
        (&["operator", "link", "--email", ADA, "--subject", "a"][..], "sign_in.oidc_issuer"),
        (&["operator", "update", "--email", ADA, "--role", "Boss"][..], "Supervisor"),
        (&["operator", "update", "--email", ADA, "--team", "Dawn"][..], "switchboard team list"),
        (&["team", "update", "Night", "--forward-minutes", "0"][..], "1440"),
        (&["team", "update", "Night", "--escalates-to", "Night"][..], "name another one"),
        (&["team", "delete", "Night"][..], "delete them first"),
    ] {
        let said = start.refused(command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    assert!(server.terminate().success());
}

/// F109.
#[test]
fn operators_are_linked_to_accounts_of_the_identity_provider() {
    let installation = Installation::new();
    installation.admin_token("ada");
    installation.admin_token("bo");
    let set = |name: &str, value: &str| (format!("SWITCHBOARD_{name}"), value.to_owned());
    let environment = vec![
        set("SERVER_PUBLIC_URL", "https://desk.example.org"),
        set("SIGN_IN_OIDC_ISSUER", "https://accounts.example.org"),
        set("SIGN_IN_OIDC_CLIENT_ID", "desk"),
    ];
    let start = &Start { environment, ..installation.start.clone() };
    let link = |email, subject| ["operator", "link", "--email", email, "--subject", subject];
    let linked = run(start, &link(ADA, "ada-1"));
    assert_eq!(linked["issuer"], "https://accounts.example.org");
    assert_eq!(run(start, &link(ADA, "ada-1")), linked, "once more is fine");
    for other in [link(ADA, "ada-2"), link("bo@example.org", "ada-1")] {
        let said = start.refused(&other);
        assert!(said.contains("switchboard operator unlink"), "{said}");
    }
    run(start, &["operator", "unlink", "--email", ADA]);
    run(start, &link("bo@example.org", "ada-1"));
    let lines = run(start, &["audit"]).to_string();
    for action in ["operator.link_subject", "operator.unlink_subject"] {
        assert!(lines.contains(action), "{lines}");
    }
}

/// The sessions of an operator end on all devices, and the server knows at once.
#[tokio::test]
async fn an_operator_is_signed_out_everywhere() {
    let installation = Installation::new();
    let server = installation.serve();
    installation.make_admin(ADA, "correct horse battery staple");
    let body = json!({ "email": ADA, "password": "correct horse battery staple" });
    let http = reqwest::Client::new();
    for _ in 0..2 {
        let answer = http.post(server.url("/session")).json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success());
    }
    let ended = run(&installation.start, &["operator", "sign-out", "--email", ADA]);
    assert_eq!(ended["endedSessions"], 2);
    assert!(server.terminate().success());
}

#[test]
fn shared_views_are_kept_in_files_and_in_the_words_of_the_api() {
    let installation = Installation::new();
    let start = &installation.start;
    let file = start.data.join("late.toml");
    let id = run(start, &["label", "create", "late"])["labelId"].clone();
    let filter = format!("status = [\"NEW\"]\nlabelIds = [{id}]\n[not]\nisSnoozed = true\n");
    fs::write(&file, filter).expect("it is written");
    let file = file.to_str().expect("UTF-8");
    let made = run(start, &["view", "create", "Late", "--filter", file, "--order", "created"]);
    let expected = json!({ "status": ["NEW"], "labelIds": [id], "not": { "isSnoozed": true } });
    assert_eq!((&made["filter"], &made["scope"]), (&expected, &json!("EVERYONE")));
    run(start, &["team", "create", "Night"]);
    let own = ["view", "create", "Night", "--team", "Night", "--filter", "{}", "--position", "-1"];
    assert_eq!(run(start, &own)["scope"], "TEAM");
    assert_eq!(names(&run(start, &["view", "list"]), "views"), ["Night", "Late"]);
    let after = run(start, &["view", "update", "Late", "--filter", r#"{"isUnread":true}"#]);
    assert_eq!(
        (&after["filter"], &after["chatOrder"]),
        (&json!({ "isUnread": true }), &json!("CREATED"))
    );
    run(start, &["view", "create", "Late", "--filter", "{}"]);
    for (command, told) in [
        (&["view", "delete", "Late"][..], "by its id"),
        (&["view", "create", "x", "--filter", r#"{"labels":[]}"#][..], "\"labels\""),
        (&["view", "create", "x", "--filter", "late.txt"][..], "late.txt could not be read"),
        (&["view", "create", "x", "--filter", "{}", "--order", "loudest"][..], "LAST_MESSAGE"),
        (&["view", "update", "Night"][..], "say what to change"),
    ] {
        let said = start.refused(command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    run(start, &["view", "delete", made["viewId"].as_str().expect("an id")]);
    assert_eq!(names(&run(start, &["view", "list"]), "views"), ["Night", "Late"]);
}

/// F18 on the command line, and F110: who exported is told, as who did all else.
#[tokio::test(flavor = "multi_thread")]
async fn chats_are_exported_in_each_form_and_that_is_told() {
    let installation = Installation::new();
    let server = installation.serve();
    installation.make_admin(ADA, "correct horse battery staple");
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let input = json!({ "body": "=1+1", "name": "Ana", "clientMutationId": "1" });
    visitor.change("messageWrite", input, "").await;

    let start = &installation.start;
    let to = start.data.join("chats.jsonl");
    let to = to.to_str().expect("UTF-8");
    let export = ["chat", "export", "--email", ADA];
    let with = |options: &[&'static str]| start.run(&[&export[..], options].concat());
    let table = with(&[]);
    let chats: Vec<_> = csv::Reader::from_reader(table.as_bytes()).into_records().collect();
    assert_eq!(chats.len(), 1, "{table}");
    let messages = with(&["--format", "messages_csv"]);
    assert!(messages.contains(",'=1+1,"), "no cell is a formula: {messages}");
    let none = with(&["--filter", r#"{"status":["CLOSED"]}"#, "--format", "jsonl"]);
    assert_eq!(none, "");
    assert_eq!(start.run_unread(&export), "", "whoever has seen enough ends nothing");
    let saved = run(start, &[&export[..], &["--format", "jsonl", "--to", to]].concat());
    let lines = fs::read_to_string(to).expect("the file");
    assert_eq!((saved["bytes"].as_u64(), lines.lines().count()), (Some(lines.len() as u64), 2));
    for (command, told) in [
        (&[&export[..], &["--to", to]].concat()[..], "name a new file"),
        (&[&export[..], &["--json"]].concat()[..], "--to"),
        (&["chat", "export", "--email", "eve@example.org"][..], "no operator"),
        (&[&export[..], &["--after", "1"]].concat()[..], "chat_0123456789abc"),
    ] {
        let said = start.refused(command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    let update = ["operator", "update", "--email", ADA, "--name", "Ada"];
    let id = run(start, &update)["operatorId"].clone();
    let subject = id.as_str().expect("an id");
    let all = run(start, &["audit", "--operator", ADA]);
    assert_eq!(all["lines"].as_array().map(Vec::len), Some(6), "each export that was begun");
    assert_eq!(
        (&all["lines"][0]["action"], &all["lines"][0]["author"]),
        (&json!("export.begin"), &json!(ADA))
    );
    let newest = run(start, &["audit", "--subject", subject, "--count", "1"]);
    assert_eq!(newest["lines"][0]["action"], "operator.update");
    let before = newest["before"].as_str().expect("there are older ones");
    let next = run(start, &["audit", "--subject", subject, "--count", "1", "--before", before]);
    assert_eq!(next["lines"][0]["action"], "export.begin");
    let made = ["audit", "--action", "operator.create", "--from", "2020-01-01"];
    assert_eq!(run(start, &made)["lines"][0]["subject"], id);
    let long_ago = run(start, &["audit", "--to", "2020-01-01T00:00:00Z"]);
    assert_eq!(long_ago, json!({ "lines": [], "before": null }));
    for (command, told) in [
        (["audit", "--from", "yesterday"], "2026-11-21"),
        (["audit", "--subject", "1"], "chat_0123456789abc"),
        (["audit", "--count", "100000"], "10000"),
        (["audit", "--operator", "eve@example.org"], "operator list"),
    ] {
        let said = start.refused(&command);
        assert!(said.contains(told), "{command:?}: {said}");
    }
    assert!(server.terminate().success());
}
