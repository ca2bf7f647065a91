//! Signing in by OpenID Connect (F109), against a provider that others wrote, npm `oidc-provider`: the code flow
//! whole, and each of its steps with each damage that a stranger, a browser or a provider can do to it.

mod guards;
mod keys;

use crate::replay::steps::code_of;
use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_desk::{
    Context,
    invitation::create::{CreateInput, create as invite},
};
use switchboard_model::Clock;
use switchboard_server::limits::OIDC_SIGN_IN_MS;
use switchboard_testkit::{
    app::{TestApp, plugins},
    database::{TestDatabase, both_databases},
    identity_provider::IdentityProvider,
};
use tower::ServiceExt as _;

const PUBLIC_URL: &str = "http://127.0.0.1:9";
const CALLBACK: &str = "http://127.0.0.1:9/session/oidc/callback?";

/// A server that trusts a provider with the addresses of example.org.
async fn opened(database: &TestDatabase, more: &[(&str, &str)]) -> (TestApp, IdentityProvider) {
    let mut provider = IdentityProvider::start(PUBLIC_URL);
    let mut variables = provider.variables();
    let own = [
        ("SWITCHBOARD_SERVER_PUBLIC_URL", PUBLIC_URL),
        ("SWITCHBOARD_SIGN_IN_OIDC_EMAIL_DOMAINS", "example.org"),
    ];
    let set = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    variables.extend(own.iter().chain(more).copied().map(set));
    let app = TestApp::open_set(database, &plugins(), &variables).await;
    set_clock(&app, &mut provider);
    (app, provider)
}

/// It is as late here as at the provider, whose clock is the machine's.
fn set_clock(app: &TestApp, provider: &mut IdentityProvider) {
    app.clock.pass_ms(provider.now().since_ms(app.clock.now()).max(0));
}

/// The claims of somebody whose address is verified.
fn claims(subject: &str, email: &str) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": true, "name": "Somebody" })
}

/// What a browser is answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    location: String,
    text: String,
}

/// A browser with its cookies.
#[derive(Clone, Default)]
struct Browser(BTreeMap<String, String>);

impl Browser {
    async fn send(&mut self, app: &TestApp, method: &str, path: &str, body: Value) -> Answer {
        let cookies: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookies.join("; "))
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        let answer = app.router.clone().oneshot(request).await.expect("routers do not fail");
        for line in answer.headers().get_all("set-cookie") {
            let line = line.to_str().expect("text");
            assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
            let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie");
            if value.is_empty() {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = answer.headers().get("location");
        let location = location.map(|value| value.to_str().expect("text").to_owned());
        let status = answer.status().as_u16();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, location: location.unwrap_or_default(), text }
    }

    /// Goes to the provider and signs in there, by whose clock it is now; gives the way back.
    async fn leaves(&mut self, app: &TestApp, provider: &mut IdentityProvider) -> String {
        set_clock(app, provider);
        let begun =
            self.send(app, "GET", "/session/oidc?returnTo=/chats%3Fa%3D1", Value::Null).await;
        assert_eq!(begun.status, 303, "{begun:?}");
        let back = provider.visit(&begun.location);
        assert!(back.starts_with(CALLBACK), "{back}");
        back[PUBLIC_URL.len()..].to_owned()
    }

    /// Signs in; gives the answer at the way back.
    async fn signs_in(&mut self, app: &TestApp, provider: &mut IdentityProvider) -> Answer {
        let back = self.leaves(app, provider).await;
        self.send(app, "GET", &back, Value::Null).await
    }

    /// Who is signed in, by their address; none where nobody is.
    async fn who(&self, app: &TestApp) -> Option<String> {
        let secret = self.0.get("switchboard_session")?.clone();
        let client = app.at("/graphql", Some(secret));
        let told = client.send("{ viewer { email } }", json!({})).await.body;
        told["data"]["viewer"]["email"].as_str().map(str::to_owned)
    }
}

/// Signs somebody new in who must be refused; gives what is said.
async fn refused(app: &TestApp, provider: &mut IdentityProvider) -> String {
    let mut browser = Browser::default();
    let answer = browser.signs_in(app, provider).await;
    assert_eq!((answer.status, browser.who(app).await), (403, None), "{answer:?}");
    answer.text
}

