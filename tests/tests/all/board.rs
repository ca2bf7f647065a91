//! Lists and counts from memory (F5, F8, F9): whatever operators and customers do, the board finds what the
//! database finds, or says that it does not know. A failure names the seed; set `SWITCHBOARD_TEST_SEED` to see
//! it again. `SWITCHBOARD_BOARD=full` tries many more histories.

mod questions;
mod world;

use questions::Question;
use rand::{SeedableRng, rngs::StdRng};
use serde_json::json;
use switchboard_board::Board;
use switchboard_model::{
    ChatFilter, ChatId, ChatOrder, ChatVisibility, EventCursor, OperatorId, chat::Chat,
};
use switchboard_store::page::{
    PageRequest,
    board::{ChatBoard, Kept, Onlooker, found_page},
    chats::{self, ChatCount, ChatKey},
};
use switchboard_store::testing::{is_full, seed};
use switchboard_store::{DatabaseConnection, StoreError, log};
use switchboard_testkit::{app::TestApp, database::both_databases, scene::Scene};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use world::World;

/// Rounds of a history, and of one that is tried in full.
const ROUNDS: (usize, usize) = (12, 300);
/// What is done in a round.
const DEEDS: usize = 12;
/// What is asked after it.
const QUESTIONS: usize = 25;

/// Lets the board come to the end of the log.
async fn follow(app: &TestApp, board: &Board) {
    app.log_shows_all().await;
    while board.advance().await.expect("the board follows") > 0 {}
}

async fn read<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut DatabaseConnection) -> Result<T, StoreError> + Send + 'static,
) -> T {
    app.app.desk.store().read(work).await.expect("the rows are read")
}

#[both_databases]
async fn the_board_finds_what_the_database_finds(app: TestApp) {
    let seed = seed();
    let mut random = StdRng::seed_from_u64(seed);
    let mut world = World::open(&app).await;
    let rounds = if is_full("SWITCHBOARD_BOARD") { ROUNDS.1 } else { ROUNDS.0 };
    let (mut held, mut passed, mut found_some) = (0, 0, 0);
    for round in 0..rounds {
        for _ in 0..DEEDS {
            world.does_something(&app, &mut random).await;
        }
        follow(&app, &app.app.board).await;
        let rows = read(&app, all).await;
        for _ in 0..QUESTIONS {
            let question = Question::random(&world, &rows, &mut random);
            let told = format!("seed {seed}, round {round}: {question:?}");
            let (is_held, found) = compare(&app, question, &told).await;
            if is_held {
                held += 1;
            } else {
                passed += 1;
            }
            found_some += usize::from(found > 0);
        }
        let drift = app.app.board.check().await.expect("it is looked at");
        assert_eq!(drift, 0, "seed {seed}, round {round}: what is kept is not so");
    }
    println!("{held} questions were held, {passed} were left to the database");
    assert!(held > rounds * QUESTIONS / 4 && passed > 0, "{held} and {passed}");
    assert!(found_some > rounds, "only {found_some} lists had chats");
}

/// All chats, as a page has them.
fn all(connection: &mut DatabaseConnection) -> Result<Vec<Chat>, StoreError> {
    let visibility = ChatVisibility::everything();
    let filter = ChatFilter::default();
    let wanted = somebody(&visibility).wanted(&filter);
    let first = PageRequest::first(10_000);
    Ok(chats::page(connection, wanted, ChatOrder::Created, &first)?.items)
}

