//! Whatever happened to the files of the index: it opens, says what it did, and is complete again.

use crate::talk::{Talk, ids, open, page};
use crate::visibility::follow;
use std::fs;
use std::path::{Path, PathBuf};
use switchboard_search::{Search, SearchError};
use switchboard_store::Store;
use switchboard_store::testing::both_databases;
use tantivy::{Index, schema::Schema};

/// What happens to an index, and its name.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 7] = [
    ("the list of segments is cut", |index| write(&index.join("meta.json"), "{")),
    ("the list of segments is gone", |index| {
        fs::remove_file(index.join("meta.json")).expect("gone")
    }),
    ("the segments are gone", |index| {
        segments(index).iter().for_each(|file| fs::remove_file(file).expect("gone"))
    }),
    ("the segments are empty", |index| segments(index).iter().for_each(|file| write(file, ""))),
    ("the segments are others", |index| {
        segments(index).iter().for_each(|file| write(file, "not an index"))
    }),
    ("it is another program's index", |index| {
        fs::remove_dir_all(index).expect("gone");
        fs::create_dir(index).expect("made");
        Index::create_in_dir(index, Schema::builder().build()).expect("an index");
    }),
    ("it is a file", |index| {
        fs::remove_dir_all(index).expect("gone");
        write(index, "no folder");
    }),
];

#[both_databases]
async fn a_damaged_index_is_made_again(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let said = talk.say(&["the blue kettle".to_owned()]).await;
    let Talk { search, .. } = talk;
    drop(search);
    for (name, damage) in DAMAGES {
        damage(&index(folder.path()));
        let search = open(&store, folder.path()).await;
        page(&search, "kettle", 10, None).await;
        follow(&search, &store).await;
        assert_eq!(ids(&page(&search, "kettle", 10, None).await), said, "{name}");
    }
}

#[both_databases]
async fn a_rebuild_needs_no_index_that_opens(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    talk.say(&["the blue kettle".to_owned()]).await;
    let Talk { search, .. } = talk;
    let other = Search::open(folder.path().to_owned(), store.clone()).await;
    assert!(matches!(other, Err(SearchError::InUse)), "a server has it");
    drop(search);
    write(&index(folder.path()).join("meta.json"), "{");
    let search = open(&store, folder.path()).await;
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |done: u64, total: u64| told.lock().expect("told").push((done, total));
    let count = search.rebuild_telling(&tell).await.expect("it is made");
    assert_eq!(count, 3, "the message, its contact and its chat");
    assert_eq!(*told.lock().expect("told"), [(1, 3), (2, 3), (3, 3)]);
    assert_eq!(page(&search, "kettle", 10, None).await.hits.len(), 1);
}

/// The folder of the index that serves.
fn index(folder: &Path) -> PathBuf {
    let name = fs::read_to_string(folder.join("current")).expect("an index was made");
    folder.join(name.trim())
}

/// The files of an index that hold its documents.
fn segments(index: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(index).expect("an index").map(|file| file.expect("a file").path());
    files.filter(|file| !file.ends_with("meta.json") && !is_hidden(file)).collect()
}

fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}