#[both_databases]
async fn who_is_known_by_a_verified_address_stays_known_without_it(database: TestDatabase) {
    let (app, mut provider) = opened(&database, &[]).await;
    app.operator("Ana", "Operator", &[]).await;
    let admin = app.admin().await;
    provider.knows(&claims("ana-1", "Ana@Example.org"));
    let mut browser = Browser::default();
    let answer = browser.signs_in(&app, &mut provider).await;
    let expected = format!("{PUBLIC_URL}/chats?a=1");
    assert_eq!((answer.status, answer.location), (303, expected), "{}", answer.text);
    assert_eq!(browser.who(&app).await.as_deref(), Some("ana@example.org"));
    assert_eq!(browser.0.len(), 1, "what the browser has kept for it is gone");

    provider.knows(&json!({ "sub": "ana-1", "email": "new@example.com", "email_verified": false }));
    let mut browser = Browser::default();
    browser.signs_in(&app, &mut provider).await;
    assert_eq!(browser.who(&app).await.as_deref(), Some("ana@example.org"));
    // The address was given to somebody else.
    provider.knows(&claims("ana-2", "ana@example.org"));
    assert!(refused(&app, &mut provider).await.contains("switchboard operator unlink"));

    let query = "{ auditLog(first: 50) { nodes { action after } } }";
    let told = admin.data(query, json!({})).await.to_string();
    assert!(told.contains(&provider.issuer), "{told}");
    for action in ["operator.link_subject", "operator.sign_in"] {
        assert!(told.contains(action), "{action}: {told}");
    }
}

#[both_databases]
async fn only_a_verified_address_of_a_named_domain_says_who_somebody_is(database: TestDatabase) {
    let (app, mut provider) = opened(&database, &[]).await;
    let admin = app.admin().await;
    app.operator("Ana", "Operator", &[]).await;
    let dan = app.operator("Dan", "Operator", &[]).await.operator_id.to_string();
    let bo = app.operator("Bo", "Operator", &[]).await.operator_id.to_string();
    let input = json!({ "operatorId": bo, "email": "bo@example.com" });
    admin.change("operatorUpdate", input, "operator { id }").await;
    let gone = json!({ "operatorId": dan, "isActive": false });
    admin.change("operatorUpdate", gone, "operator { id }").await;
    let mut said = Vec::new();
    for known in [
        json!({ "sub": "ana-1", "email": "ana@example.org", "email_verified": false }),
        json!({ "sub": "ana-1", "email": "ana@example.org" }),
        json!({ "sub": "ana-1" }),
        claims("bo-1", "bo@example.com"),
        claims("eve-1", "eve@example.org"),
        claims("dan-1", "dan@example.org"),
    ] {
        provider.knows(&known);
        said.push(refused(&app, &mut provider).await);
    }
    assert!(said[0].contains("switchboard operator link"), "{}", said[0]);
    assert!(said.iter().all(|one| *one == said[0]), "who is no operator learns nothing: {said:#?}");
}

#[both_databases]
async fn an_answer_that_this_browser_has_not_asked_for_signs_nobody_in(database: TestDatabase) {
    let (app, mut provider) = opened(&database, &[]).await;
    app.operator("Ana", "Operator", &[]).await;
    provider.knows(&claims("ana-1", "ana@example.org"));
    let mut browser = Browser::default();
    let back = browser.leaves(&app, &mut provider).await;
    let (path, query) = back.split_once('?').expect("a query");
    let without = |name: &str| -> String {
        let kept: Vec<&str> =
            query.split('&').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
        format!("{path}?{}", kept.join("&"))
    };
    let other = Browser::default().leaves(&app, &mut provider).await;
    for (what, damaged) in [
        ("nothing", path.to_owned()),
        ("no state", without("state")),
        ("another state", format!("{}&state=another", without("state"))),
        ("two states", format!("{back}&state=another")),
        ("the answer to another browser", other),
        ("no code", without("code")),
        ("no issuer", without("iss")),
        ("another issuer", format!("{}&iss=https%3A%2F%2Faccounts.example.org", without("iss"))),
    ] {
        let answer = browser.clone().send(&app, "GET", &damaged, Value::Null).await;
        assert_eq!(answer.status, 400, "{what}: {answer:?}");
    }
    let answer = Browser::default().send(&app, "GET", &back, Value::Null).await;
    assert_eq!(answer.status, 400, "a browser that has asked nothing: {answer:?}");
    let error = format!("{}&error=access_denied", without("code"));
    let answer = browser.clone().send(&app, "GET", &error, Value::Null).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text.contains("access_denied"), "{answer:?}");
    assert_eq!(provider.asked(), 0, "no code was shown to the provider");

    let stolen = browser.clone();
    let answer = browser.send(&app, "GET", &back, Value::Null).await;
    assert_eq!((answer.status, provider.asked()), (303, 1), "{answer:?}");
    let answer = browser.send(&app, "GET", &back, Value::Null).await;
    assert_eq!((answer.status, provider.asked()), (400, 1), "{answer:?}");
    // The provider has had this code.
    let answer = stolen.clone().send(&app, "GET", &back, Value::Null).await;
    assert_eq!((answer.status, provider.asked()), (403, 2), "{answer:?}");
    assert!(answer.text.contains("invalid_grant"), "{answer:?}");

    let mut late = Browser::default();
    let back = late.leaves(&app, &mut provider).await;
    app.clock.pass_ms(OIDC_SIGN_IN_MS);
    let answer = late.send(&app, "GET", &back, Value::Null).await;
    assert_eq!((answer.status, provider.asked()), (400, 2), "{answer:?}");
    for elsewhere in ["https://evil.test", "//evil.test", "/%5Cevil.test"] {
        let path = format!("/session/oidc?returnTo={elsewhere}");
        let answer = Browser::default().send(&app, "GET", &path, Value::Null).await;
        assert_eq!(answer.status, 422, "{elsewhere}: {answer:?}");
    }
}