/// Asks both; answers whether the board held the question, and how many chats there were.
async fn compare(app: &TestApp, question: Question, told: &str) -> (bool, usize) {
    let Question { filter, order, page_request, is_held, .. } = &question;
    let board = &app.app.board;
    let page = board.page(question.onlooker(), filter, *order, page_request);
    let filters = [ChatFilter::default(), filter.clone()];
    let counts = board.counts(question.onlooker(), &filters, None).expect("one of them is held");
    // What was kept by the first call is what the second one finds.
    assert_eq!(board.counts(question.onlooker(), &filters, None).as_ref(), Some(&counts), "{told}");
    let like = board.like(filter, question.onlooker().context);
    assert_eq!(like.is_some(), *is_held, "{told}");
    let is_page_held = *is_held && !order.is_by_name();
    assert_eq!(page.is_some(), is_page_held, "{told}");
    assert_eq!(board.holds(filter, Some(*order)), is_page_held, "{told}");
    assert_eq!(board.holds(filter, None), *is_held, "{told}");
    let asked = question.clone();
    let (of_board, of_database, counted, all_like) = read(app, move |connection| {
        let onlooker = asked.onlooker();
        let wanted = onlooker.wanted(&asked.filter);
        let of_board = match &page {
            Some(kept) => {
                let visibility = onlooker.visibility;
                let page = found_page(connection, visibility, kept, &asked.page_request)?;
                Some(page.expect("nothing has happened since"))
            }
            None => None,
        };
        let page = chats::page(connection, wanted, asked.order, &asked.page_request)?;
        let visibility = onlooker.visibility;
        let counted = chats::counts(connection, visibility, &filters, onlooker.context)?;
        let everything = ChatVisibility::everything();
        let wanted = chats::Wanted { visibility: &everything, ..wanted };
        Ok((of_board, page, counted, chats::ids(connection, wanted, None, 10_000)?))
    })
    .await;
    if let Some(of_board) = of_board {
        assert_eq!(of_board, of_database, "{told}");
    }
    if let Some(like) = like {
        assert_eq!(like.found, all_like, "{told}");
    }
    for (kept, counted) in counts.found.iter().zip(&counted) {
        let numbers = |count: &ChatCount| (count.total, count.unread);
        assert_eq!(numbers(kept.as_ref().unwrap_or(counted)), numbers(counted), "counts, {told}");
    }
    assert_eq!(counts.found.iter().map(Option::is_some).collect::<Vec<_>>(), [true, *is_held]);
    (is_page_held, of_database.items.len())
}

/// No operator that there is, who may see this.
fn somebody(visibility: &ChatVisibility) -> Onlooker<'_> {
    let context = questions::context(OperatorId(0));
    Onlooker { visibility, viewer_id: context.operator_id, context }
}

/// The newest chats, as the board finds them for somebody who sees all.
fn newest(board: &Board) -> Option<Kept<Vec<ChatId>>> {
    let visibility = ChatVisibility::everything();
    let first: PageRequest<ChatKey> = PageRequest::first(25);
    board.page(somebody(&visibility), &ChatFilter::default(), ChatOrder::LastMessage, &first)
}

/// How many chats and how many of them unread there are for somebody who sees all, as of a place or later.
fn counted(board: &Board, from: EventCursor) -> Option<(i64, i64)> {
    let visibility = ChatVisibility::everything();
    let kept = board.counts(somebody(&visibility), &[ChatFilter::default()], Some(from))?;
    kept.found[0].map(|count| (count.total, count.unread))
}

#[both_databases]
async fn counts_are_as_of_the_place_that_is_asked_for(scene: Scene) {
    let (app, board) = (&scene.app, &scene.app.app.board);
    follow(app, board).await;
    let before = board.position().expect("it is built");
    let told = counted(board, before).expect("counts");
    let count = read(app, all).await.len();
    assert_eq!(told.0, i64::try_from(count).expect("few"));
    scene.writes("78", "more").await;
    app.log_shows_all().await;
    let epoch = before.epoch;
    let head = read(app, move |connection| log::head(connection, epoch)).await;
    assert!(head > before);
    assert_eq!(counted(board, before), Some(told), "as of then");
    assert_eq!(counted(board, head), None, "it has not come so far");
    follow(app, board).await;
    assert!(counted(board, head).is_some());
    let query = "{ viewCounts(views: [], tabs: [], lists: [ALL]) { counts { total unread } } }";
    let answers = board.metrics().answers.get();
    let all = scene.admin.data(query, json!({})).await["viewCounts"]["counts"][0].clone();
    assert_eq!(all["total"], told.0);
    assert_eq!(board.metrics().answers.get(), answers + 1, "from memory");
}

