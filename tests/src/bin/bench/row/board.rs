//! Lists and counts from memory, among more and more chats: a page over HTTP, and in process the counts of many
//! operators after a change.

use crate::{
    REST, metrics,
    options::{Options, ROUNDS},
    place::Place,
    row::list::LIST,
    statistics::{median, percentile},
    table::Row,
    usage::{memory_kib, processor_time},
};
use anyhow::{Context as _, Result, ensure};
use diesel::{RunQueryDsl, sql_query};
use serde_json::json;
use std::time::{Duration, Instant};
use switchboard_board::Board;
use switchboard_desk::{
    Context, Desk,
    chat::update::{UpdateInput, update},
};
use switchboard_model::{
    ChannelId, ChatFilter, ChatId, ChatTab, ChatVisibility, FilterContext, OperatorId, TeamId,
    Timestamp,
    chat::{ChatPriority, WaitingOn},
};
use switchboard_store::{
    Lane, Store, StoreError,
    page::board::{ChatBoard, Onlooker},
};

/// Lists of one round, at most.
const LISTS: usize = 100;
/// Operators who watch, and the views of each of them.
const OPERATORS: i64 = 200;
const VIEWS: usize = 20;
/// Changes after which they look.
const CHANGES: usize = 200;
/// Chats of one statement.
const CHATS_AT_ONCE: usize = 50_000;
/// Contacts that the chats are of.
const CONTACTS: usize = 1_000;
/// How long a server may take to build its board, and the pause between two looks.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(25);

/// The row of one size.
pub async fn row(chats: usize, options: &Options) -> Result<Row> {
    eprintln!("filling a database with {chats} chats");
    let open = Place::set_up(None, 1).await?;
    let desk = &open.app.desk;
    let first = fill(desk.store(), open.channel_id, chats).await?;
    let counted = count(desk, first, chats).await?;
    let place = open.close().await;
    let (waits, page_us, idle) = lists(&place, chats, options).await?;
    Ok(Row {
        name: format!("board of {chats} chats"),
        product: format!(
            "page p50 {:.2} ms, p99 {:.2} ms, {page_us:.0} µs CPU; counts after a change {:.0} µs CPU, \
             {:.0} µs to ask for them; built in {:.0} ms; {idle:.0} MiB PSS at rest",
            median(&waits),
            percentile(&waits, 0.99),
            counted.kept_us,
            counted.asked_us,
            counted.built_ms,
        ),
        limit: format!("{:.0} µs CPU to follow where nobody watches", counted.followed_us),
        ratio: String::new(),
        budget: "page ≤ 1 ms CPU, flat within 20 %; counts ≤ 1 ms CPU; ≤ 80 MiB at 100,000",
        settings: format!(
            "{ROUNDS} rounds of {} lists, 1 client, an admin, SQLite; {VIEWS} views of {OPERATORS} \
             operators in process, the change itself left out, {CHANGES} changes",
            options.round.min(LISTS)
        ),
    })
}

