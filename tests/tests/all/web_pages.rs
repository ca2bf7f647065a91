//! What companies' pages and browsers are given of the web: a channel's script, the widget's modules, the chat's own
//! page and, where it was built, the console. The built files are made up; the widget itself is held by its stories.

use axum::{
    body::Body,
    http::{HeaderMap, Request},
};
use insta::{allow_duplicates, assert_snapshot};
use serde_json::{Value, json};
use switchboard_testkit::{
    app::{TestApp, plugins},
    database::{OnDatabase, TestDatabase, both_databases},
    graphql::Client,
};
use tempfile::TempDir;
use tower::ServiceExt;

const SHOP: &str = "https://shop.example";
/// How long a change of a channel may take to be seen, in milliseconds.
const CHANNEL_MS: i64 = 1_000;
/// Of `{ limits { messageTextMaxUnits } }`.
const HASH: &str = "9b827eee1255fdcee3095b4b6e8b9761c736be816140fe682a55079fe16868df";

/// The widget, as its build leaves it.
const WIDGET: [(&str, &str); 7] = [
    ("widget/manifest.json", r#"{ "app.tsx": { "file": "app.1a.js", "isEntry": true } }"#),
    ("widget/loader.js", "draw(SWITCHBOARD);"),
    ("widget/app.1a.js", "as it is"),
    ("widget/app.1a.js.br", "by brotli"),
    ("widget/app.1a.js.gz", "by gzip"),
    ("widget/uk.2b.js", "words"),
    ("shots/a.1a.js", "of a test"),
];
const CONSOLE: [(&str, &str); 3] = [
    ("console/index.html", r#"<script src="/assets/i.3c.js" nonce="SWITCHBOARD_NONCE"></script>"#),
    ("console/assets/i.3c.js", "run"),
    ("console/sw.js", "push"),
];

/// A server below a path of its host, with the web and a chat that the shop's pages may show.
struct Site {
    app: TestApp,
    admin: Client,
    channel: Value,
    _built: TempDir,
}

/// The same on a host of its own that nobody has named, and with the console.
struct Bare(Site);

impl OnDatabase for Site {
    async fn on(database: &TestDatabase) -> Self {
        let public = ("SWITCHBOARD_SERVER_PUBLIC_URL", "https://example.org/desk");
        open(database, &[], &[public]).await
    }
}

impl OnDatabase for Bare {
    async fn on(database: &TestDatabase) -> Self {
        Self(open(database, &CONSOLE, &[]).await)
    }
}

async fn open(database: &TestDatabase, more: &[(&str, &str)], variables: &[(&str, &str)]) -> Site {
    let built = tempfile::tempdir().expect("a folder");
    let documents = json!({ HASH: "{ limits { messageTextMaxUnits } }" }).to_string();
    let documents = ("documents/widget.documents.json", documents.as_str());
    for (name, text) in WIDGET.iter().chain(more).chain([&documents]) {
        let path = built.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        std::fs::write(path, text).expect("it is written");
    }
    let folder = built.path().display().to_string();
    let variables = variables.iter().copied().chain([("SWITCHBOARD_WEB_FOLDER", folder.as_str())]);
    let variables: Vec<_> =
        variables.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let app = TestApp::open_set(database, &plugins(), &variables).await;
    let admin = app.admin().await;
    let input = json!({ "plugin": "web", "key": "site", "name": "VIP complaints",
        "settings": { "allowed_origins": [SHOP] } });
    let made = admin.change("channelCreate", input, "channel { id }").await;
    Site { app, admin, channel: made["channel"]["id"].clone(), _built: built }
}

/// What was answered.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text"))
    }

    /// What a script tells its loader.
    fn told(&self) -> Value {
        let told = self.text.strip_prefix("{const SWITCHBOARD=").expect("a script");
        let told = told.strip_suffix(";draw(SWITCHBOARD);\n}").expect("a script");
        serde_json::from_str(told).expect("JSON")
    }
}

