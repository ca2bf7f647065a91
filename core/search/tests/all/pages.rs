//! F16: pages neither repeat nor skip a hit while others arrive. A failure names the seed; set
//! `SWITCHBOARD_TEST_SEED` to see it again.

use crate::talk::{Talk, ids};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::collections::BTreeSet;
use switchboard_model::MessageId;
use switchboard_store::Store;
use switchboard_store::testing::{both_databases, seed};

/// Hits that are there before the first page.
const BEFORE: usize = 40;

#[both_databases]
async fn arrivals_move_no_hit_to_another_page(store: Store) {
    let seed = seed();
    let mut random = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    let before: Vec<String> = (0..BEFORE).map(|_| body(&mut random)).collect();
    let before: BTreeSet<MessageId> = talk.say(&before).await.into_iter().collect();
    for query in ["kettle", "kettle blue", "\"blue kettle\" ", "kettel", "from:customer"] {
        let mut seen = BTreeSet::new();
        let mut after = None;
        loop {
            let page = talk.page(query, random.random_range(1..8), after).await;
            for id in ids(&page) {
                assert!(seen.insert(id), "seed {seed}: {query}: {id} comes twice");
            }
            let Some(last) = page.hits.last().filter(|_| page.has_next) else { break };
            after = Some(last.cursor.clone());
            let arrived: Vec<String> =
                (0..random.random_range(0..4)).map(|_| body(&mut random)).collect();
            talk.say(&arrived).await;
        }
        assert!(seen.is_superset(&before), "seed {seed}: {query}: none is skipped");
    }
}

#[both_databases]
async fn a_cursor_of_something_else_is_refused(store: Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let talk = Talk::new(&store, folder.path()).await;
    talk.say(&["a kettle".to_owned()]).await;
    for cursor in ["20", "", "-1-2-3-4", "e1-2-3"] {
        let request = switchboard_model::search::SearchRequest {
            time_zone: None,
            query: "kettle".to_owned(),
            kinds: switchboard_model::search::DocumentKind::ALL.to_vec(),
            first: 5,
            after: Some(cursor.to_owned()),
            with_count: false,
        };
        let everything = switchboard_model::ChatVisibility::everything();
        let search: &dyn switchboard_model::search::SearchIndex = talk.search.as_ref();
        let refused = search.search(&everything, request).await.err().expect("a refusal");
        assert!(refused.to_string().contains("not a cursor"), "{cursor}: {refused}");
    }
}

/// A text that all the queries find, of any length.
fn body(random: &mut StdRng) -> String {
    let words = random.random_range(0..30);
    format!("the blue kettle {}", "and more ".repeat(words))
}
