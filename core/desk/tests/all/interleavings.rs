//! Four operators, their customers, the deliverer and the clock do whatever comes to their minds with a few
//! chats, by a seed: one after the other, all at once, at once through two processes, and so with one chat alone.
//! Whatever the order, each chat is whole and its history tells what it is (F22, F38–F43, F103). A failure
//! names the seed; set `SWITCHBOARD_TEST_SEED` to see it again. `SWITCHBOARD_INTERLEAVINGS=full` tries 100,000
//! schedules.

mod deeds;
mod history;
mod laws;
mod ledger;
mod steps;

use crate::app::TestApp;
use crate::chance::{is_full, seed};
use deeds::{Office, World};
use futures::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use steps::{CHATS, PEOPLE, Step};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};

const SCHEDULES: u64 = 150;
const ALL_SCHEDULES: u64 = 100_000;
/// Steps of a schedule, as many of each of the four.
const STEPS: usize = 3 * PEOPLE;

/// How the steps of a schedule meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// One after the other; all is looked at after each.
    InTurn,
    /// Each of the four goes on as soon as they are answered.
    AtOnce,
    /// As above, half of them through another process.
    AtOnceThroughTwo,
    /// As above, and all of them are about one chat.
    AtOneChat,
}

#[both_databases]
async fn in_whatever_order_chats_are_whole_and_their_histories_tell_it(database: TestDatabase) {
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let office = Arc::new(Office::open(&app, beside.clone()).await);
    let first = seed();
    let schedules = if is_full("SWITCHBOARD_INTERLEAVINGS") { ALL_SCHEDULES } else { SCHEDULES };
    let mut done = 0;
    for number in 0..schedules {
        done += run(&office, first.wrapping_add(number)).await;
    }
    let tried = usize::try_from(schedules).expect("few") * STEPS;
    assert!(done * 4 > tried, "only {done} of {tried} steps had an effect");
    beside.store().close().await;
    app.desk.store().close().await;
}

/// One schedule; answers how many of its steps were not refused.
async fn run(office: &Arc<Office>, seed: u64) -> usize {
    let mut random = StdRng::seed_from_u64(seed);
    let way = match random.random_range(0..6) {
        0 => Way::AtOnce,
        1 => Way::AtOnceThroughTwo,
        2 => Way::AtOneChat,
        _ => Way::InTurn,
    };
    let chats = if way == Way::AtOneChat { 1 } else { CHATS };
    let steps: Vec<Step> =
        (0..STEPS).map(|place| Step::random(&mut random, place % PEOPLE, chats)).collect();
    let told = format!("SWITCHBOARD_TEST_SEED={seed}, {way:?}: {steps:?}");
    let processes = if matches!(way, Way::AtOnceThroughTwo | Way::AtOneChat) { 2 } else { 1 };
    let world = Arc::new(World::begin(office, processes, &steps, told).await);
    let mut done = 0;
    if way == Way::InTurn {
        for step in &steps {
            done += usize::from(world.tries(*step).await);
            laws::hold(&world).await;
        }
    } else {
        let tasks = (0..PEOPLE).map(|who| {
            let (world, steps) = (Arc::clone(&world), steps.clone());
            tokio::spawn(async move {
                let mut done = 0;
                for step in steps.into_iter().filter(|step| step.who == who) {
                    done += usize::from(world.tries(step).await);
                }
                done
            })
        });
        for task in join_all(tasks).await {
            done += task.expect("the task ends well");
        }
        laws::hold(&world).await;
    }
    history::holds(&world).await;
    world.end(&steps).await;
    laws::hold(&world).await;
    laws::hold_at_the_end(&world).await;
    history::holds(&world).await;
    done
}
