//! A chat is offered to others, line by line of the table; escalated; put aside and back again.

use crate::app::{ANSWERS, TestApp};
use crate::rounds::reason;
use crate::shorthand::{code, id_of};
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::cancel_forward::{CancelForwardInput, cancel_forward};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::decline_forward::{DeclineForwardInput, decline_forward};
use switchboard_desk::chat::escalate::{EscalateInput, escalate};
use switchboard_desk::chat::forward::{ForwardInput, forward};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::chat::take_forward::{TakeForwardInput, take_forward};
use switchboard_desk::chat::wake::{WakeInput, wake};
use switchboard_desk::operator::set_status::{SetStatusInput, set_status};
use switchboard_desk::{Context, team, timer};
use switchboard_model::chat::{Chat, ChatPriority, ChatStatus};
use switchboard_model::event::EventKind;
use switchboard_model::note::NoteKind;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{
    ChatFilter, ChatId, ChatVisibility, FilterContext, NoteId, OperatorId, TeamId, Timestamp,
};
use switchboard_store::page::PageRequest;
use switchboard_store::page::chats::{Wanted, count};
use switchboard_store::page::notes;
use switchboard_store::testing::both_databases;
use switchboard_store::{note, participant};

const MINUTE_MS: i64 = 60_000;

/// An operator who is there.
pub async fn online(app: &TestApp, name: &str) -> Context {
    let context = app.operator(name, ANSWERS, true).await;
    says(app, &context, OperatorStatus::Online).await;
    context
}

/// The operator is not there any more.
pub async fn goes(app: &TestApp, context: &Context) {
    says(app, context, OperatorStatus::Away).await;
}

pub async fn says(app: &TestApp, context: &Context, status: OperatorStatus) {
    let input = SetStatusInput { operator_id: None, status, message: None, is_auto_offline: None };
    set_status(&app.desk, context, input).await.expect("it is said");
}

pub async fn new_team(app: &TestApp, name: &str, members: &[&Context]) -> TeamId {
    let operator_ids = members.iter().map(|context| id_of(context)).collect();
    let input = team::create::CreateInput { name: name.to_owned(), operator_ids };
    let made = team::create::create(&app.desk, &Context::system(), input).await;
    made.expect("a team").value.team_id
}

pub fn offer(chat_id: ChatId, to: &Context) -> ForwardInput {
    ForwardInput {
        chat_id,
        operator_id: Some(id_of(to)),
        team_id: None,
        comment: "asks for his money".to_owned(),
        is_staying: false,
        is_forced: false,
        expected_version: None,
    }
}

fn offer_to_team(chat_id: ChatId, team_id: TeamId) -> ForwardInput {
    ForwardInput {
        chat_id,
        operator_id: None,
        team_id: Some(team_id),
        comment: "asks for his money".to_owned(),
        is_staying: false,
        is_forced: false,
        expected_version: None,
    }
}

/// A chat that Olga has, and she and Rita, who are there.
pub async fn olgas(app: &TestApp) -> (ChatId, Context, Context) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let (olga, rita) = (online(app, "olga").await, online(app, "rita").await);
    join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined");
    (chat_id, olga, rita)
}

async fn is_in(app: &TestApp, chat_id: ChatId, who: &Context) -> bool {
    let id = id_of(who);
    app.read(move |connection| participant::is_in(connection, chat_id, id)).await
}

pub async fn timers(app: &TestApp) -> usize {
    let far = Timestamp(i64::MAX);
    app.read(move |connection| switchboard_store::timer::due(connection, far, 100)).await.len()
}

async fn fires(app: &TestApp) -> usize {
    timer::fire_due(&app.desk, 100).await.expect("what is due fires")
}

pub fn state(chat: &Chat) -> (ChatStatus, Option<OperatorId>) {
    (chat.status, chat.operator_id)
}

