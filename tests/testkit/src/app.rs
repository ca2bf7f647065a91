//! A whole server for tests: real schema, routes, workers and guests, on either database, under a
//! clock that stands still. `settle` runs all workers to rest; nothing sleeps.

use crate::{
    database::{OnDatabase, TestDatabase},
    graphql::Client,
};
use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use switchboard_desk::{
    Context,
    operator::create::{CreateInput as CreateOperator, create as create_operator},
    session::authenticate,
    token::create::{CreateInput as CreateToken, create as create_token},
};
use switchboard_model::{
    Clock, ManualClock, OperatorId, Permission, RoleId, SessionId, TeamId, Timestamp,
    operator::Operator,
    session::{Session, SessionOwner},
};
use switchboard_server::{
    app::App,
    config::{Config, Sources, load},
    http,
};
use switchboard_store::{Lane, Store, StoreError, Transaction, backup, log, role, session};
use tempfile::TempDir;
use tower::ServiceExt;

/// When every test begins: a moment after the recorded traffic.
pub const BEGIN: Timestamp = Timestamp(1_764_010_000_000);

/// How long a server that is opened again may take to close.
const GRACE: Duration = Duration::from_secs(5);

/// How long a session lasts that a test is given, in milliseconds: longer than any test lets pass.
const SESSION_MS: i64 = 100 * 365 * 24 * 60 * 60 * 1000;

/// How long a restart takes by the server's clock, in milliseconds.
const RESTART_MS: i64 = 1_000;

/// A server for tests.
pub struct TestApp {
    /// The server.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Its routes.
    pub router: Router,
    data: TempDir,
}

impl OnDatabase for TestApp {
    async fn on(database: &TestDatabase) -> Self {
        Self::open(database).await
    }
}

impl TestApp {
    /// Opens a server on a database.
    pub async fn open(database: &TestDatabase) -> Self {
        Self::open_with(database, &plugins()).await
    }

    /// Opens a server on a database, with the plugins of a folder.
    pub async fn open_with(database: &TestDatabase, plugins: &Path) -> Self {
        Self::open_set(database, plugins, &[]).await
    }