async fn ask(app: &TestApp, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "desk.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let answer = app.router.clone().oneshot(request).await.expect("routers do not fail");
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, 64 << 20).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("a text");
    Answer { status: parts.status.as_u16(), headers: parts.headers, text }
}

impl Site {
    async fn get(&self, path: &str) -> Answer {
        ask(&self.app, "GET", path, &[]).await
    }

    async fn set(&self, settings: Value) {
        let input = json!({ "channelId": self.channel, "settings": settings });
        self.admin.change("channelUpdate", input, "channel { id }").await;
        self.app.clock.pass_ms(CHANNEL_MS);
    }

    /// May a page of this origin begin the chat.
    async fn is_let_in(&self, origin: &str) -> bool {
        let body = json!({ "query": "{ widget(channelKey: \"site\") { language } }" }).to_string();
        let headers = [("origin", origin), ("host", "desk.example")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (_, text) = self.app.post("/visitor/graphql", &headers, body).await;
        let is_let_in = text.contains("\"language\"");
        assert_ne!(is_let_in, text.contains("FORBIDDEN"), "{text}");
        is_let_in
    }
}

/// W14.
#[both_databases]
async fn the_script_of_a_channel_brings_all_that_its_launcher_needs(site: Site) {
    let plain = site.get("/widget/site.js").await;
    assert_eq!(
        (plain.status, plain.header("content-type")),
        (200, "text/javascript; charset=utf-8")
    );
    assert_eq!(plain.header("access-control-allow-origin"), "*");
    assert_eq!(plain.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(plain.header("cache-control"), "no-cache");
    assert!(!plain.headers.contains_key("set-cookie"));
    let expected = json!({
        "key": "site", "origin": "https://example.org/desk", "app": "/widget/app.1a.js",
        "label": "Write to us", "failure": "The chat could not be loaded. Try again.",
        "title": "Support", "accent": "#2B5FD9", "onAccent": "#FFFFFF", "side": "end",
        "layer": 2_147_483_000,
    });
    assert_eq!(plain.told(), expected);

    let tag = plain.header("etag").to_owned();
    let known = [("if-none-match", tag.as_str())];
    let again = ask(&site.app, "GET", "/widget/site.js", &known).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));

    let german = json!({ "defaultLanguage": "de-AT", "deskName": "Lumen Pay" });
    site.admin.change("settingUpdate", german, "settings { deskName }").await;
    let look = json!({ "failure": "</script>", "accent": "#ffd400", "side": "START", "layer": 7 });
    site.set(json!({ "allowed_origins": [SHOP], "look": look })).await;
    let changed = ask(&site.app, "GET", "/widget/site.js", &known).await;
    assert!(!changed.text.contains("</script>"), "{}", changed.text);
    let told = changed.told();
    assert_eq!(
        (&told["title"], &told["label"]),
        (&json!("Lumen Pay"), &json!("Schreiben Sie uns"))
    );
    assert_eq!((&told["failure"], &told["side"]), (&json!("</script>"), &json!("start")));
    assert_eq!((&told["accent"], &told["layer"]), (&json!("#ffd400"), &json!(7)));
}

/// W14: as on a first look, without a public address.
#[both_databases]
async fn a_host_that_nobody_has_named_is_told_as_it_was_asked(bare: Bare) {
    let script = bare.0.get("/widget/site.js").await;
    assert_eq!(script.told()["origin"], "http://desk.example");
    let page = bare.0.get("/chat/site").await;
    assert!(page.text.contains("src=\"http://desk.example/widget/site.js\""), "{}", page.text);
    assert!(bare.0.is_let_in("http://desk.example").await);
    assert!(!bare.0.is_let_in("https://desk.example").await);
}