/// F38.
#[both_databases]
async fn the_receiver_takes_and_the_sender_leaves(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let offered = forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered").value;
    assert_eq!(state(&offered), (ChatStatus::Transferred, Some(id_of(&olga))));
    assert_eq!(code(forward(&app.desk, &olga, offer(chat_id, &rita)).await), "CONFLICT");
    let input = TakeForwardInput { chat_id };
    assert_eq!(code(take_forward(&app.desk, &olga, input).await), "CONFLICT", "it is not for her");
    let taken = take_forward(&app.desk, &rita, input).await.expect("taken").value;
    assert_eq!(state(&taken), (ChatStatus::Active, Some(id_of(&rita))));
    assert!(!is_in(&app, chat_id, &olga).await && is_in(&app, chat_id, &rita).await);
    assert_eq!(timers(&app).await, 0, "nothing expires any more");
    assert_eq!(code(take_forward(&app.desk, &rita, input).await), "CONFLICT", "once");
    let kinds = app.read(move |connection| {
        let pages = notes::of_chats(connection, &[chat_id], &PageRequest::first(5))?;
        let ids: Vec<NoteId> = pages[&chat_id.0].items.iter().map(|id| NoteId(*id)).collect();
        Ok(note::by_ids(connection, &ids)?.into_iter().map(|note| note.kind).collect::<Vec<_>>())
    });
    assert_eq!(kinds.await, [NoteKind::Forward], "the comment is a note");
}

/// F36, F38.
#[both_databases]
async fn the_receivers_reply_takes_and_others_do_not(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let third = online(&app, "third").await;
    let input = ForwardInput { is_staying: true, ..offer(chat_id, &rita) };
    forward(&app.desk, &olga, input).await.expect("offered");
    join(&app.desk, &third, JoinInput { chat_id }).await.expect("joined");
    app.replies(&olga, chat_id, "one moment").await;
    app.replies(&third, chat_id, "I am here as well").await;
    app.writes("2", "still there?").await;
    assert_eq!(app.chat(chat_id).await.status, ChatStatus::Transferred, "it stays offered");
    app.replies(&rita, chat_id, "now I am").await;
    let taken = app.chat(chat_id).await;
    assert_eq!(state(&taken), (ChatStatus::AwaitingResponse, Some(id_of(&rita))));
    assert!(is_in(&app, chat_id, &olga).await, "she stays");
    assert_eq!(app.count(EventKind::ChatForwardSettled).await, 1);
}

#[both_databases]
async fn one_of_a_team_takes_by_joining_and_the_chat_is_the_teams(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let night = new_team(&app, "Night", &[&rita]).await;
    let offered = forward(&app.desk, &olga, offer_to_team(chat_id, night)).await.expect("offered");
    assert_eq!(offered.value.team_id, Some(night), "it stands in their queue");
    let taken = join(&app.desk, &rita, JoinInput { chat_id }).await.expect("joined").value;
    assert_eq!(state(&taken), (ChatStatus::Active, Some(id_of(&rita))));
    assert_eq!(taken.team_id, Some(night));
}

/// F38.
#[both_databases]
async fn what_is_declined_goes_back_or_into_the_queue(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let night = new_team(&app, "Night", &[&rita]).await;
    let no = || DeclineForwardInput { chat_id, comment: "not mine".to_owned() };
    forward(&app.desk, &olga, offer_to_team(chat_id, night)).await.expect("offered");
    assert_eq!(
        code(decline_forward(&app.desk, &olga, no()).await),
        "CONFLICT",
        "it is not for her"
    );
    let empty = DeclineForwardInput { comment: " ".to_owned(), ..no() };
    assert_eq!(code(decline_forward(&app.desk, &rita, empty).await), "INVALID");
    let back = decline_forward(&app.desk, &rita, no()).await.expect("declined").value;
    assert_eq!(state(&back), (ChatStatus::Active, Some(id_of(&olga))));
    assert_eq!(back.team_id, None, "it belongs to whom it belonged to");

    forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered again");
    goes(&app, &olga).await;
    let queued = decline_forward(&app.desk, &rita, no()).await.expect("declined").value;
    assert_eq!(state(&queued), (ChatStatus::New, None));
    assert!(!is_in(&app, chat_id, &olga).await);
}

#[both_databases]
async fn an_offer_that_waits_too_long_comes_back_once(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered");
    app.pass_ms(10 * MINUTE_MS - 1);
    assert_eq!(fires(&app).await, 0, "not yet");
    // The clock is set back, then forward again: the time of the offer is what it was.
    app.clock.pass_ms(-60 * MINUTE_MS);
    assert_eq!(fires(&app).await, 0);
    app.pass_ms(60 * MINUTE_MS + 1);
    assert_eq!(fires(&app).await, 1);
    assert_eq!(fires(&app).await, 0, "once");
    assert_eq!(state(&app.chat(chat_id).await), (ChatStatus::Active, Some(id_of(&olga))));
    assert_eq!(app.count(EventKind::ChatForwardSettled).await, 1);
}

