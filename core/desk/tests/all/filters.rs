//! The filter of chats: on generated chats SQL finds what a look at each of them finds. A failure names the
//! seed; set `SWITCHBOARD_TEST_SEED` to see it again.

use crate::app::{ANSWERS, START, TestApp, inbound, item};
use crate::chance::seed;
use crate::shorthand::id_of;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use switchboard_desk::chat::label;
use switchboard_desk::{Context, close_reason, reference_kind, team};
use switchboard_model::chat::{Chat, ChatPriority, ChatRead, ChatStatus, WaitingOn};
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_model::contact::Contact;
use switchboard_model::reference::ChatReference;
use switchboard_model::{
    AttributeCondition, AuthorKind, ChatFilter, ChatId, ChatOrder, ChatVisibility, CloseReasonId,
    FilterContext, LabelId, OperatorId, ReferenceKindId, TeamId, Timestamp,
};
use switchboard_store::page::PageRequest;
use switchboard_store::page::chats::{Wanted, counts, ids, page};
use switchboard_store::testing::both_databases;
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, chat, chat_attribute, chat_read, chat_reference, contact,
    participant,
};

/// Chats of the world.
const CHATS: usize = 40;
/// Filters that are tried.
const FILTERS: usize = 150;
/// Roles that people typed; some would end a text of SQL.
const ROLES: [&str; 4] = ["investor", "it's", "x' OR 'a' = 'a", "ünïcode %_"];
/// Locales as platforms tell them.
const LOCALES: [&str; 5] = ["de", "de-AT", "DE_ch", "den", "en"];

/// What a filter may ask for.
#[derive(Clone)]
struct World {
    chats: Vec<Seen>,
    operators: Vec<OperatorId>,
    teams: Vec<TeamId>,
    labels: Vec<LabelId>,
    reasons: Vec<CloseReasonId>,
    reference_kind: ReferenceKindId,
}

/// A chat with what hangs on it.
#[derive(Clone)]
struct Seen {
    chat: Chat,
    contact: Contact,
    participants: Vec<OperatorId>,
    labels: Vec<LabelId>,
    /// An attribute of its own.
    mood: Option<&'static str>,
    /// Has it a reference of the only kind.
    is_referring: bool,
    read: HashMap<OperatorId, i64>,
}

/// F12.
#[both_databases]
async fn sql_finds_what_a_look_at_each_chat_finds(app: TestApp) {
    let seed = seed();
    let mut random = StdRng::seed_from_u64(seed);
    let world = world(&app, &mut random).await;
    let (mut found_some, mut left_some) = (0, 0);
    for _ in 0..FILTERS {
        let filter = any_filter(&world, &mut random, 3);
        filter.check().expect("a filter within its bounds");
        let operator_id = *world.operators.choose(&mut random).expect("operators");
        let context = FilterContext { operator_id, now: Timestamp(START + 500) };
        let like = world.chats.iter().filter(|one| is_like(&filter, one, context));
        let expected: BTreeSet<ChatId> = like.map(|one| one.chat.chat_id).collect();
        let unread = world.chats.iter().filter(|one| expected.contains(&one.chat.chat_id));
        let unread = unread.filter(|one| is_unread(one, operator_id)).count();
        let asked = filter.clone();
        let found = app.read(move |connection| in_sql(connection, &asked, context)).await;
        let told = format!("seed {seed}: {filter:?}");
        assert_eq!(found.0, expected, "the page, {told}");
        assert_eq!(found.1, expected, "the ids, {told}");
        let count = |number: usize| i64::try_from(number).expect("few");
        assert_eq!(found.2, (count(expected.len()), count(unread)), "the counts, {told}");
        found_some += usize::from(!expected.is_empty());
        left_some += usize::from(expected.len() < CHATS);
    }
    assert!(found_some > 10 && left_some > 10, "{found_some} and {left_some} of {FILTERS}");
}

type Found = (BTreeSet<ChatId>, BTreeSet<ChatId>, (i64, i64));

fn in_sql(
    connection: &mut DatabaseConnection,
    filter: &ChatFilter,
    context: FilterContext,
) -> Result<Found, StoreError> {
    let visibility = &ChatVisibility::everything();
    let wanted = Wanted { visibility, filter, context };
    let rows = page(connection, wanted, ChatOrder::Created, &PageRequest::first(1_000))?;
    let found = ids(connection, wanted, None, 1_000)?;
    let others = [ChatFilter::default(), filter.clone()];
    let counted = counts(connection, visibility, &others, context)?;
    assert_eq!(counted[0].total, i64::try_from(CHATS).expect("few"), "in the order of the filters");
    let listed = rows.items.iter().map(|row| row.chat_id).collect();
    Ok((listed, found.into_iter().collect(), (counted[1].total, counted[1].unread)))
}