/// W14.
#[both_databases]
async fn modules_are_kept_for_good_and_compressed_for_who_takes_it(site: Site) {
    let of = async |method: &str, headers: &[(&str, &str)]| {
        ask(&site.app, method, "/widget/app.1a.js", headers).await
    };
    let plain = of("GET", &[]).await;
    assert_eq!((plain.status, plain.text.as_str()), (200, "as it is"));
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(plain.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(plain.header("access-control-allow-origin"), "*");
    assert_eq!(plain.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(plain.header("x-content-type-options"), "nosniff");
    assert_eq!((plain.header("vary"), plain.header("content-encoding")), ("accept-encoding", ""));
    for (accepted, coding, text) in
        [("gzip, deflate, br", "br", "by brotli"), ("gzip", "gzip", "by gzip")]
    {
        let packed = of("GET", &[("accept-encoding", accepted)]).await;
        assert_eq!((packed.header("content-encoding"), packed.text.as_str()), (coding, text));
    }
    let tag = plain.header("etag");
    let known = of("GET", &[("if-none-match", tag)]).await;
    assert_eq!((known.status, known.text.as_str()), (304, ""));
    let head = of("HEAD", &[]).await;
    assert_eq!((head.status, head.header("content-length"), head.text.as_str()), (200, "8", ""));
    assert_eq!(site.get("/widget/uk.2b.js").await.text, "words");
}

/// W14.
#[both_databases]
async fn what_is_no_built_file_is_not_there(site: Site) {
    for path in [
        "/widget/app.0.js",
        "/widget/app.1a.js.br",
        "/widget/manifest.json",
        "/widget/loader.js",
        "/widget/a.1a.js",
        "/widget/../widget/manifest.json",
        "/widget/%2e%2e%2fdocuments%2fwidget.documents.json",
        "/widget/..%2f..%2fswitchboard.sqlite",
        "/widget/",
        "/widget/nobody.js",
        "/widget/x.js",
        "/assets/i.3c.js",
        "/assets/..%2fwidget%2fapp.1a.js",
        "/chat/nobody",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
    let unknown = site.get("/widget/nobody.js").await;
    assert!(unknown.text.contains("compare the script's address"), "{}", unknown.text);
    assert_eq!(unknown.header("access-control-allow-origin"), "*");
}

/// W14.
#[both_databases]
async fn a_channel_that_takes_no_messages_has_no_script_and_no_page(site: Site) {
    let statuses = async || {
        site.app.clock.pass_ms(CHANNEL_MS);
        (site.get("/widget/site.js").await.status, site.get("/chat/site").await.status)
    };
    assert_eq!(statuses().await, (200, 200));
    let channel = json!({ "channelId": site.channel });
    site.admin.change("channelPause", channel.clone(), "channel { id }").await;
    assert_eq!(statuses().await, (404, 404));
    site.admin.change("channelResume", channel.clone(), "channel { id }").await;
    assert_eq!(statuses().await, (200, 200));
    site.admin.change("channelDelete", channel, "deletedId").await;
    assert_eq!(statuses().await, (404, 404));
    let id = site.channel.as_str().expect("an id");
    assert_eq!(site.get(&format!("/widget/{id}.js")).await.status, 404);
}

/// W14.
#[both_databases]
async fn the_chat_is_a_page_that_only_the_channels_pages_frame(site: Site) {
    site.set(json!({ "allowed_origins": [SHOP], "look": { "title": "<b>Pay</b>" } })).await;
    let page = site.get("/chat/site").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.header("x-frame-options"), "", "the policy says it");
    assert!(!page.headers.contains_key("access-control-allow-origin"));
    allow_duplicates! {
        assert_snapshot!(page.header("content-security-policy"), @"default-src 'none'; script-src https://example.org/desk/widget/; style-src 'sha256-Cr6DMjbajSnWyWiNYSJRUc7J1b9Oe1xvNQWupGMBONw='; connect-src https://example.org/desk/ wss://example.org/desk/visitor/; img-src https://example.org/desk/ blob:; media-src https://example.org/desk/ blob:; base-uri 'none'; form-action 'none'; frame-ancestors https://shop.example; require-trusted-types-for 'script'; trusted-types 'none'");
    }
    assert!(page.text.contains("<title>&lt;b&gt;Pay&lt;/b&gt;</title>"), "{}", page.text);
    let script =
        "<script async src=\"https://example.org/desk/widget/site.js\" data-mount=\"#chat\">";
    assert!(page.text.contains(script), "{}", page.text);
    let head = ask(&site.app, "HEAD", "/chat/site", &[]).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));

    site.set(json!({})).await;
    let policy = site.get("/chat/site").await.header("content-security-policy").to_owned();
    assert!(policy.contains("frame-ancestors 'none';"), "{policy}");
    assert_eq!(site.get("/healthz").await.header("x-frame-options"), "DENY");
    assert_eq!(site.get("/chat/nobody").await.text, "There is no chat at this address.\n");
}