#[both_databases]
async fn a_team_says_how_long_an_offer_waits_for_it(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let night = new_team(&app, "Night", &[&rita]).await;
    let set = async |expires_ms: i64, above: Option<TeamId>| {
        let input = team::update::UpdateInput {
            key: None,
            team_id: night,
            name: None,
            operator_ids: None,
            escalates_to_team_id: Some(above),
            forward_expires_ms: Some(Some(expires_ms)),
            schedule_id: None,
            expected_version: None,
        };
        team::update::update(&app.desk, &Context::system(), input).await
    };
    assert_eq!(code(set(MINUTE_MS - 1, None).await), "INVALID");
    assert_eq!(code(set(MINUTE_MS, Some(night)).await), "INVALID", "it stands above itself");
    set(MINUTE_MS, None).await.expect("it is set");
    forward(&app.desk, &olga, offer_to_team(chat_id, night)).await.expect("offered");
    goes(&app, &olga).await;
    app.pass_ms(MINUTE_MS);
    assert_eq!(fires(&app).await, 1);
    let queued = app.chat(chat_id).await;
    assert_eq!((state(&queued), queued.team_id), ((ChatStatus::New, None), None));
}

/// F38, F40.
#[both_databases]
async fn cancelling_assigning_and_closing_end_an_offer(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let third = online(&app, "third").await;
    forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered");
    let input = CancelForwardInput { chat_id };
    assert_eq!(code(cancel_forward(&app.desk, &third, input).await), "CONFLICT");
    let back = cancel_forward(&app.desk, &olga, input).await.expect("cancelled").value;
    assert_eq!(state(&back), (ChatStatus::Active, Some(id_of(&olga))));

    forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered");
    let operator_id = Some(Some(id_of(&third)));
    let input = AssignInput { chat_id, operator_id, team_id: None, expected_version: None };
    let given = assign(&app.desk, &rita, input).await.expect("assigned").value;
    assert_eq!(state(&given), (ChatStatus::Active, Some(id_of(&third))));

    forward(&app.desk, &third, offer(chat_id, &rita)).await.expect("offered");
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    let closed = close(&app.desk, &olga, input).await.expect("closed").value;
    assert_eq!(closed.status, ChatStatus::Closed);
    assert_eq!((timers(&app).await, app.count(EventKind::ChatForwardSettled).await), (0, 3));
    assert_eq!(code(forward(&app.desk, &olga, offer(chat_id, &rita)).await), "CONFLICT");
}

/// F38.
#[both_databases]
async fn only_who_is_there_and_may_see_the_chat_is_offered_it(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let nobody = new_team(&app, "Nobody", &[]).await;
    assert_eq!(code(forward(&app.desk, &olga, offer(chat_id, &olga)).await), "INVALID");
    let both = ForwardInput { team_id: Some(nobody), ..offer(chat_id, &rita) };
    assert_eq!(code(forward(&app.desk, &olga, both).await), "INVALID");
    let team = offer_to_team(chat_id, nobody);
    assert_eq!(code(forward(&app.desk, &olga, team).await), "CONFLICT");
    let silent = app.operator("silent", &[], true).await;
    let forced = |to: &Context| ForwardInput { is_forced: true, ..offer(chat_id, to) };
    assert_eq!(code(forward(&app.desk, &olga, forced(&silent)).await), "CONFLICT");
    goes(&app, &rita).await;
    let refused = forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect_err("she is gone");
    assert_eq!(refused.to_string(), "rita is not ONLINE: choose somebody else");
    assert_eq!(timers(&app).await, 0, "what is refused leaves nothing");
    forward(&app.desk, &olga, forced(&rita)).await.expect("offered all the same");
}

