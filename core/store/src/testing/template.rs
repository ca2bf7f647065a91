//! A migrated PostgreSQL database that is made once and copied for each test.

use super::cluster;
use crate::{DatabaseConnection, migration};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// The key of the advisory lock under which the template is made.
const LOCK: i64 = 0x7465_6d70_6c61_7465;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Makes a database; gives its URL.
pub(super) fn create_copy() -> String {
    let admin = cluster::admin_url();
    let mut connection = connect(&admin);
    let template = template(&admin, &mut connection);
    let name = format!("switchboard_test_{:016x}", rand::random::<u64>());
    run(&mut connection, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
    url_of(&admin, &name)
}

/// Removes a database that [`create_copy`] made.
pub(super) fn drop_copy(url: &str) {
    let path = url.split('?').next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Ok(mut connection) = PgConnection::establish(&cluster::admin_url()) {
        run(&mut connection, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

fn template(admin: &str, connection: &mut PgConnection) -> String {
    let name = format!("switchboard_template_{:016x}", hash_of_migrations());
    run(connection, &format!("SELECT pg_advisory_lock({LOCK})"));
    if !exists(connection, &name) {
        // Under another name until it is whole: what a killed test leaves is not taken for it.
        let draft = format!("{name}_draft");
        run(connection, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"));
        run(connection, &format!("CREATE DATABASE {draft}"));
        let mut fresh = DatabaseConnection::Postgres(connect(&url_of(admin, &draft)));
        migration::run(&mut fresh).expect("the migrations run on a fresh database");
        drop(fresh);
        run(connection, &format!("ALTER DATABASE {draft} RENAME TO {name}"));
    }
    run(connection, &format!("SELECT pg_advisory_unlock({LOCK})"));
    name
}

fn exists(connection: &mut PgConnection, name: &str) -> bool {
    diesel::sql_query("SELECT count(*) AS number FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(name)
        .get_result::<Count>(connection)
        .expect("the server lists its databases")
        .number
        == 1
}

fn connect(url: &str) -> PgConnection {
    PgConnection::establish(url)
        .unwrap_or_else(|error| panic!("the test server of PostgreSQL does not answer: {error}"))
}

fn run(connection: &mut PgConnection, text: &str) {
    connection.batch_execute(text).unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// The same server with another database.
fn url_of(admin: &str, name: &str) -> String {
    let (address, parameters) = match admin.split_once('?') {
        Some((address, parameters)) => (address, format!("?{parameters}")),
        None => (admin, String::new()),
    };
    let authority = address.find("://").map_or(0, |place| place + 3);
    let end = address[authority..].find('/').map_or(address.len(), |place| authority + place);
    format!("{}/{name}{parameters}", &address[..end])
}

/// Edited migrations make another template.
fn hash_of_migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/postgres");
    let entries = std::fs::read_dir(&folder).expect("the folder of migrations is there");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path().join("up.sql")).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(&file).unwrap_or_else(|error| panic!("{file:?}: {error}")).hash(&mut hasher);
    }
    hasher.finish()
}