#[both_databases]
async fn a_token_that_the_provider_must_not_give_is_refused(database: TestDatabase) {
    let (app, mut provider) = opened(&database, &[]).await;
    app.operator("Ana", "Operator", &[]).await;
    provider.knows(&claims("ana-1", "ana@example.org"));
    for (damage, told) in [
        ("nonce", "another sign-in"),
        ("issuer", "another issuer"),
        ("audience", "another than this server"),
        ("expired", "expired"),
        ("subject", "somebody else"),
        ("key", "signature"),
        ("unsigned", "not signed"),
    ] {
        provider.damages(damage);
        let said = refused(&app, &mut provider).await;
        assert!(said.contains(told), "{damage}: {said}");
    }
    provider.damages("none");
    let mut browser = Browser::default();
    assert_eq!(browser.signs_in(&app, &mut provider).await.status, 303);
    // By a clock that is behind, it is not there yet.
    let back = browser.leaves(&app, &mut provider).await;
    app.clock.pass_ms(-6 * 60 * 60 * 1000);
    let answer = browser.send(&app, "GET", &back, Value::Null).await;
    assert!(answer.status == 403 && answer.text.contains("of the future"), "{answer:?}");
}

#[both_databases]
async fn the_providers_word_is_no_second_factor(database: TestDatabase) {
    let (app, mut provider) = opened(&database, &[]).await;
    let admin = app.admin().await;
    app.operator("Ana", "Operator", &[]).await;
    let role = app.role("Operator").await.to_string();
    let input = json!({ "roleId": role, "isTotpRequired": true });
    admin.change("roleUpdate", input, "role { id }").await;
    provider.knows(&claims("ana-1", "ana@example.org"));
    let mut browser = Browser::default();
    let back = browser.leaves(&app, &mut provider).await;
    let early = browser.send(&app, "POST", "/session/oidc", json!({ "code": "123456" })).await;
    assert_eq!(early.status, 400, "the provider has vouched for nobody yet: {early:?}");
    let answer = browser.send(&app, "GET", &back, Value::Null).await;
    let expected = format!("{PUBLIC_URL}/chats?a=1&signIn=TOTP_SETUP_REQUIRED");
    assert_eq!((answer.status, answer.location), (303, expected), "{}", answer.text);
    assert_eq!(browser.who(&app).await, None);

    let setup = browser.send(&app, "POST", "/session/oidc/totp", json!({})).await;
    let setup: Value = serde_json::from_str(&setup.text).expect("JSON");
    let secret = setup["secret"].as_str().expect("a secret");
    let code = || code_of(secret, app.clock.now());
    let wrong = browser.send(&app, "POST", "/session/oidc", json!({ "code": "x" })).await;
    assert!(wrong.status == 401 && wrong.text.contains("SECOND_FACTOR_WRONG"), "{wrong:?}");
    let ticket = browser.clone();
    let done = browser.send(&app, "POST", "/session/oidc", json!({ "code": code() })).await;
    assert!(done.status == 200 && done.text.contains("recoveryCodes"), "{done:?}");
    assert_eq!(browser.who(&app).await.as_deref(), Some("ana@example.org"));

    // The word of the provider is good for one session, whatever code comes with it.
    app.clock.pass_ms(60_000);
    let again = ticket.clone().send(&app, "POST", "/session/oidc", json!({ "code": code() })).await;
    assert_eq!(again.status, 410, "{again:?}");
    let answer = Browser::default().signs_in(&app, &mut provider).await;
    assert!(answer.location.ends_with("signIn=SECOND_FACTOR_REQUIRED"), "{answer:?}");
}

