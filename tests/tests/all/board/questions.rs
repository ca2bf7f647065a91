//! What is asked of the lists: by whom, what chats must be like, in which order, and which part.

use super::world::{ROLES, World};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use switchboard_model::chat::{Chat, ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::name_order::NameKey;
use switchboard_model::{
    AttributeCondition, ChatFilter, ChatOrder, ChatTab, ChatVisibility, ContactId, FilterContext,
    OperatorId, Timestamp,
};
use switchboard_store::page::{PageRequest, board::Onlooker, chats::ChatKey};
use switchboard_testkit::app::BEGIN;

/// Until when things happen, in milliseconds from the beginning.
const SPAN_MS: i64 = 4 * 3_600_000;

/// What filters call languages.
const LANGUAGES: [&str; 5] = ["de", "DE", "den", "en", "fr"];

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    visibility: ChatVisibility,
    viewer_id: OperatorId,
    context: FilterContext,
    pub filter: ChatFilter,
    pub order: ChatOrder,
    pub page_request: PageRequest<ChatKey>,
    /// Does the board hold what the filter asks for.
    pub is_held: bool,
}

/// For somebody, some hours from the beginning.
pub fn context(operator_id: OperatorId) -> FilterContext {
    FilterContext { operator_id, now: Timestamp(BEGIN.0 + SPAN_MS) }
}

impl Question {
    /// Any, about chats of which these are.
    pub fn random(world: &World, rows: &[Chat], random: &mut StdRng) -> Self {
        let viewer = random.random_range(0..world.operators.len());
        let colleague = *world.operators.choose(random).expect("operators");
        let viewer_id = world.operators[viewer];
        let for_whom = if random.random_bool(0.8) { viewer_id } else { colleague };
        let is_held = random.random_bool(0.9);
        let mut filter = any_filter(world, random, 2);
        if !is_held {
            let contact_id = rows.choose(random).map_or(ContactId(1), |row| row.contact_id);
            filter = filter.and(of_few(random, contact_id));
        }
        let order = *ChatOrder::ALL.choose(random).expect("orders");
        let mut end = |share: f64| {
            let row = rows.choose(random).filter(|_| random.random_bool(share));
            row.map(|row| ChatKey::of(row, order, NameKey::default()))
        };
        let (after, before) = (end(0.3), end(0.15));
        let count = *[0, 1, 2, 3, 25].choose(random).expect("counts");
        let page_request = PageRequest { after, before, count, is_from_end: random.random() };
        Self {
            visibility: world.visibilities[viewer].clone(),
            viewer_id,
            context: context(for_whom),
            filter,
            order,
            page_request,
            is_held,
        }
    }

    /// Who asks it.
    pub fn onlooker(&self) -> Onlooker<'_> {
        let Self { visibility, viewer_id, context, .. } = self;
        Onlooker { visibility, viewer_id: *viewer_id, context: *context }
    }
}

fn some<T: Copy>(random: &mut StdRng, values: &[T]) -> Option<Vec<T>> {
    Some(values.iter().filter(|_| random.random_bool(0.5)).copied().collect())
}

fn words(random: &mut StdRng, words: &[&str]) -> Option<Vec<String>> {
    let some = words.iter().filter(|_| random.random_bool(0.5));
    Some(some.map(|word| (*word).to_owned()).collect())
}

/// What the board leaves to the database.
fn of_few(random: &mut StdRng, contact_id: ContactId) -> ChatFilter {
    let none = ChatFilter::default();
    let attribute = Some(AttributeCondition { key: "plan".to_owned(), value: "pro".to_owned() });
    match random.random_range(0..4) {
        0 => ChatFilter { external_ids: Some(vec!["1".to_owned()]), ..none },
        1 => ChatFilter { attribute, ..none },
        2 => ChatFilter { chat_attribute: attribute, ..none },
        _ => ChatFilter { contact_id: Some(contact_id), ..none },
    }
}

/// Any filter that the board holds, of at most so many levels.
fn any_filter(world: &World, random: &mut StdRng, levels: usize) -> ChatFilter {
    let none = ChatFilter::default();
    let kind = random.random_range(0..if levels == 0 { 24 } else { 30 });
    let inner = |random: &mut StdRng| {
        let count = random.random_range(0..3);
        (0..count).map(|_| any_filter(world, random, levels - 1)).collect::<Vec<_>>()
    };
    let at = |random: &mut StdRng| Some(Timestamp(BEGIN.0 + random.random_range(0..SPAN_MS)));
    let perhaps = |random: &mut StdRng| at(random).filter(|_| random.random_bool(0.7));
    match kind {
        0 => none,
        1 => ChatTab::ALL.choose(random).expect("tabs").filter(),
        2 => ChatFilter { statuses: some(random, ChatStatus::ALL), ..none },
        3 => ChatFilter { waiting_on: some(random, WaitingOn::ALL), ..none },
        4 => ChatFilter { priorities: some(random, ChatPriority::ALL), ..none },
        5 => ChatFilter { channel_ids: some(random, &world.channels), ..none },
        6 => ChatFilter { team_ids: some(random, &world.teams), ..none },
        7 => ChatFilter { operator_ids: some(random, &world.operators), ..none },
        8 => ChatFilter { label_ids: some(random, &world.labels), ..none },
        9 => ChatFilter { chat_ids: some(random, &world.chats), ..none },
        10 => ChatFilter { is_mine: Some(random.random()), ..none },
        11 => ChatFilter { is_unassigned: Some(random.random()), ..none },
        12 => ChatFilter { is_unread: Some(random.random()), ..none },
        13 => ChatFilter { is_snoozed: Some(random.random()), ..none },
        14 => ChatFilter { last_message_from: at(random), last_message_to: at(random), ..none },
        15 => ChatFilter { within_last_ms: Some(random.random_range(0..SPAN_MS)), ..none },
        16 => ChatFilter { reference_kind_ids: some(random, &world.reference_kinds), ..none },
        17 => ChatFilter { close_reason_ids: some(random, &world.close_reasons), ..none },
        18 => ChatFilter { contact_roles: words(random, &ROLES), ..none },
        19 => ChatFilter { languages: words(random, &LANGUAGES), ..none },
        20 => ChatFilter { is_example: Some(random.random()), ..none },
        21 => ChatFilter { created_from: at(random), created_to: at(random), ..none },
        22 => ChatFilter { closed_from: perhaps(random), closed_to: perhaps(random), ..none },
        23 => ChatFilter { is_escalated: Some(random.random()), ..none },
        24 | 25 => ChatFilter { all: inner(random), ..none },
        26 | 27 => ChatFilter { any: Some(inner(random)), ..none },
        _ => {
            let not = any_filter(world, random, levels - 1);
            ChatFilter { not: Some(Box::new(not)), ..none }
        }
    }
}