    /// Opens a server on a database, with the plugins of a folder and more variables of the environment.
    pub async fn open_set(
        database: &TestDatabase,
        plugins: &Path,
        variables: &[(String, String)],
    ) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let config = configuration(database, plugins, data.path(), variables);
        Self::furnish(config, Arc::new(ManualClock::at(BEGIN)), data).await
    }

    /// Closes the server and opens it again on the same data, as a restart does, which takes a second.
    /// Nobody may hold a client any more.
    pub async fn restart(self) -> Self {
        let Self { app, clock, router, data } = self;
        drop(router);
        app.close(GRACE).await;
        let config = app.config.clone();
        drop(app);
        clock.pass_ms(RESTART_MS);
        Self::furnish(config, clock, data).await
    }

    /// Restarts on a database that was put in place by a restore.
    pub async fn restart_restored(self) -> Self {
        let Self { app, clock, router, data } = self;
        drop(router);
        app.close(GRACE).await;
        let (config, now) = (app.config.clone(), clock.now());
        drop(app);
        let url = config.database_url();
        let adopt = tokio::task::spawn_blocking(move || backup::begin_new_epoch(&url, now));
        adopt.await.expect("it runs").expect("a new epoch");
        clock.pass_ms(RESTART_MS);
        Self::furnish(config, clock, data).await
    }

    async fn furnish(config: Config, clock: Arc<ManualClock>, data: TempDir) -> Self {
        let app = App::open_at(config, clock.clone()).await.expect("the server opens");
        let app = Arc::new(app);
        let router = http::router(&app);
        Self { app, clock, router, data }
    }

    /// The folder of its data.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Runs all workers and the search to rest.
    pub async fn settle(&self) {
        self.app.flow.settle().await.expect("the workers come to rest");
        while self.app.search.advance().await.expect("the search follows") > 0 {}
        while self.app.board.advance().await.expect("the board follows") > 0 {}
    }

    /// Waits until the log shows what was committed: PostgreSQL hides it while an older transaction of
    /// any database runs, such as another test's.
    pub async fn log_shows_all(&self) {
        log_shows_all(self.app.desk.store()).await;
    }

    /// The place in the log behind all that was committed, as this client is told it.
    pub async fn head(&self, client: &Client) -> Value {
        self.log_shows_all().await;
        client.data("{ headCursor }", json!({})).await["headCursor"].clone()
    }

    /// Adds an operator with a built-in role.
    pub async fn operator(&self, name: &str, role_name: &str, teams: &[TeamId]) -> Operator {
        let input = CreateOperator {
            email: format!("{}@example.org", name.to_lowercase()),
            name: name.to_owned(),
            password: None,
            role_id: Some(self.role(role_name).await),
            team_ids: teams.to_vec(),
        };
        let done = create_operator(&self.app.desk, &Context::system(), input).await;
        done.expect("an operator").value
    }

    /// The id of a built-in role.
    pub async fn role(&self, name: &str) -> RoleId {
        let wanted = name.to_owned();
        let found = self
            .app
            .desk
            .store()
            .read(move |connection| role::find_by_name(connection, &wanted))
            .await
            .expect("roles can be read");
        found.unwrap_or_else(|| panic!("no role {name}")).role_id
    }

    /// A GraphQL client of an endpoint; without a secret it is nobody.
    pub fn at(&self, path: &'static str, secret: Option<String>) -> Client {
        Client::new(self.router.clone(), self.app.desk.store().clone(), path, secret)
    }

    /// A GraphQL client of an operator who is signed in, for as long as a test lasts by its clock.
    pub async fn client_of(&self, operator: &Operator) -> Client {
        let secret = self.session_for(operator.operator_id).await;
        self.at("/graphql", Some(secret))
    }

    /// An operator who is signed in, for commands that are called without GraphQL.
    pub async fn context_of(&self, operator_id: OperatorId) -> Context {
        let secret = self.session_for(operator_id).await;
        let known = authenticate(&self.app.desk, &secret).await.expect("it is read");
        Context::of(known.expect("a session").actor)
    }

    /// A GraphQL client of an operator's API token, with all their permissions.
    pub async fn token_client_of(&self, operator: &Operator) -> Client {
        let secret = self.token_of(operator).await;
        self.at("/graphql", Some(secret))
    }

    /// The secret of a session that was begun without a password: hashing one takes a test too long.
    async fn session_for(&self, operator_id: OperatorId) -> String {
        let store = self.app.desk.store();
        let session_id: SessionId = store.id();
        let secret = format!("sbs_{:043}", session_id.0);
        let created_at = self.clock.now();
        let session = Session {
            session_id,
            owner: SessionOwner::Operator(operator_id),
            user_agent: None,
            remote_network: None,
            created_at,
            last_used_at: created_at,
            expires_at: created_at.plus_ms(SESSION_MS),
            revoked_at: None,
            secret_generation: None,
        };
        let hash = format!("{:x}", Sha256::digest(&secret));
        let insert =
            move |transaction: &mut Transaction<'_>| session::insert(transaction, &session, &hash);
        store.write(Lane::Any, insert).await.expect("a session");
        secret
    }

    /// The secret of a new API token of an operator, with all their permissions.
    pub async fn token_of(&self, operator: &Operator) -> String {
        let role_id = operator.role_id;
        let role = self.app.desk.store().read(move |connection| role::get(connection, role_id));
        let permissions: Vec<Permission> = role.await.expect("a role").permissions;
        let input = CreateToken {
            operator_id: Some(operator.operator_id),
            name: "tests".to_owned(),
            permissions,
            expires_at: None,
        };
        let made = create_token(&self.app.desk, &Context::system(), input).await;
        made.expect("a token").value.secret
    }

    /// A client of a new admin.
    pub async fn admin(&self) -> Client {
        let admin = self.operator("Admin", "Admin", &[]).await;
        self.client_of(&admin).await
    }

    /// A client that is nobody.
    pub fn nobody(&self) -> Client {
        self.at("/graphql", None)
    }

    /// Starts a visitor on a web channel and gives its client.
    pub async fn visitor(&self, channel_key: &str) -> Client {
        let nobody = self.at("/visitor/graphql", None);
        let input = json!({ "channelKey": channel_key });
        let started = nobody.change("visitStart", input, "visit { secret }").await;
        let secret = started["visit"]["secret"].as_str().expect("a secret").to_owned();
        self.at("/visitor/graphql", Some(secret))
    }

    /// Sends a bare request; gives status and bytes.
    pub async fn send(&self, method: &str, path: &str, body: impl Into<Body>) -> (u16, Vec<u8>) {
        exchange(&self.router, method, path, body.into()).await
    }

    /// Posts a body; gives status and text. The content type is JSON unless a header says so.
    pub async fn post(
        &self,
        path: &str,
        headers: &[(String, String)],
        body: impl Into<Body>,
    ) -> (u16, String) {
        let mut request = Request::post(path);
        let has_kind = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if !has_kind {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("routers do not fail");
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Waits until the log of a store shows what was committed.
pub(crate) async fn log_shows_all(store: &Store) {
    while store.read::<_, StoreError>(log::has_hidden).await.expect("the log is read") {}
}

/// Sends a bare request to a router.
pub(crate) async fn exchange(
    router: &Router,
    method: &str,
    path: &str,
    body: Body,
) -> (u16, Vec<u8>) {
    let request = Request::builder().method(method).uri(path).body(body).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("routers do not fail");
    let status = answer.status().as_u16();
    let bytes = axum::body::to_bytes(answer.into_body(), 64 << 20).await.expect("a body");
    (status, bytes.to_vec())
}

fn configuration(
    database: &TestDatabase,
    plugins: &Path,
    data: &Path,
    variables: &[(String, String)],
) -> Config {
    let set = |name: &str, value: String| (name.to_owned(), value);
    load(&Sources {
        file: None,
        environment: [
            set("SWITCHBOARD_SERVER_DATA", data.display().to_string()),
            set("SWITCHBOARD_DATABASE_URL", database.url().to_owned()),
            set("SWITCHBOARD_PLUGINS_BUNDLED_FOLDER", plugins.display().to_string()),
            set("SWITCHBOARD_PLUGINS_ALLOW_PRIVATE_HOSTS", "127.0.0.1:*".to_owned()),
            set("SWITCHBOARD_SERVER_DEVELOPMENT", "true".to_owned()),
            // A request that comes through no socket has no peer.
            set("SWITCHBOARD_SERVER_METRICS", "open".to_owned()),
            // A generated suite asks more in a minute than any person: the rate has its own test.
            set("SWITCHBOARD_GRAPHQL_COST_PER_MINUTE", "100000000".to_owned()),
        ]
        .into_iter()
        .chain(variables.iter().cloned())
        .collect(),
        overrides: Vec::new(),
    })
    .expect("a configuration")
}

/// The folder of the built guests.
pub fn plugins() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/plugins");
    assert!(folder.is_dir(), "no guests in {}: run `cargo xtask guests`", folder.display());
    folder
}