/// Chats of some contacts, each with a message; most of them are closed. Gives the first one's id.
async fn fill(store: &Store, channel_id: ChannelId, chats: usize) -> Result<ChatId> {
    let first: ChatId = store.id();
    // Below all ids that are made from now on.
    let base = first.0 - (1 << 40);
    let people = numbers(0, CONTACTS.min(chats));
    run(
        store,
        vec![
            format!(
                "INSERT INTO contacts (contact_id, name, name_folded, name_key, name_stamp, attributes, \
                 is_verified, is_blocked, version, created_at, updated_at) {people} \
                 SELECT {base} + i, 'Customer ' || i, 'customer ' || i, '', 0, '{{}}', \
                 FALSE, FALSE, 1, 1, 1 FROM n"
            ),
            format!(
                "INSERT INTO identities (identity_id, contact_id, first_contact_id, channel_id, \
                 platform_id, is_reachable, created_at, updated_at) {people} \
                 SELECT {base} + i, {base} + i, {base} + i, {}, 'bench ' || i, TRUE, 1, 1 FROM n",
                channel_id.0
            ),
        ],
    )
    .await?;
    for from in (0..chats).step_by(CHATS_AT_ONCE) {
        let some = numbers(from, chats.min(from + CHATS_AT_ONCE));
        let one = format!("{base} + i % {CONTACTS}");
        let statements = vec![
            format!(
                "INSERT INTO chats (chat_id, number, channel_id, contact_id, identity_id, platform_chat, \
                 is_current, reply_context, round, status, waiting_on, waiting_since, priority, \
                 escalation_level, is_snooze_kept, operator_id, last_message_id, last_author_kind, \
                 last_message_at, inbound_count, draft_count, closed_at, version, created_at, updated_at) \
                 {some} SELECT {base} + i, 1000000000 + i, {}, {one}, {one}, 'bench ' || i, TRUE, '{{}}', 1, \
                 CASE i % 20 WHEN 0 THEN 'NEW' WHEN 1 THEN 'ACTIVE' WHEN 2 THEN 'AWAITING_RESPONSE' \
                 WHEN 3 THEN 'CLOSED' ELSE 'ARCHIVED' END, \
                 CASE i % 20 WHEN 0 THEN 'OPERATOR' WHEN 1 THEN 'OPERATOR' WHEN 2 THEN 'CUSTOMER' \
                 ELSE 'NOBODY' END, \
                 CASE WHEN i % 20 < 2 THEN 1000 + i END, 'NORMAL', 0, FALSE, \
                 CASE WHEN i % 20 > 0 THEN (SELECT MIN(operator_id) FROM operators) END, \
                 {base} + i, 'CONTACT', 1000 + i, 1, 0, CASE WHEN i % 20 > 2 THEN 2000 + i END, \
                 1, 1000 + i, 1000 + i FROM n",
                channel_id.0
            ),
            format!(
                "INSERT INTO messages (message_id, chat_id, position, author_kind, author_id, identity_id, \
                 body, format, extra, version, created_at) {some} SELECT {base} + i, {base} + i, 1, \
                 'CONTACT', {one}, {one}, 'message ' || i, 'PLAIN', '{{}}', 1, 1000 + i FROM n"
            ),
        ];
        run(store, statements).await?;
    }
    Ok(ChatId(base))
}

/// The numbers from one up to another as the table `n`.
fn numbers(from: usize, to: usize) -> String {
    format!(
        "WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {to})"
    )
}

async fn run(store: &Store, statements: Vec<String>) -> Result<()> {
    let write = store.write(Lane::Any, move |transaction| {
        for statement in &statements {
            sql_query(statement.as_str()).execute(&mut **transaction)?;
        }
        Ok::<_, StoreError>(())
    });
    Ok(write.await?)
}

/// What a change of a chat costs, without the change itself.
struct Counted {
    built_ms: f64,
    /// To follow it.
    followed_us: f64,
    /// To change all that is kept for those who watch, beyond that.
    kept_us: f64,
    /// To ask for it, beyond that.
    asked_us: f64,
}

/// Who is there when a chat changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watching {
    Nobody,
    Silent,
    Asking,
}

async fn count(desk: &Desk, first: ChatId, chats: usize) -> Result<Counted> {
    let begun = Instant::now();
    let board = Board::new(desk.store().clone());
    while board.advance().await? > 0 {}
    let built_ms = begun.elapsed().as_secs_f64() * 1e3;
    let change = changed(desk, first, chats, None, Watching::Nobody).await?;
    let nobody = changed(desk, first, chats, Some(board.as_ref()), Watching::Nobody).await?;
    let silent = changed(desk, first, chats, Some(board.as_ref()), Watching::Silent).await?;
    let asking = changed(desk, first, chats, Some(board.as_ref()), Watching::Asking).await?;
    Ok(Counted {
        built_ms,
        followed_us: nobody - change,
        kept_us: silent - nobody,
        asked_us: asking - silent,
    })
}

