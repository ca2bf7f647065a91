//! Four at once do whatever comes to their minds with one chat, by a seed: whatever the order, the chat, its
//! offer and its timers agree. A failure names the seed; set `SWITCHBOARD_TEST_SEED` to see it again.

use crate::app::{TestApp, words, written};
use crate::handover::{offer, online, timers};
use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use switchboard_desk::chat::cancel_forward::{CancelForwardInput, cancel_forward};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::decline_forward::{DeclineForwardInput, decline_forward};
use switchboard_desk::chat::forward::forward;
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::chat::take_forward::{TakeForwardInput, take_forward};
use switchboard_desk::chat::wake::{WakeInput, wake};
use switchboard_desk::message::reply::reply;
use switchboard_desk::{Context, DeskError, close_reason, timer};
use switchboard_model::chat::ChatStatus;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, CloseReasonId};
use switchboard_store::forward::offered;
use switchboard_store::testing::both_databases;

const ROUNDS: usize = 40;
/// Longer than an offer waits, in ms.
const LONG_MS: i64 = 11 * 60_000;

/// What one of them does next.
#[derive(Clone, Copy, Debug)]
struct Step {
    who: usize,
    act: u32,
    other: usize,
}

#[both_databases]
async fn whatever_happens_at_once_the_chat_its_offer_and_its_timers_agree(app: TestApp) {
    let seed = match std::env::var("SWITCHBOARD_TEST_SEED") {
        Ok(word) => word.parse().expect("SWITCHBOARD_TEST_SEED is a number"),
        Err(_) => rand::random(),
    };
    println!("SWITCHBOARD_TEST_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let (_, chat_id) = app.writes("first", "hello").await;
    let people =
        [online(&app, "olga").await, online(&app, "rita").await, online(&app, "otto").await];
    let input = close_reason::CreateInput { name: "solved, all well".to_owned() };
    let reason = close_reason::create(&app.desk, &Context::system(), input).await.expect("one");
    let reason = reason.value.close_reason_id;
    for round in 0..ROUNDS {
        let steps: [Step; 3] = std::array::from_fn(|who| Step {
            who,
            act: random.random_range(0..11),
            other: (who + random.random_range(1..3)) % 3,
        });
        if random.random_bool(0.1) {
            app.pass_ms(LONG_MS);
        }
        let writes = random.random_bool(0.3);
        let told = async {
            if writes {
                app.take_one(written(&format!("message {round}"), "and?")).await;
            }
            timer::fire_due(&app.desk, 10).await.map(|_| ())
        };
        let acts = steps.map(|step| does(&app, &people, chat_id, reason, step));
        let (done, told) = futures::future::join(join_all(acts), told).await;
        for result in done.into_iter().chain([told]) {
            let code = result.map_err(|error| error.code());
            assert!(matches!(code, Ok(()) | Err("CONFLICT")), "{steps:?}: {code:?}");
        }
        agree(&app, chat_id, steps).await;
    }
    let open = usize::from(app.chat(chat_id).await.status == ChatStatus::Transferred);
    let settled = app.count(EventKind::ChatForwardSettled).await;
    assert_eq!(app.count(EventKind::ChatForwarded).await, settled + open, "each ended once");
}

async fn does(
    app: &TestApp,
    people: &[Context; 3],
    chat_id: ChatId,
    close_reason_id: CloseReasonId,
    step: Step,
) -> Result<(), DeskError> {
    let (desk, who) = (&app.desk, &people[step.who]);
    match step.act {
        0 | 1 => {
            let offered = forward(desk, who, offer(chat_id, &people[step.other])).await;
            offered.map(|_| ()).or_else(is_theirs)
        }
        2 => take_forward(desk, who, TakeForwardInput { chat_id }).await.map(|_| ()),
        3 => {
            let input = DeclineForwardInput { chat_id, comment: "no".to_owned() };
            decline_forward(desk, who, input).await.map(|_| ())
        }
        4 => cancel_forward(desk, who, CancelForwardInput { chat_id }).await.map(|_| ()),
        5 => join(desk, who, JoinInput { chat_id }).await.map(|_| ()),
        6 => leave(desk, who, LeaveInput { chat_id }).await.map(|_| ()),
        7 => reply(desk, who, words(chat_id, "yes")).await.map(|_| ()),
        8 => {
            let input =
                SnoozeInput { chat_id, until: None, is_kept: false, expected_version: None };
            snooze(desk, who, input).await.map(|_| ())
        }
        9 => wake(desk, who, WakeInput { chat_id }).await.map(|_| ()),
        _ => {
            let input = CloseInput { chat_id, close_reason_id, expected_version: None };
            close(desk, who, input).await?;
            let input = ReopenInput { chat_id, expected_version: None };
            reopen(desk, who, input).await.map(|_| ())
        }
    }
}

/// Offering a chat to who has it by then is refused as input.
fn is_theirs(error: DeskError) -> Result<(), DeskError> {
    if error.code() == "INVALID" { Ok(()) } else { Err(error) }
}

async fn agree(app: &TestApp, chat_id: ChatId, steps: [Step; 3]) {
    let chat = app.chat(chat_id).await;
    let offers = app.read(move |connection| offered(connection, &[chat_id])).await;
    let is_offered = chat.status == ChatStatus::Transferred;
    assert_eq!(offers.len(), usize::from(is_offered), "after {steps:?}");
    let is_snoozed = chat.snoozed_until.is_some();
    let expected = usize::from(is_offered) + usize::from(is_snoozed);
    assert_eq!(timers(app).await, expected, "timers after {steps:?}");
    assert!(!is_snoozed || chat.status.is_open(), "closed and put aside after {steps:?}");
    assert!(!(is_snoozed && is_offered), "offered and put aside after {steps:?}");
    let is_nobodys = chat.status == ChatStatus::New;
    assert!(!is_nobodys || chat.operator_id.is_none(), "NEW and taken after {steps:?}");
}
