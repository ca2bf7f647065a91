//! A generated world: teams, channels, operators, and contacts whose chats belong to any of them,
//! each chat with a message and a note. Everything in it can be found by one word.

use crate::rows::{
    add_channel, add_contact, add_identity, add_message, add_note, add_operator, add_role,
    add_team, plain_chat,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use switchboard_model::channel::ChannelMembers;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::{
    AuthorKind, ChannelId, ChatId, ContactId, MessageId, NoteId, OperatorId, TeamId,
};
use switchboard_store::{
    Lane, Store, StoreError, Transaction, channel_member, chat, log, participant, team,
};

/// The word that finds everything.
pub const WORD: &str = "teapot";

const CHATS: usize = 40;
const CHANGES: usize = 60;

/// The ids of what there is.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub teams: Vec<TeamId>,
    pub channels: Vec<ChannelId>,
    pub operators: Vec<OperatorId>,
    pub contacts: Vec<ContactId>,
    pub chats: Vec<ChatId>,
}

/// A world of this seed.
pub async fn made(store: &Store, seed: u64) -> World {
    let made = store.write(Lane::Any, move |transaction| {
        let mut random = StdRng::seed_from_u64(seed);
        let mut world = World::default();
        for number in 0..3 {
            world.teams.push(add_team(transaction, number)?);
        }
        for number in 0..4 {
            world.channels.push(add_channel(transaction, number)?);
        }
        let role = add_role(transaction)?;
        for number in 0..5 {
            world.operators.push(add_operator(transaction, &role, number)?);
        }
        world.add_members(transaction, &mut random)?;
        for _ in 0..10 {
            let id = add_contact(transaction)?;
            world.contacts.push(id);
            add_note(transaction, None, id, world.operators[0], WORD)?;
        }
        for _ in 0..CHATS {
            // The last contacts have no chats: one has an address all the same, one has none.
            let contact = *world.contacts[..8].choose(&mut random).expect("contacts");
            world.add_chat(transaction, &mut random, contact)?;
        }
        for contact in &world.contacts[8..9] {
            let channel = *world.channels.choose(&mut random).expect("channels");
            add_identity(transaction, *contact, channel, &format!("silent {contact}"))?;
        }
        Ok::<_, StoreError>(world)
    });
    made.await.expect("a world is made")
}

/// Changes who works on the chats, with the events of the desk.
pub async fn change(store: &Store, world: &World, seed: u64) -> World {
    let world = world.clone();
    let changed = store.write(Lane::Any, move |transaction| {
        let (mut random, mut world) = (StdRng::seed_from_u64(seed), world.clone());
        for _ in 0..CHANGES {
            let id = *world.chats.choose(&mut random).expect("chats");
            let mut row = chat::get(transaction, id)?;
            let operator = *world.operators.choose(&mut random).expect("operators");
            let now = transaction.now();
            let chat = SubjectKind::Chat;
            match random.random_range(0..4) {
                0 => {
                    participant::join(transaction, id, operator, now)?;
                    tell(transaction, EventKind::ChatJoined, &row, (chat, id.0))?;
                }
                1 => {
                    participant::leave(transaction, id, operator, now)?;
                    tell(transaction, EventKind::ChatLeft, &row, (chat, id.0))?;
                }
                2 => {
                    row.operator_id = random.random_bool(0.5).then_some(operator);
                    row.team_id = world.some_team(&mut random);
                    chat::update(transaction, &row)?;
                    tell(transaction, EventKind::ChatAssigned, &row, (chat, id.0))?;
                }
                _ => {
                    let (opened, message, note) =
                        world.add_chat(transaction, &mut random, row.contact_id)?;
                    let opening = (chat, opened.chat_id.0);
                    tell(transaction, EventKind::ChatOpened, &opened, opening)?;
                    let message = (SubjectKind::Message, message.0);
                    tell(transaction, EventKind::MessageCreated, &opened, message)?;
                    let note = (SubjectKind::Note, note.0);
                    tell(transaction, EventKind::NoteCreated, &opened, note)?;
                }
            }
        }
        Ok::<_, StoreError>(world)
    });
    changed.await.expect("the world changes")
}

impl World {
    fn some_team(&self, random: &mut StdRng) -> Option<TeamId> {
        if random.random_bool(0.4) { self.teams.choose(random).copied() } else { None }
    }

    /// Some operators are in some teams, and some channels have members.
    fn add_members(
        &self,
        transaction: &mut Transaction<'_>,
        random: &mut StdRng,
    ) -> Result<(), StoreError> {
        for operator in &self.operators {
            let count = random.random_range(0..3);
            for team_id in self.teams.choose_multiple(random, count) {
                team::insert_member(transaction, *team_id, *operator)?;
            }
        }
        for channel_id in &self.channels {
            let (operators, teams) = (random.random_range(0..3), random.random_range(0..2));
            let members = ChannelMembers {
                operator_ids: self.operators.choose_multiple(random, operators).copied().collect(),
                team_ids: self.teams.choose_multiple(random, teams).copied().collect(),
            };
            channel_member::replace(transaction, *channel_id, &members)?;
        }
        Ok(())
    }

    fn add_chat(
        &mut self,
        transaction: &mut Transaction<'_>,
        random: &mut StdRng,
        contact_id: ContactId,
    ) -> Result<(Chat, MessageId, NoteId), StoreError> {
        let (now, number) = (transaction.now(), self.chats.len());
        let channel_id = *self.channels.choose(random).expect("channels");
        let platform_chat = format!("chat {number}");
        let identity = add_identity(transaction, contact_id, channel_id, &platform_chat)?;
        let assigned = self.operators.choose(random).filter(|_| random.random_bool(0.4));
        let number = i64::try_from(number).expect("small") + 1;
        let row = Chat {
            operator_id: assigned.copied(),
            team_id: self.some_team(random),
            subject: Some(WORD.to_owned()),
            ..plain_chat(transaction, &identity, number)
        };
        let chat_id = row.chat_id;
        assert!(chat::insert_or_ignore(transaction, &row)?, "chats do not share a platform chat");
        let message = add_message(transaction, &row, WORD)?;
        let note = add_note(transaction, Some(chat_id), contact_id, self.operators[0], WORD)?;
        for operator in &self.operators {
            if random.random_bool(0.25) {
                participant::join(transaction, chat_id, *operator, now)?;
                if random.random_bool(0.5) {
                    participant::leave(transaction, chat_id, *operator, now)?;
                }
            }
        }
        self.chats.push(chat_id);
        Ok((row, message, note))
    }
}

fn tell(
    transaction: &mut Transaction<'_>,
    kind: EventKind,
    chat: &Chat,
    subject: (SubjectKind, i64),
) -> Result<(), StoreError> {
    let event = NewEvent {
        kind,
        author_kind: AuthorKind::System,
        author_id: None,
        subject_kind: subject.0,
        subject_id: subject.1,
        chat_id: Some(chat.chat_id),
        contact_id: Some(chat.contact_id),
        channel_id: Some(chat.channel_id),
        detail: EventDetail::default(),
    };
    log::append(transaction, &event)?;
    Ok(())
}