async fn world(app: &TestApp, random: &mut StdRng) -> World {
    let (desk, system) = (&app.desk, Context::system());
    let mut operators = Vec::new();
    for name in ["olga", "otto", "oleg"] {
        let context = app.operator(name, ANSWERS, true).await;
        operators.push(id_of(&context));
    }
    let (mut teams, mut labels, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..3 {
        let (name, operator_ids) = (format!("number {number}"), Vec::new());
        let input = team::create::CreateInput { name: name.clone(), operator_ids };
        let made = team::create::create(desk, &system, input).await;
        teams.push(made.expect("a team").value.team_id);
        let input = label::CreateInput { name: name.clone(), color: None };
        let made = label::create(desk, &system, input).await;
        labels.push(made.expect("a label").value.label_id);
        let made = close_reason::create(desk, &system, close_reason::CreateInput { name }).await;
        reasons.push(made.expect("a reason").value.close_reason_id);
    }
    let (key, name) = ("payment".to_owned(), "Payment".to_owned());
    let input = reference_kind::CreateInput { key, name, url_template: None };
    let made = reference_kind::create(desk, &system, input).await.expect("a kind").value;
    let reference_kind = made.reference_kind_id;
    let mut world = World { chats: Vec::new(), operators, teams, labels, reasons, reference_kind };
    for number in 0..CHATS {
        let chat_id = customer_writes(app, number).await;
        let seen = furnished(app, &world, random, chat_id).await;
        world.chats.push(seen);
    }
    world
}

async fn customer_writes(app: &TestApp, number: usize) -> ChatId {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = format!("chat {number}");
    message.sender = PlatformIdentity { id: format!("customer {number}"), ..message.sender };
    let told = item(&format!("first {number}"), InboundEvent::Message(message));
    app.stored(told).await.1
}

/// Gives a chat any state there is, also what no command would give it.
async fn furnished(app: &TestApp, world: &World, random: &mut StdRng, id: ChatId) -> Seen {
    let mut row = app.chat(id).await;
    row.language = perhaps(random, &LOCALES).map(ToOwned::to_owned);
    row.status = any(random, ChatStatus::ALL);
    row.waiting_on = any(random, WaitingOn::ALL);
    row.priority = any(random, ChatPriority::ALL);
    row.operator_id = perhaps(random, &world.operators);
    row.team_id = perhaps(random, &world.teams);
    row.close_reason_id = perhaps(random, &world.reasons);
    row.closed_at = random.random_bool(0.5).then(|| any_time(random));
    row.last_message_at = any_time(random);
    row.inbound_count = random.random_range(0..3);
    row.snoozed_until = random.random_bool(0.5).then(|| any_time(random));
    row.escalation_level = random.random_range(0..3);
    let contact_id = row.contact_id;
    let mut of = app.read(move |connection| contact::get(connection, contact_id)).await;
    of.role = perhaps(random, &ROLES).map(ToOwned::to_owned);
    of.locale = perhaps(random, &LOCALES).map(ToOwned::to_owned);
    of.attributes = perhaps(random, &ROLES).map_or(json!({}), |plan| json!({ "plan": plan }));
    let some = |random: &mut StdRng| {
        let some = world.operators.iter().filter(|_| random.random_bool(0.3));
        some.copied().collect::<Vec<OperatorId>>()
    };
    let (joined, left) = (some(random), some(random));
    let labels: Vec<LabelId> =
        world.labels.iter().filter(|_| random.random_bool(0.3)).copied().collect();
    let read: HashMap<OperatorId, i64> =
        some(random).into_iter().map(|id| (id, random.random_range(0..3))).collect();
    let participants: Vec<OperatorId> =
        joined.iter().filter(|id| !left.contains(id)).copied().collect();
    let (mood, is_referring) = (perhaps(random, &ROLES), random.random_bool(0.5));
    let seen = Seen { chat: row, contact: of, participants, labels, mood, is_referring, read };
    let kept = seen.clone();
    let reference_kind_id = world.reference_kind;
    let work = app.desk.store().write(Lane::Any, move |transaction| {
        let now = transaction.now();
        chat::update(transaction, &kept.chat)?;
        let of = &kept.contact;
        let before = contact::get(transaction, of.contact_id)?;
        contact::update(transaction, &before, of, of.contact_id)?;
        for operator in &joined {
            participant::join(transaction, id, *operator, now)?;
        }
        for operator in joined.iter().filter(|id| left.contains(id)) {
            participant::leave(transaction, id, *operator, now)?;
        }
        for label_id in &kept.labels {
            switchboard_store::label::put_on(transaction, id, *label_id)?;
        }
        if let Some(mood) = kept.mood {
            let attributes = serde_json::Map::from_iter([("mood".to_owned(), json!(mood))]);
            chat_attribute::replace(transaction, id, &attributes)?;
        }
        if kept.is_referring {
            let reference = ChatReference {
                chat_id: id,
                reference_kind_id,
                external_id: "1".to_owned(),
                title: None,
                author_kind: AuthorKind::System,
                author_id: None,
                set_at: now,
            };
            chat_reference::upsert(transaction, &reference)?;
        }
        for (operator_id, read_count) in &kept.read {
            let (operator_id, read_count) = (*operator_id, *read_count);
            let row = ChatRead { chat_id: id, operator_id, read_count, updated_at: now };
            chat_read::upsert(transaction, &row)?;
        }
        Ok::<_, StoreError>(())
    });
    work.await.expect("a chat in some state");
    seen
}

fn any<T: Copy>(random: &mut StdRng, values: &[T]) -> T {
    *values.choose(random).expect("values")
}

fn perhaps<T: Copy>(random: &mut StdRng, values: &[T]) -> Option<T> {
    random.random_bool(0.6).then(|| any(random, values))
}

fn some<T: Copy>(random: &mut StdRng, values: &[T]) -> Vec<T> {
    values.iter().filter(|_| random.random_bool(0.4)).copied().collect()
}

fn any_time(random: &mut StdRng) -> Timestamp {
    Timestamp(START + random.random_range(0..1_000))
}

/// Any filter of at most so many levels: one condition, or several filters as one.
fn any_filter(world: &World, random: &mut StdRng, levels: usize) -> ChatFilter {
    let none = ChatFilter::default();
    let kind = if levels == 0 { random.random_range(0..24) } else { random.random_range(0..36) };
    let inner = |random: &mut StdRng| {
        let count = random.random_range(0..3);
        (0..count).map(|_| any_filter(world, random, levels - 1)).collect::<Vec<_>>()
    };
    let texts = |some: Vec<&str>| some.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>();
    match kind {
        0 => ChatFilter { statuses: Some(some(random, ChatStatus::ALL)), ..none },
        1 => ChatFilter { waiting_on: Some(some(random, WaitingOn::ALL)), ..none },
        2 => ChatFilter { priorities: Some(some(random, ChatPriority::ALL)), ..none },
        3 => ChatFilter { channel_ids: Some(vec![world.chats[0].chat.channel_id]), ..none },
        4 => ChatFilter { team_ids: Some(some(random, &world.teams)), ..none },
        5 => ChatFilter { operator_ids: Some(some(random, &world.operators)), ..none },
        6 => ChatFilter { label_ids: Some(some(random, &world.labels)), ..none },
        7 => ChatFilter { close_reason_ids: Some(some(random, &world.reasons)), ..none },
        8 => ChatFilter { contact_roles: Some(texts(some(random, &ROLES))), ..none },
        9 => ChatFilter { languages: Some(texts(some(random, &["de", "EN", "fr"]))), ..none },
        10 => {
            let one = world.chats.choose(random).expect("chats");
            ChatFilter { contact_id: Some(one.chat.contact_id), ..none }
        }
        11 => ChatFilter { is_mine: Some(random.random()), ..none },
        12 => ChatFilter { is_unassigned: Some(random.random()), ..none },
        13 => ChatFilter { is_unread: Some(random.random()), ..none },
        14 => ChatFilter { closed_from: Some(any_time(random)), ..none },
        15 => ChatFilter { closed_to: Some(any_time(random)), ..none },
        16 => {
            let (from, to) = (Some(any_time(random)), Some(any_time(random)));
            ChatFilter { last_message_from: from, last_message_to: to, ..none }
        }
        17 => ChatFilter { within_last_ms: Some(random.random_range(0..500)), ..none },
        18 => ChatFilter { is_snoozed: Some(random.random()), ..none },
        19 => ChatFilter { is_escalated: Some(random.random()), ..none },
        20 => {
            let (key, value) = ("plan".to_owned(), any(random, &ROLES).to_owned());
            ChatFilter { attribute: Some(AttributeCondition { key, value }), ..none }
        }
        21 => {
            let ids: Vec<ChatId> = world.chats.iter().map(|one| one.chat.chat_id).collect();
            ChatFilter { chat_ids: Some(some(random, &ids)), ..none }
        }
        22 => {
            let (key, value) = ("mood".to_owned(), any(random, &ROLES).to_owned());
            ChatFilter { chat_attribute: Some(AttributeCondition { key, value }), ..none }
        }
        23 => {
            let kinds = some(random, &[world.reference_kind]);
            ChatFilter { reference_kind_ids: Some(kinds), ..none }
        }
        24..28 => ChatFilter { all: inner(random), ..none },
        28..32 => ChatFilter { any: Some(inner(random)), ..none },
        _ => ChatFilter { not: Some(Box::new(any_filter(world, random, levels - 1))), ..none },
    }
}

/// The same question asked of one chat.
fn is_like(filter: &ChatFilter, one: &Seen, context: FilterContext) -> bool {
    let Seen { chat, contact, .. } = one;
    let who = context.operator_id;
    let is_staffed_by =
        |id: &OperatorId| chat.operator_id == Some(*id) || one.participants.contains(id);
    let is_free = chat.operator_id.is_none() && one.participants.is_empty();
    let is_in = |at: Option<Timestamp>, from: Option<Timestamp>, to: Option<Timestamp>| {
        from.is_none_or(|from| at.is_some_and(|at| at >= from))
            && to.is_none_or(|to| at.is_some_and(|at| at < to))
    };
    let speaks = |language: &String| {
        let spoken = chat.language.as_deref().or(contact.locale.as_deref());
        let locale = spoken.unwrap_or_default().to_lowercase();
        locale.split(['-', '_']).next() == Some(language.to_lowercase().as_str())
    };
    let newest = filter.within_last_ms.map(|span| Timestamp(context.now.0 - span));
    among(filter.chat_ids.as_ref(), Some(&chat.chat_id))
        && among(filter.statuses.as_ref(), Some(&chat.status))
        && among(filter.waiting_on.as_ref(), Some(&chat.waiting_on))
        && among(filter.priorities.as_ref(), Some(&chat.priority))
        && among(filter.channel_ids.as_ref(), Some(&chat.channel_id))
        && among(filter.team_ids.as_ref(), chat.team_id.as_ref())
        && among(filter.close_reason_ids.as_ref(), chat.close_reason_id.as_ref())
        && among(filter.contact_roles.as_ref(), contact.role.as_ref())
        && filter.operator_ids.as_ref().is_none_or(|ids| ids.iter().any(is_staffed_by))
        && filter.label_ids.as_ref().is_none_or(|ids| ids.iter().any(|id| one.labels.contains(id)))
        && filter.languages.as_ref().is_none_or(|languages| languages.iter().any(speaks))
        && filter
            .attribute
            .as_ref()
            .is_none_or(|of| contact.attributes[&of.key] == of.value.as_str())
        && filter
            .chat_attribute
            .as_ref()
            .is_none_or(|of| of.key == "mood" && one.mood == Some(of.value.as_str()))
        && filter
            .reference_kind_ids
            .as_ref()
            .is_none_or(|kinds| one.is_referring && !kinds.is_empty())
        && filter.contact_id.is_none_or(|id| chat.contact_id == id)
        && filter.is_mine.is_none_or(|is_mine| is_staffed_by(&who) == is_mine)
        && filter.is_unassigned.is_none_or(|is_unassigned| is_free == is_unassigned)
        && filter.is_unread.is_none_or(|asked| is_unread(one, who) == asked)
        && filter.is_snoozed.is_none_or(|asked| chat.snoozed_until.is_some() == asked)
        && filter.is_escalated.is_none_or(|asked| (chat.escalation_level > 0) == asked)
        && is_in(Some(chat.created_at), filter.created_from, filter.created_to)
        && is_in(chat.closed_at, filter.closed_from, filter.closed_to)
        && is_in(Some(chat.last_message_at), filter.last_message_from, filter.last_message_to)
        && is_in(Some(chat.last_message_at), newest, None)
        && filter.all.iter().all(|inner| is_like(inner, one, context))
        && filter
            .any
            .as_ref()
            .is_none_or(|any| any.iter().any(|inner| is_like(inner, one, context)))
        && filter.not.as_ref().is_none_or(|inner| !is_like(inner, one, context))
}

fn among<T: PartialEq>(values: Option<&Vec<T>>, value: Option<&T>) -> bool {
    values.is_none_or(|values| value.is_some_and(|value| values.contains(value)))
}

fn is_unread(one: &Seen, operator_id: OperatorId) -> bool {
    let read = one.read.get(&operator_id).copied().unwrap_or(0);
    one.chat.inbound_count > read
}
