//! What uniting and undoing must not do, over random histories: a unite that is undone, in whatever order, has
//! never been. `SWITCHBOARD_UNITES=full` tries 10,000 of them.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::chance::is_full;
use crate::shorthand::unchanged;
use crate::unite::{noted, unite_of, united};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use switchboard_desk::Context;
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::contact::update::UpdateInput;
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_model::connector::InboundEvent;
use switchboard_model::{ChatVisibility, ContactId, MessageId, NoteId, UniteId};
use switchboard_store::page::{PageRequest, notes, scan};
use switchboard_store::testing::both_databases;
use switchboard_store::{
    DatabaseConnection, StoreError, chat, contact, contact_address, identity, message, note,
};

const SEED: u64 = 65;
const HISTORIES: u64 = 40;
const ALL_HISTORIES: u64 = 10_000;
const PEOPLE: usize = 5;
const STEPS: usize = 9;

/// What happens, to people by their numbers.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Somebody writes, in a chat of their own or in a second one.
    Writes(usize, bool),
    /// A note is written on somebody's first chat.
    Noted(usize),
    /// The second is pulled into the first.
    Unite(usize, usize),
    /// The unite of this step is undone.
    Undo(usize),
}

/// A history, and what people are like before it.
struct History {
    people: Vec<UpdateInput>,
    steps: Vec<Step>,
}

/// Which contacts were pulled into which, as the history has it.
fn root(above: &BTreeMap<usize, usize>, mut person: usize) -> usize {
    while let Some(next) = above.get(&person) {
        person = *next;
    }
    person
}

impl History {
    fn random(random: &mut StdRng) -> Self {
        let people = (0..PEOPLE).map(|person| {
            let mut told = |value: String| random.random_bool(0.5).then_some(Some(value));
            UpdateInput {
                email: told(format!("T-{}@example.org", person % 3)),
                phone: told(format!("+38050111223{person}")),
                role: told(format!("role {}", person % 2)),
                locale: told(format!("l{person}")),
                attributes: told(String::new()).map(|_| json!({ "plan": person })),
                ..unchanged(ContactId(0))
            }
        });
        let people: Vec<UpdateInput> = people.collect();
        let (mut above, mut steps) = (BTreeMap::new(), Vec::new());
        let mut active: BTreeMap<usize, usize> = BTreeMap::new();
        while steps.len() < STEPS {
            let one = random.random_range(0..PEOPLE);
            match random.random_range(0..6) {
                0 => steps.push(Step::Writes(one, random.random_bool(0.3))),
                1 => steps.push(Step::Noted(one)),
                2 if !active.is_empty() => {
                    let place = random.random_range(0..active.len());
                    let (step, pulled) = active.iter().nth(place).expect("one of them");
                    let (step, pulled) = (*step, *pulled);
                    above.remove(&pulled);
                    active.remove(&step);
                    steps.push(Step::Undo(step));
                }
                _ => {
                    let other = random.random_range(0..PEOPLE);
                    let (kept, pulled) = (root(&above, one), root(&above, other));
                    if kept != pulled {
                        above.insert(pulled, kept);
                        active.insert(steps.len(), pulled);
                        steps.push(Step::Unite(kept, pulled));
                    }
                }
            }
        }
        Self { people, steps }
    }

    /// The same without what was undone.
    fn without_undone(&self) -> Vec<(usize, Step)> {
        let undone: BTreeSet<usize> = self
            .steps
            .iter()
            .filter_map(|step| if let Step::Undo(unite) = step { Some(*unite) } else { None })
            .collect();
        let stays = |(place, step): &(usize, Step)| {
            !matches!(step, Step::Undo(_)) && !undone.contains(place)
        };
        self.steps.iter().copied().enumerate().filter(stays).collect()
    }
}

/// People of one history, whose names bear a tag of their own.
struct World<'a> {
    app: &'a TestApp,
    olga: &'a Context,
    tag: String,
    contacts: Vec<ContactId>,
}

impl<'a> World<'a> {
    async fn begin(app: &'a TestApp, olga: &'a Context, tag: String, history: &History) -> Self {
        let mut world = Self { app, olga, tag, contacts: Vec::new() };
        for (person, told) in history.people.iter().enumerate() {
            world.writes(person, "begin", false).await;
            let contact_id = world.first_contact(person).await;
            world.contacts.push(contact_id);
            let email = told.email.clone();
            let email = email.map(|email| email.map(|email| email.replace('T', &world.tag)));
            let phone = told.phone.clone();
            let phone = phone.map(|phone| phone.map(|phone| format!("{phone} {}", world.tag)));
            let input = UpdateInput { contact_id, email, phone, ..told.clone() };
            switchboard_desk::contact::update::update(&app.desk, olga, input).await.expect("told");
            noted(app, olga, contact_id, &format!("about {person}")).await;
        }
        world
    }

    fn account(&self, person: usize) -> String {
        format!("{}-{person}", self.tag)
    }

    fn place(&self, person: usize, is_second: bool) -> String {
        format!("{}{}", self.account(person), if is_second { "-second" } else { "" })
    }

    async fn writes(&self, person: usize, word: &str, is_second: bool) {
        let place = self.place(person, is_second);
        let mut told = inbound(&format!("{place}-{word}"), word);
        told.order = None;
        told.reference.chat.id.clone_from(&place);
        told.sender.id = self.account(person);
        told.sender.name = Some(format!("Person {person}"));
        let key = told.reference.id.clone();
        self.app.take_one(item(&key, InboundEvent::Message(told))).await;
    }

