//! Opening: by many at once, by a newer binary before, with other processes beside.

use crate::support::{append, numbers};
use diesel::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use switchboard_model::{ChatId, SystemClock};
use switchboard_store::testing::{Backend, TestDatabase, both_databases};
use switchboard_store::{Lane, OpenError, Store, StoreConfig, StoreError, Transaction};

#[both_databases]
async fn processes_that_start_at_once_share_one_database_and_no_node_number(
    database: TestDatabase,
) {
    let opening: Vec<_> = (0..4)
        .map(|_| {
            let config = database.config();
            tokio::spawn(async move { Store::open(config, Arc::new(SystemClock)).await })
        })
        .collect();
    let mut stores = Vec::new();
    for store in opening {
        stores.push(store.await.expect("an opener ends well").expect("the database opens"));
    }
    let epochs: HashSet<u32> = stores.iter().map(Store::epoch).collect();
    assert_eq!(epochs.len(), 1, "all see the same life of the database");
    // 42 bits of time, 10 of node, 11 of counter.
    let nodes: HashSet<i64> =
        stores.iter().map(|store| (store.id::<ChatId>().0 >> 11) & 1_023).collect();
    assert_eq!(nodes.len(), 4, "two processes make ids of the same node: {nodes:?}");

    let writing: Vec<_> = stores
        .iter()
        .zip(0..)
        .map(|(store, number)| {
            let store = store.clone();
            tokio::spawn(async move {
                for event in 0..20 {
                    append(&store, number * 100 + event).await;
                }
            })
        })
        .collect();
    for writer in writing {
        writer.await.expect("a writer ends well");
    }
    let read: HashSet<i64> = numbers(&stores[0]).await.into_iter().collect();
    assert_eq!(read.len(), 80);
    for store in &stores {
        store.close().await;
    }
}

#[both_databases]
async fn a_node_number_is_given_back_and_taken_again(database: TestDatabase) {
    let node = |store: &Store| (store.id::<ChatId>().0 >> 11) & 1_023;
    let first = database.open().await;
    let number = node(&first);
    first.close().await;
    let second = database.open().await;
    assert_eq!(node(&second), number);
    let third = database.open().await;
    assert_ne!(node(&third), number);
    second.close().await;
    third.close().await;
}

#[both_databases]
async fn a_newer_database_is_refused_and_left_alone(database: TestDatabase) {
    let store = database.open().await;
    store
        .write::<_, StoreError>(Lane::Any, |transaction| {
            let text = "INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')";
            diesel::sql_query(text).execute(&mut **transaction)?;
            Ok(())
        })
        .await
        .unwrap();
    store.close().await;
    let refused = Store::open(database.config(), Arc::new(SystemClock)).await;
    let Err(error) = refused else { panic!("a newer database was opened") };
    assert!(matches!(&error, OpenError::Newer { version } if version == "9999"), "{error}");
    assert!(error.to_string().contains("start the newer binary"), "{error}");
}

/// Makes the database one that a newer binary has migrated, from which on these releases may open it.
async fn add_newer(database: &TestDatabase, opens_from: Option<&str>) {
    let store = database.open().await;
    let mut texts = vec![
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('9998'), ('9999')".to_owned(),
        "INSERT INTO migrations (version, kind, opens_from) VALUES ('9998', 'EXPAND', '0.0.1')"
            .to_owned(),
    ];
    texts.extend(opens_from.map(|from| {
        format!(
            "INSERT INTO migrations (version, kind, opens_from) VALUES ('9999', 'EXPAND', '{from}')"
        )
    }));
    let insert = move |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
        for text in &texts {
            diesel::sql_query(text).execute(&mut **transaction)?;
        }
        Ok(())
    };
    store.write(Lane::Any, insert).await.expect("the database is newer");
    store.close().await;
}

#[both_databases]
async fn a_newer_database_opens_for_the_releases_that_it_names(database: TestDatabase) {
    add_newer(&database, Some(env!("CARGO_PKG_VERSION"))).await;
    let store = database.open().await;
    append(&store, 1).await;
    assert_eq!(numbers(&store).await, [1]);
    store.close().await;
    let again = Store::migrate(database.config()).await.expect("there is nothing to run");
    assert_eq!(again, Vec::<String>::new());
}

#[both_databases]
async fn one_migration_that_excludes_this_release_is_enough(database: TestDatabase) {
    add_newer(&database, Some("99.0.0")).await;
    let refused = Store::open(database.config(), Arc::new(SystemClock)).await;
    let Err(error) = refused else { panic!("it was opened") };
    assert!(matches!(&error, OpenError::Newer { version } if version == "9999"), "{error}");
}

#[both_databases]
async fn every_migration_says_what_it_is_and_from_which_release_on_it_opens(store: Store) {
    #[derive(diesel::QueryableByName)]
    struct Word {
        #[diesel(sql_type = diesel::sql_types::Text)]
        word: String,
    }
    let words = async |text: &'static str| {
        let read = store.read::<_, StoreError>(move |connection| {
            let rows: Vec<Word> = diesel::sql_query(text).load(connection)?;
            Ok(rows.into_iter().map(|row| row.word).collect::<Vec<String>>())
        });
        read.await.expect("the migrations are read")
    };
    let ran = "SELECT CAST(version AS TEXT) AS word FROM __diesel_schema_migrations ORDER BY 1";
    assert_eq!(
        words("SELECT version AS word FROM migrations ORDER BY 1").await,
        words(ran).await,
        "each migration ends with INSERT INTO migrations"
    );
}

#[both_databases]
async fn migrating_again_runs_nothing(database: TestDatabase) {
    let first = Store::migrate(database.config()).await.expect("the database is migrated");
    let expected = usize::from(database.backend() == Backend::Sqlite);
    assert_eq!(first.len(), expected, "the copy of a template is migrated already: {first:?}");
    let second = Store::migrate(database.config()).await.expect("the database is migrated");
    assert_eq!(second, Vec::<String>::new());
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_said_to_be() {
    for url in ["postgres://nobody@127.0.0.1:1/nothing", "sqlite:/no/such/folder/switchboard.db"] {
        let opened = Store::open(StoreConfig::new(url), Arc::new(SystemClock)).await;
        let Err(error) = opened else { panic!("{url} was opened") };
        assert!(matches!(error, OpenError::Connect(_)), "{url}: {error}");
    }
}

#[both_databases]
async fn a_closed_store_says_that_it_is_closed(database: TestDatabase) {
    let store = database.open().await;
    store.ping().await.expect("an open store answers");
    store.close().await;
    let refused = store.ping().await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let refused = store.write::<_, StoreError>(Lane::Any, |_| Ok(())).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_of_a_database_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    append(&store, 1).await;
    let folder = database.folder().expect("SQLite has a folder");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.path());
        count += 1;
    }
    assert_eq!(count, 3, "the database, its log and the log's index");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_hears_the_bell_of_another() {
    let database = TestDatabase::postgres().await;
    let (here, there) = (database.open().await, database.open().await);
    let mut bell = here.bell();
    // The listening connection is made beside the opening: ring until it hears.
    let mut number = 0;
    let heard = async {
        loop {
            bell.mark_unchanged();
            number += 1;
            append(&there, number).await;
            let wait = std::time::Duration::from_millis(500);
            if tokio::time::timeout(wait, bell.changed()).await.is_ok() {
                return;
            }
        }
    };
    let limit = std::time::Duration::from_secs(20);
    tokio::time::timeout(limit, heard).await.expect("the bell of the other node is heard");
    here.close().await;
    there.close().await;
}
