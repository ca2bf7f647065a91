//! What becomes known of chats and of the customers behind them: the company's objects, examples, roles and languages,
//! and that two contacts are one.

use super::World;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use switchboard_desk::chat::clear_example::{ClearExampleInput, clear_example};
use switchboard_desk::chat::clear_reference::{ClearReferenceInput, clear_reference};
use switchboard_desk::chat::set_example::{SetExampleInput, set_example};
use switchboard_desk::chat::set_reference::{SetReferenceInput, set_reference};
use switchboard_desk::chat::update as chats;
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::{Context, Desk, reference_kind};
use switchboard_model::{ChatId, ContactId, ReferenceKindId};
use switchboard_store::{chat, unite as unites};

/// Roles of contacts.
pub const ROLES: [&str; 3] = ["investor", "it's", "merchant"];
/// Locales as platforms and people write them.
pub const LOCALES: [&str; 7] = ["de", "de-AT", "DE_ch", "den", "en", "d", "12"];
/// Languages that are spoken in chats.
const LANGUAGES: [&str; 3] = ["de-CH", "en", "uk"];
/// Ids of the company's objects.
const OBJECTS: [&str; 3] = ["1", "2", "3"];

/// The kinds of the company's objects.
pub(super) async fn reference_kinds(desk: &Desk) -> Vec<ReferenceKindId> {
    let mut all = Vec::new();
    for key in ["payment", "parcel"] {
        let input = reference_kind::CreateInput {
            key: format!("board-{key}"),
            name: format!("A {key} of the board"),
            url_template: None,
        };
        let made = reference_kind::create(desk, &Context::system(), input).await.expect("a kind");
        all.push(made.value.reference_kind_id);
    }
    all
}

async fn contact_of(desk: &Desk, chat_id: ChatId) -> ContactId {
    let read = desk.store().read(move |connection| chat::get(connection, chat_id));
    read.await.expect("the chat is there").contact_id
}

impl World {
    /// Something becomes known of a chat, or is so no more.
    pub(super) async fn learns(&self, desk: &Desk, random: &mut StdRng, chat_id: ChatId) {
        // The admin sees what nobody else does.
        let who = &self.people[0];
        match random.random_range(0..9) {
            0 | 1 => {
                let input = SetReferenceInput {
                    chat_id,
                    reference_kind_id: *self.reference_kinds.choose(random).expect("kinds"),
                    external_id: (*OBJECTS.choose(random).expect("objects")).to_owned(),
                    title: None,
                };
                let _ = set_reference(desk, who, input).await;
            }
            2 => {
                let input = ClearReferenceInput {
                    chat_id,
                    reference_kind_id: *self.reference_kinds.choose(random).expect("kinds"),
                    external_id: (*OBJECTS.choose(random).expect("objects")).to_owned(),
                };
                let _ = clear_reference(desk, who, input).await;
            }
            3 => {
                let (title, solution) = ("An example".to_owned(), "It was so.".to_owned());
                let input = SetExampleInput { chat_id, title, solution };
                let _ = set_example(desk, who, input).await;
            }
            4 => drop(clear_example(desk, who, ClearExampleInput { chat_id }).await),
            5 | 6 => {
                let mut word = |words: &[&str]| {
                    let word = words.choose(random).filter(|_| random.random_bool(0.8));
                    Some(word.map(|word| (*word).to_owned()))
                };
                let input = UpdateInput {
                    contact_id: contact_of(desk, chat_id).await,
                    name: None,
                    email: None,
                    phone: None,
                    role: word(&ROLES),
                    locale: word(&LOCALES),
                    time_zone: None,
                    attributes: None,
                    expected_version: None,
                };
                let _ = update(desk, who, input).await;
            }
            7 => {
                let language = LANGUAGES.choose(random).filter(|_| random.random_bool(0.7));
                let input = chats::UpdateInput {
                    chat_id,
                    subject: None,
                    language: Some(language.map(|tag| (*tag).to_owned())),
                    priority: None,
                    attributes: None,
                    expected_version: None,
                };
                let _ = chats::update(desk, who, input).await;
            }
            _ => self.unites(desk, random, chat_id).await,
        }
    }

    /// Two contacts become one, or the contact of the chat is parted from the one that it was pulled into first.
    async fn unites(&self, desk: &Desk, random: &mut StdRng, chat_id: ChatId) {
        let contact_id = contact_of(desk, chat_id).await;
        let united = desk
            .store()
            .read(move |connection| unites::of_kept(connection, contact_id))
            .await
            .expect("the unites are read");
        if let Some(one) = united.first() {
            let _ = undo_unite(desk, &self.people[0], one.unite_id).await;
            return;
        }
        let other = *self.chats.choose(random).expect("chats");
        let pulled_id = contact_of(desk, other).await;
        let input = UniteInput { contact_id, pulled_id, expected_version: None };
        let _ = unite(desk, &self.people[0], input).await;
    }
}