#[both_databases]
async fn who_was_invited_comes_in_without_a_link_and_a_password(database: TestDatabase) {
    let more = [("SWITCHBOARD_SIGN_IN_PASSWORD", "false")];
    let (app, mut provider) = opened(&database, &more).await;
    let admin = app.admin().await;
    let input = CreateInput {
        email: "ines@example.org".to_owned(),
        role_id: Some(app.role("Supervisor").await),
        team_ids: Vec::new(),
        public_url: None,
    };
    let made = invite(&app.app.desk, &Context::system(), input).await.expect("invited").value;
    for (path, body) in [
        ("/session", json!({ "email": "ines@example.org", "password": "correct horse" })),
        ("/session/totp", json!({ "email": "ines@example.org", "password": "correct horse" })),
        ("/invitation", json!({ "secret": made.secret, "name": "I", "password": "correct horse" })),
    ] {
        let answer = Browser::default().send(&app, "POST", path, body).await;
        assert!(answer.status == 403 && answer.text.contains("/session/oidc"), "{answer:?}");
    }
    let ways = Browser::default().send(&app, "GET", "/session", Value::Null).await;
    let ways: Value = serde_json::from_str(&ways.text).expect("JSON");
    assert_eq!(ways, json!({ "password": false, "oidc": true }));

    provider.knows(&claims("ines-1", "ines@example.org"));
    let mut browser = Browser::default();
    let answer = browser.signs_in(&app, &mut provider).await;
    assert_eq!(browser.who(&app).await.as_deref(), Some("ines@example.org"), "{answer:?}");
    let told =
        admin.data("{ operators(first: 9) { nodes { name role { name } } } }", json!({})).await;
    let ines = json!({ "name": "Somebody", "role": { "name": "Supervisor" } });
    let all = told["operators"]["nodes"].as_array().expect("operators");
    assert!(all.contains(&ines), "{told}");
}

/// Whatever is behind its name: strangers learn nothing of it, those who run the server what to do.
#[both_databases]
async fn a_provider_that_cannot_be_used_is_told_to_who_runs_the_server(database: TestDatabase) {
    let provider = IdentityProvider::start(PUBLIC_URL);
    let slash = format!("{}/", provider.issuer);
    let other = format!("{}/other", provider.issuer);
    for (issuer, told) in [
        (slash.as_str(), "write sign_in.oidc_issuer so"),
        (other.as_str(), "answers 404"),
        ("https://10.0.0.1", "plugins.allow_private_hosts"),
        ("http://accounts.example.org", "plugins.allow_private_hosts"),
    ] {
        let database = TestDatabase::of(database.backend()).await;
        let mut variables = provider.variables();
        variables.push(("SWITCHBOARD_SIGN_IN_OIDC_ISSUER".to_owned(), issuer.to_owned()));
        variables.push(("SWITCHBOARD_SERVER_PUBLIC_URL".to_owned(), PUBLIC_URL.to_owned()));
        let app = TestApp::open_set(&database, &plugins(), &variables).await;
        let answer = Browser::default().send(&app, "GET", "/session/oidc", Value::Null).await;
        assert!(answer.status == 502 && answer.text.contains("doctor"), "{answer:?}");
        assert!(!answer.text.contains(issuer) && !answer.text.contains(told), "{answer:?}");
        let oidc = app.app.oidc.as_ref().expect("it is set");
        let said = oidc.look().await.expect_err("it cannot be used").to_string();
        assert!(said.contains(told), "{said}");
    }
}

#[both_databases]
async fn without_a_provider_there_is_no_way_to_one(app: TestApp) {
    for (method, path) in
        [("GET", "/session/oidc"), ("GET", "/session/oidc/callback?code=1&state=1")]
    {
        let answer = Browser::default().send(&app, method, path, Value::Null).await;
        assert_eq!(answer.status, 404, "{path}: {answer:?}");
    }
    let ways = Browser::default().send(&app, "GET", "/session", Value::Null).await;
    assert!(ways.text.contains("\"oidc\":false"), "{ways:?}");
}
