//! Clients on a network that fails and a server that is killed: whatever happens, each client's list
//! is the table's, none missing, none double, in order, or it was told to read again and did.

mod figures;
mod follower;
mod snapshot;
mod storm;
mod table;
mod writer;

use figures::Figures;
use follower::{Follower, Side};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;
use std::time::Duration;
use storm::Storm;
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    graphql::mutation,
    installation::{Installation, WEB_CHANNEL},
    proxy::Proxy,
    remote::{Remote, visitor_secret},
};
use table::Table;
use tokio::time::{Instant, sleep};
use writer::{Author, Writer};

/// How long the last client may take to hold everything, beyond the longest absence.
const SETTLE: Duration = Duration::from_secs(120);
/// How long the server may take to begin a subscription that it was sent.
const SUBSCRIBED: Duration = Duration::from_secs(8);
/// How long a message that comes twice may take to come a second time.
const ECHO: Duration = Duration::from_secs(1);

/// F21.
#[both_databases]
async fn no_client_misses_or_repeats_a_message(database: TestDatabase) {
    let figures = Figures::chosen();
    println!("{:?}: {figures:?}", database.backend());
    let mut random = StdRng::seed_from_u64(figures.seed);
    let installation = Installation::on(database.url());
    let operators = [installation.admin_token("ada"), installation.admin_token("bob")];
    let server = installation.serve();
    let url = server.url("");
    let mut visitors = Vec::new();
    for _ in 0..figures.visitors {
        visitors.push(visitor_secret(&url, WEB_CHANNEL).await);
    }
    let proxy = Proxy::start(server.address().to_owned()).await;

    let mut followers = Vec::new();
    for number in 0..figures.clients {
        // Half follow the operators' feed, half a visitor's chat.
        let (side, secret) = match number % 2 {
            0 => (Side::Operator, &operators[number / 2 % operators.len()]),
            _ => (Side::Visitor, &visitors[number / 2 % visitors.len()]),
        };
        let random = StdRng::seed_from_u64(random.random());
        let remote = Remote::new(format!("{url}{}", side.path()), Some(secret.clone()));
        let cursor = snapshot::head(&remote).await;
        followers.push(Follower::start(
            side,
            proxy.address(),
            secret.clone(),
            remote,
            cursor,
            figures.absence_max,
            random,
        ));
    }

    let mut writers = Vec::new();
    let mut chats = Vec::new();
    for (number, secret) in visitors.iter().enumerate() {
        let remote = Remote::new(format!("{url}/visitor/graphql"), Some(secret.clone()));
        let mut writer = Writer::new(format!("visitor{number}"), Author::Visitor, remote.clone());
        writer.write_one(&mut random).await;
        chats.push(snapshot::own_chat(&remote).await);
        writers.push(writer);
    }
    for (number, secret) in operators.iter().enumerate() {
        let remote = Remote::new(format!("{url}/graphql"), Some(secret.clone()));
        let author = Author::Operator { chats: chats.clone() };
        writers.push(Writer::new(format!("operator{number}"), author, remote));
    }
    let writers: Vec<_> = writers
        .into_iter()
        .map(|writer| {
            writer.start(figures.write_pause.clone(), StdRng::seed_from_u64(random.random()))
        })
        .collect();

    // All are there when the permissions change: whoever is away then comes back with the new ones.
    for follower in &followers {
        while !follower.has_come() {
            sleep(Duration::from_millis(50)).await;
        }
    }
    sleep(SUBSCRIBED).await;
    let [admin, operator] = operators
        .each_ref()
        .map(|token| Remote::new(format!("{url}/graphql"), Some(token.clone())));
    change_permissions(&admin, &operator).await;

    let storm = Storm { proxy: &proxy, figures: &figures, start: &installation.start };
    let server = storm.rage(server, &mut random).await;

    let mut written = Vec::new();
    for writer in writers {
        written.extend(writer.stop().await);
    }
    let table = Table::read(&database).await;
    table.holds_exactly(&written);
    let chat_of = |number: usize| match number % 2 {
        0 => None,
        _ => Some(chats[number / 2 % chats.len()].as_str()),
    };
    let deadline = Instant::now() + figures.absence_max + SETTLE;
    for (number, follower) in followers.iter().enumerate() {
        let last = table.last(chat_of(number));
        while !follower.has(last) && Instant::now() < deadline {
            sleep(Duration::from_millis(50)).await;
        }
    }
    sleep(ECHO).await;
    let held: Vec<_> = followers.into_iter().map(Follower::stop).collect();
    assert!(server.terminate().success(), "the server ends in order");
    for (number, held) in held.iter().enumerate() {
        table.is_list_of(number, held, chat_of(number));
    }
    let returns: usize = held.iter().map(|held| held.returns).sum();
    let resets = held.iter().filter(|held| held.known.is_some()).count();
    assert!(resets > 0, "nobody lived through a change of permissions");
    println!(
        "{:?}: {} messages, {} clients, {} returns, {resets} told to read again",
        database.backend(),
        written.len(),
        held.len(),
        returns,
    );
}

/// Takes a permission from the operator: what they may do is another thing from then on, so their feeds
/// must be told to read again. They still see every chat.
async fn change_permissions(admin: &Remote, operator: &Remote) {
    let query = "{ viewer { operator { id } permissions } }";
    let mut viewer = operator.data(query, json!({})).await["viewer"].take();
    let permissions = viewer["permissions"].as_array_mut().expect("a list");
    permissions.retain(|permission| permission != "AUDIT_READ");
    let role = json!({
        "name": "Night", "permissions": permissions, "clientMutationId": "night-role",
    });
    let create = mutation("roleCreate", "role { id } userErrors { message }");
    let made = writer::persist(admin, &create, &json!({ "input": role })).await;
    let change = json!({
        "operatorId": viewer["operator"]["id"], "roleId": made["roleCreate"]["role"]["id"],
        "clientMutationId": "night",
    });
    let update = mutation("operatorUpdate", "userErrors { message }");
    let data = writer::persist(admin, &update, &json!({ "input": change })).await;
    assert_eq!(data["operatorUpdate"]["userErrors"], json!([]), "the operator has another role");
}