/// W14: the chat's own page is the server's, and no page elsewhere may say that it is.
#[both_databases]
async fn only_the_servers_page_and_the_channels_pages_begin_a_chat(site: Site) {
    for (origin, is_let_in) in [
        ("https://example.org", true),
        (SHOP, true),
        ("https://shop.example.evil.example", false),
        ("http://example.org", false),
        ("https://desk.example", false),
        ("http://desk.example", false),
        ("null", false),
    ] {
        assert_eq!(site.is_let_in(origin).await, is_let_in, "{origin}");
    }
}

/// W11: the widget asks by hashes alone.
#[both_databases]
async fn the_documents_of_the_web_are_known(site: Site) {
    let ask = async |hash: &str| {
        let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
        let body = json!({ "extensions": extensions }).to_string();
        site.app.post("/visitor/graphql", &[], body).await.1
    };
    let known = ask(HASH).await;
    assert!(known.contains("\"messageTextMaxUnits\""), "{known}");
    let unknown = ask(&HASH.replace(|digit: char| digit.is_alphabetic(), "0")).await;
    assert!(unknown.contains("errors"), "{unknown}");
}

/// W14, F80.
#[both_databases]
async fn the_console_is_a_page_wherever_the_server_has_none(bare: Bare) {
    let app = &bare.0.app;
    let opens = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let mut nonces = Vec::new();
    for path in ["/", "/setup", "/invitation", "/chats/4127", "/labels/"] {
        let page = ask(app, "GET", path, &opens).await;
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{path}");
        let nonce = page.text.split('"').nth(3).expect("a nonce").to_owned();
        let policy = page.header("content-security-policy");
        assert!(policy.contains(&format!("style-src 'self' 'nonce-{nonce}';")), "{policy}");
        assert!(policy.contains("connect-src 'self' ws://desk.example/;"), "{policy}");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 5, "a nonce is used once");
    let file = ask(app, "GET", "/assets/i.3c.js", &[]).await;
    assert_eq!((file.status, file.text.as_str()), (200, "run"));
    assert_eq!(file.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(file.header("access-control-allow-origin"), "");

    let worker = ask(app, "GET", "/sw.js", &[]).await;
    assert_eq!((worker.status, worker.text.as_str()), (200, "push"));
    assert_eq!(worker.header("cache-control"), "no-cache", "its name has no hash");
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(ask(app, "GET", "/manifest.webmanifest", &[]).await.status, 404, "none was built");

    let setup = ask(app, "GET", "/setup", &[("accept", "application/json")]).await;
    assert!(setup.text.contains("isNeeded"), "{}", setup.text);
    for (method, path) in [("GET", "/nowhere"), ("POST", "/nowhere"), ("GET", "/files/none")] {
        let accept = if path == "/files/none" { opens[0].1 } else { "*/*" };
        let answer = ask(app, method, path, &[("accept", accept)]).await;
        assert!(answer.status >= 400 && !answer.text.contains("<script"), "{method} {path}");
    }
}

/// W14.
#[both_databases]
async fn a_server_without_the_web_says_what_to_do(app: TestApp) {
    for path in ["/widget/site.js", "/widget/app.1a.js", "/chat/site"] {
        let answer = ask(&app, "GET", path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text.contains("web.folder"), "{path}: {}", answer.text);
    }
    let front = ask(&app, "GET", "/", &[("accept", "text/html")]).await;
    assert!(front.text.contains("is running"), "{}", front.text);
}