/// Microseconds of the processor for a change of a chat that a board follows.
async fn changed(
    desk: &Desk,
    first: ChatId,
    chats: usize,
    board: Option<&Board>,
    watching: Watching,
) -> Result<f64> {
    let views = views();
    let ask = |board: &Board| -> Result<()> {
        for number in 1..=OPERATORS {
            counts(board, number, &views)?;
        }
        Ok(())
    };
    if let Some(board) = board {
        while board.advance().await? > 0 {}
        // What is found from nothing at first is not measured.
        if watching != Watching::Nobody {
            ask(board)?;
        }
    }
    let before = processor_time(std::process::id())?;
    for number in 0..CHANGES {
        let chat_id = ChatId(first.0 + i64::try_from(number * 37 % chats)?);
        let subject = Some(Some(format!("change {number} of {watching:?}")));
        let priority = Some(ChatPriority::ALL[number % ChatPriority::ALL.len()]);
        let (language, attributes, expected_version) = (None, None, None);
        let input =
            UpdateInput { chat_id, subject, language, priority, attributes, expected_version };
        update(desk, &Context::system(), input).await?;
        if let Some(board) = board {
            while board.advance().await? > 0 {}
            if watching == Watching::Asking {
                ask(board)?;
            }
        }
    }
    let used = processor_time(std::process::id())?.saturating_sub(before);
    Ok(used.as_secs_f64() * 1e6 / CHANGES as f64)
}

/// All views of one operator: every other one sees all chats.
fn counts(board: &Board, number: i64, views: &[ChatFilter]) -> Result<()> {
    let operator_id = OperatorId(number);
    let visibility = if number % 2 == 0 {
        ChatVisibility::everything()
    } else {
        let teams = [number, number + 1].map(TeamId).to_vec();
        ChatVisibility::own(operator_id, teams, Vec::new())
    };
    // The same at any time: no view of these asks for it.
    let context = FilterContext { operator_id, now: Timestamp(0) };
    let onlooker = Onlooker { visibility: &visibility, viewer_id: operator_id, context };
    let found = board.counts(onlooker, views, None).context("the board is behind")?.found;
    ensure!(found.iter().all(Option::is_some), "the board does not hold a view");
    Ok(())
}

fn views() -> Vec<ChatFilter> {
    let none = ChatFilter::default();
    let waiting = ChatFilter { waiting_on: Some(vec![WaitingOn::Operator]), ..none.clone() };
    let by_priority = ChatPriority::ALL.iter().flat_map(|priority| {
        let priorities = Some(vec![*priority]);
        let all = ChatFilter { priorities, ..ChatFilter::default() };
        [all.clone(), all.clone().and(ChatTab::New.filter()), all.and(ChatTab::Active.filter())]
    });
    let own = [none.clone(), waiting, ChatFilter { is_mine: Some(true), ..none.clone() }];
    let tabs = ChatTab::ALL.iter().map(|tab| tab.filter());
    let mut all: Vec<ChatFilter> = tabs.chain(own).chain(by_priority).collect();
    all.truncate(VIEWS);
    all
}

/// How long pages take and what they cost, and what the server takes at rest.
async fn lists(place: &Place, chats: usize, options: &Options) -> Result<(Vec<f64>, f64, f64)> {
    let server = place.serve();
    let http = reqwest::Client::new();
    let begun = Instant::now();
    loop {
        let text = metrics::read(&http, &server.url("")).await?;
        let built = metrics::value(&text, "switchboard_board_chats").unwrap_or_default();
        if built as usize >= chats {
            break;
        }
        ensure!(begun.elapsed() < PATIENCE, "the board has {built} of {chats} chats");
        tokio::time::sleep(LOOK).await;
    }
    // The chats were written past the log: the index is made of them, which takes more than it keeps.
    metrics::rest(&http, &server.url("")).await?;
    tokio::time::sleep(REST).await;
    let idle = memory_kib(server.id())? / 1024.0;
    let operator = place.operator(&server);
    operator.data(LIST, json!({})).await;
    let count = options.round.min(LISTS);
    let (mut waits, mut used_us) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = processor_time(server.id())?;
        for _ in 0..count {
            let begun = Instant::now();
            operator.data(LIST, json!({})).await;
            waits.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let used = processor_time(server.id())?.saturating_sub(before);
        used_us.push(used.as_secs_f64() * 1e6 / count as f64);
    }
    let text = metrics::read(&http, &server.url("")).await?;
    let answers = metrics::value(&text, "switchboard_board_answers_total").unwrap_or_default();
    ensure!(answers as usize >= ROUNDS * count, "only {answers} lists were found in memory");
    Ok((waits, median(&used_us), idle))
}