/// F39.
#[both_databases]
async fn an_escalated_chat_waits_in_the_queue_above(app: TestApp) {
    let (chat_id, olga, _) = olgas(&app).await;
    let (first, second) = (new_team(&app, "First", &[]).await, new_team(&app, "Second", &[]).await);
    let leads = team::update::UpdateInput {
        key: None,
        team_id: first,
        name: None,
        operator_ids: None,
        escalates_to_team_id: Some(Some(second)),
        forward_expires_ms: None,
        schedule_id: None,
        expected_version: None,
    };
    team::update::update(&app.desk, &Context::system(), leads).await.expect("it leads there");
    let input = |team_id, level| EscalateInput {
        chat_id,
        team_id,
        level,
        comment: "beyond me".to_owned(),
        expected_version: None,
    };
    assert_eq!(code(escalate(&app.desk, &olga, input(None, None)).await), "INVALID");
    assert_eq!(code(escalate(&app.desk, &olga, input(None, Some(4))).await), "INVALID");
    assert_eq!(code(escalate(&app.desk, &olga, input(None, Some(1))).await), "CONFLICT");
    let up = escalate(&app.desk, &olga, input(Some(first), None)).await.expect("escalated").value;
    assert_eq!(state(&up), (ChatStatus::New, None));
    assert_eq!((up.team_id, up.escalation_level), (Some(first), 1));
    assert_eq!(up.priority, ChatPriority::High);
    assert!(!is_in(&app, chat_id, &olga).await);
    let up = escalate(&app.desk, &olga, input(None, Some(2))).await.expect("escalated").value;
    assert_eq!((up.team_id, up.escalation_level), (Some(second), 2));
    assert_eq!(code(escalate(&app.desk, &olga, input(None, Some(3))).await), "CONFLICT");
    assert_eq!(app.count(EventKind::ChatEscalated).await, 2);
}

pub fn aside(chat_id: ChatId, until: Option<Timestamp>, is_kept: bool) -> SnoozeInput {
    SnoozeInput { chat_id, until, is_kept, expected_version: None }
}

async fn snoozed(app: &TestApp) -> i64 {
    let filter = ChatFilter { is_snoozed: Some(true), ..ChatFilter::default() };
    let context = FilterContext { operator_id: OperatorId(0), now: app.desk.now() };
    app.read(move |connection| {
        let visibility = &ChatVisibility::everything();
        count(connection, Wanted { visibility, filter: &filter, context }, 10)
    })
    .await
}

/// F106.
#[both_databases]
async fn a_chat_is_back_when_its_time_has_come_or_the_customer_writes(app: TestApp) {
    let (chat_id, olga, _) = olgas(&app).await;
    let at = |minutes: i64| Some(app.desk.now().plus_ms(minutes * MINUTE_MS));
    assert_eq!(code(snooze(&app.desk, &olga, aside(chat_id, at(0), false)).await), "INVALID");
    assert_eq!(code(snooze(&app.desk, &olga, aside(chat_id, at(600_000), true)).await), "INVALID");
    assert_eq!(code(snooze(&app.desk, &olga, aside(chat_id, None, true)).await), "INVALID");
    assert_eq!(code(wake(&app.desk, &olga, WakeInput { chat_id }).await), "CONFLICT");
    snooze(&app.desk, &olga, aside(chat_id, at(60), true)).await.expect("put aside");
    snooze(&app.desk, &olga, aside(chat_id, at(5), true)).await.expect("moved");
    assert_eq!((snoozed(&app).await, timers(&app).await), (1, 1));
    app.writes("2", "hello?").await;
    assert_eq!(snoozed(&app).await, 1, "it is kept");
    app.pass_ms(5 * MINUTE_MS);
    assert_eq!((fires(&app).await, snoozed(&app).await), (1, 0));
    assert_eq!(state(&app.chat(chat_id).await), (ChatStatus::Active, Some(id_of(&olga))));

    snooze(&app.desk, &olga, aside(chat_id, None, false)).await.expect("put aside");
    goes(&app, &olga).await;
    app.writes("3", "hello??").await;
    let back = app.chat(chat_id).await;
    assert_eq!((back.snoozed_until, state(&back)), (None, (ChatStatus::New, None)), "queued");
    assert_eq!((timers(&app).await, app.count(EventKind::ChatWoken).await), (0, 2));
}

#[both_databases]
async fn what_closes_or_forwards_a_chat_wakes_it(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    snooze(&app.desk, &olga, aside(chat_id, None, false)).await.expect("put aside");
    forward(&app.desk, &olga, offer(chat_id, &rita)).await.expect("offered");
    assert_eq!(snoozed(&app).await, 0);
    let refused = snooze(&app.desk, &olga, aside(chat_id, None, false)).await;
    assert_eq!(code(refused), "CONFLICT", "it is offered");
    take_forward(&app.desk, &rita, TakeForwardInput { chat_id }).await.expect("taken");
    snooze(&app.desk, &rita, aside(chat_id, None, false)).await.expect("put aside");
    wake(&app.desk, &rita, WakeInput { chat_id }).await.expect("fetched back");
    snooze(&app.desk, &rita, aside(chat_id, None, false)).await.expect("put aside");
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    let closed = close(&app.desk, &rita, input).await.expect("closed").value;
    assert_eq!((closed.snoozed_until, timers(&app).await), (None, 0));
}