    async fn first_contact(&self, person: usize) -> ContactId {
        let (channel_id, account) = (self.app.channel.channel_id, self.account(person));
        let found = self.app.read(move |connection| {
            identity::find_by_platform_id(connection, channel_id, &account)
        });
        found.await.expect("somebody").0.first_contact_id
    }

    async fn run(&self, steps: &[(usize, Step)]) {
        let mut unites: BTreeMap<usize, UniteId> = BTreeMap::new();
        for (place, step) in steps {
            match *step {
                Step::Writes(person, is_second) => {
                    self.writes(person, &place.to_string(), is_second).await;
                }
                Step::Noted(person) => {
                    let (channel_id, chat) =
                        (self.app.channel.channel_id, self.place(person, false));
                    let found = self.app.read(move |connection| {
                        chat::find_current(connection, channel_id, &chat, None)
                    });
                    let on = NoteOn::Chat(found.await.expect("a chat").chat_id);
                    let input = CreateInput { on, body: format!("in step {place}") };
                    create(&self.app.desk, self.olga, input).await.expect("noted");
                }
                Step::Unite(kept, pulled) => {
                    let (kept, pulled) = (self.contacts[kept], self.contacts[pulled]);
                    united(self.app, self.olga, kept, pulled).await;
                    unites.insert(*place, unite_of(self.app, pulled).await);
                }
                Step::Undo(unite) => {
                    let unite = unites[&unite];
                    undo_unite(&self.app.desk, self.olga, unite).await.expect("undone");
                }
            }
        }
    }

    /// All that is known of these people, in words that are the same in every world.
    async fn state(&self) -> BTreeMap<String, String> {
        let places: Vec<String> = (0..PEOPLE)
            .flat_map(|person| [false, true].map(|is_second| self.place(person, is_second)))
            .collect();
        let accounts: Vec<String> = (0..PEOPLE).map(|person| self.account(person)).collect();
        let (channel_id, contacts) = (self.app.channel.channel_id, self.contacts.clone());
        let read = move |connection: &mut DatabaseConnection| {
            let person = |id: ContactId| contacts.iter().position(|contact| *contact == id);
            let mut state = BTreeMap::new();
            for (number, id) in contacts.iter().enumerate() {
                let row = contact::get(connection, *id)?;
                let into = row.united_into_id.and_then(person);
                let known = (&row.name, &row.email, &row.phone, &row.role, &row.locale);
                let value = format!("{known:?} {} in {into:?}", row.attributes);
                state.insert(format!("person {number}"), value);
                let addresses = contact_address::of_contacts(connection, &[*id])?;
                let addresses: Vec<String> = addresses
                    .into_iter()
                    .map(|row| format!("{:?} {} {}", person(row.origin_id), row.kind, row.value))
                    .collect();
                state.insert(format!("addresses of {number}"), addresses.join(", "));
                state.insert(format!("notes of {number}"), notes_of(connection, *id)?);
            }
            for (number, account) in accounts.iter().enumerate() {
                let found = identity::find_by_platform_id(connection, channel_id, account)?;
                let owner = found.and_then(|(identity, _)| person(identity.contact_id));
                state.insert(format!("identity {number}"), format!("{owner:?}"));
            }
            for place in places {
                let Some(found) = chat::find_current(connection, channel_id, &place, None)? else {
                    continue;
                };
                let all = scan::messages_of_chat(
                    connection,
                    found.chat_id,
                    (i64::MIN, MessageId(0)),
                    1_000,
                )?;
                let ids: Vec<MessageId> = all.into_iter().map(|(_, id)| id).collect();
                let mut said: Vec<String> = message::by_ids(connection, &ids)?
                    .into_iter()
                    .map(|row| (row.body, row.author_id.map(ContactId).and_then(person)))
                    .map(|(body, author)| format!("{author:?}: {body}"))
                    .collect();
                said.sort();
                let value = format!("{:?}: {}", person(found.contact_id), said.join(", "));
                state.insert(format!("chat {place}"), value);
            }
            Ok(state)
        };
        let state = self.app.read(read).await.into_iter();
        let same = |text: String| text.replace(&self.tag, "T");
        state.map(|(name, value)| (same(name), same(value))).collect()
    }
}

fn notes_of(connection: &mut DatabaseConnection, id: ContactId) -> Result<String, StoreError> {
    let (everything, first) = (ChatVisibility::everything(), PageRequest::first(1_000));
    let pages = notes::of_contacts(connection, &everything, &[id], &first)?;
    let ids: Vec<NoteId> =
        pages.values().flat_map(|page| &page.items).map(|id| NoteId(*id)).collect();
    let mut bodies: Vec<String> =
        note::by_ids(connection, &ids)?.into_iter().map(|note| note.body).collect();
    bodies.sort();
    Ok(bodies.join(", "))
}

/// F65.
#[both_databases]
async fn what_was_undone_has_never_been(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let histories = if is_full("SWITCHBOARD_UNITES") { ALL_HISTORIES } else { HISTORIES };
    let mut undone = 0;
    for number in 0..histories {
        let history = History::random(&mut StdRng::seed_from_u64(SEED + number));
        let tag = |world: &str| format!("h{number}{world}");
        let whole = World::begin(&app, &olga, tag("x"), &history).await;
        let all: Vec<(usize, Step)> = history.steps.iter().copied().enumerate().collect();
        whole.run(&all).await;
        let without = World::begin(&app, &olga, tag("y"), &history).await;
        let left = history.without_undone();
        without.run(&left).await;
        undone += (all.len() - left.len()) / 2;
        assert_eq!(whole.state().await, without.state().await, "{number}: {:?}", history.steps);
    }
    assert!(undone > 10, "only {undone} unites were undone");
}