#[both_databases]
async fn a_board_that_is_behind_is_not_asked_and_what_it_found_before_is_not_shown(scene: Scene) {
    let board = &scene.app.app.board;
    follow(&scene.app, board).await;
    let before = newest(board).expect("it is at the end of the log");
    let answers = board.metrics().answers.get();
    scene.app.clock.pass_ms(1_000);
    scene.writes("77", "something new").await;
    assert_eq!(newest(board), None, "it has not read of it");
    let stale = before.clone();
    let shown = read(&scene.app, move |connection| {
        let everything = ChatVisibility::everything();
        found_page(connection, &everything, &stale, &PageRequest::first(25))
    });
    assert_eq!(shown.await, None, "the log has gone on behind it");
    let query = "{ chats(first: 1) { nodes { id } } }";
    let first = scene.admin.data(query, json!({})).await["chats"]["nodes"][0]["id"].clone();
    assert_eq!(first, scene.id("platformChat"), "the database finds what was written just now");
    assert_eq!(board.metrics().answers.get(), answers, "and the board was not asked");
    follow(&scene.app, board).await;
    let after = newest(board).expect("it is at the end of the log again");
    assert_eq!(after.found[0].to_string(), scene.id("platformChat"));
    assert_eq!(after.found.len(), before.found.len());
    let again = scene.admin.data(query, json!({})).await["chats"]["nodes"][0]["id"].clone();
    assert_eq!((again, board.metrics().answers.get()), (first, answers + 2));
}

#[both_databases]
async fn a_list_waits_for_a_board_that_follows(scene: Scene) {
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let board = &scene.app.app.board;
    follow(&scene.app, board).await;
    board.spawn(&tasks, stop.clone());
    for number in 80..85 {
        scene.writes(&number.to_string(), "again").await;
        scene.app.log_shows_all().await;
        while newest(board).is_none() {
            board.come_near().await;
            tokio::task::yield_now().await;
        }
    }
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    scene.writes("90", "nobody follows").await;
    board.come_near().await;
    assert_eq!(newest(board), None, "and nobody waits");
}

#[both_databases]
async fn a_board_is_built_again_after_a_restart(app: TestApp) {
    let mut random = StdRng::seed_from_u64(7);
    let mut world = World::open(&app).await;
    for _ in 0..30 {
        world.does_something(&app, &mut random).await;
    }
    follow(&app, &app.app.board).await;
    let before = newest(&app.app.board).expect("a page");
    assert!(before.found.len() > 1, "{before:?}");
    let app = app.restart().await;
    assert_eq!(app.app.board.position(), None);
    assert_eq!(newest(&app.app.board), None, "nothing is built yet");
    follow(&app, &app.app.board).await;
    assert_eq!(newest(&app.app.board).expect("a page").found, before.found);
}

#[both_databases]
async fn a_board_of_too_many_chats_answers_nothing(scene: Scene) {
    let store = scene.app.app.desk.store();
    let count = read(&scene.app, all).await.len();
    for (most, is_there) in [(count - 1, false), (count, true)] {
        let board = Board::of_at_most(store.clone(), most);
        follow(&scene.app, &board).await;
        assert_eq!(newest(&board).is_some(), is_there, "{most} of {count} chats");
    }
    let board = Board::of_at_most(store.clone(), count);
    follow(&scene.app, &board).await;
    let mut world = World::open(&scene.app).await;
    // The first thing that happens is that a customer writes.
    world.does_something(&scene.app, &mut StdRng::seed_from_u64(1)).await;
    follow(&scene.app, &board).await;
    assert_eq!((newest(&board), board.position()), (None, None), "one more than it takes");
}
