//! The customers of a demo that runs: now and then one writes, and whoever is answered says something in return.

use crate::chance::Chance;
use crate::data::{Data, Language};
use crate::plot::{Plot, slots};
use crate::{DemoError, inbound, limits};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use switchboard_desk::{Desk, DeskError};
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformIdentity;
use switchboard_model::contact::Identity;
use switchboard_model::event::{Event, EventKind};
use switchboard_model::{AuthorKind, ChannelId, ChatId, Timestamp};
use switchboard_store::{StoreError, channel, chat, identity};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// Writes as the customers of the demo until `stop`; the batches of the log tell when they are answered.
///
/// # Errors
/// `Data` for damaged texts.
pub async fn customers(
    desk: Desk,
    seed: u64,
    mut batches: broadcast::Receiver<Arc<Vec<Event>>>,
    stop: CancellationToken,
) -> Result<(), DemoError> {
    let data = Data::load()?;
    let mut customers = Customers {
        next_at: desk.now().plus_ms(*limits::WRITE_EVERY_MS.start()),
        chance: Chance::of(seed),
        desk,
        data: &data,
        owed: VecDeque::new(),
        own: VecDeque::new(),
        opened: 0,
    };
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            batch = batches.recv() => match batch {
                Ok(batch) => batch.iter().for_each(|event| customers.hear(event)),
                // Somebody gets no answer, as it happens.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Ok(()),
            },
            () = tokio::time::sleep(customers.until_next()) => {
                if let Err(error) = customers.act().await {
                    warn!(%error, "a customer of the demo could not write");
                }
            }
        }
    }
}

struct Customers<'a> {
    desk: Desk,
    data: &'a Data,
    chance: Chance,
    /// When somebody writes without being asked.
    next_at: Timestamp,
    /// The chats in which a customer was answered, with when they say something in return.
    owed: VecDeque<(Timestamp, ChatId)>,
    /// The chats that were opened while the demo runs.
    own: VecDeque<ChatId>,
    opened: usize,
}

/// A chat with what is needed to write in it.
struct Known {
    chat: Chat,
    identity: Identity,
}

impl<'a> Customers<'a> {
    /// An operator has said something: the customer will answer.
    fn hear(&mut self, event: &Event) {
        let told = &event.event;
        let is_reply =
            told.kind == EventKind::MessageCreated && told.author_kind == AuthorKind::Operator;
        let Some(chat_id) = told.chat_id.filter(|_| is_reply) else { return };
        let is_owed = self.owed.iter().any(|(_, owed)| *owed == chat_id);
        if !is_owed && self.owed.len() < limits::OWED {
            let at = self.desk.now().plus_ms(self.chance.between(&limits::THINK_MS));
            self.owed.push_back((at, chat_id));
        }
    }

    fn until_next(&self) -> Duration {
        let first = self.owed.iter().map(|(at, _)| *at).min().unwrap_or(self.next_at);
        let wait_ms = first.min(self.next_at).since_ms(self.desk.now()).max(0);
        Duration::from_millis(wait_ms.unsigned_abs())
    }

    /// Does what is due.
    async fn act(&mut self) -> Result<(), DeskError> {
        let now = self.desk.now();
        if let Some(place) = self.owed.iter().position(|(at, _)| *at <= now)
            && let Some((_, chat_id)) = self.owed.remove(place)
        {
            return self.answer(chat_id).await;
        }
        if self.next_at > now {
            return Ok(());
        }
        self.next_at = now.plus_ms(self.chance.between(&limits::WRITE_EVERY_MS));
        let goes_on = self.chance.in_a_hundred(limits::GO_ON) || self.opened >= limits::LIVE_CHATS;
        if goes_on && !self.own.is_empty() {
            let place = self.chance.below(self.own.len());
            return self.press(self.own[place]).await;
        }
        if self.opened < limits::LIVE_CHATS { self.open().await } else { Ok(()) }
    }

    /// Says something in return.
    async fn answer(&mut self, chat_id: ChatId) -> Result<(), DeskError> {
        let Some(known) = self.known(chat_id).await? else { return Ok(()) };
        let language = self.language_of(&known.chat);
        let asks_more = self.chance.in_a_hundred(limits::ASK_MORE);
        let topic = self.chance.below(language.topics.len());
        let texts = if asks_more { &language.topics[topic].openings } else { &language.thanks };
        let text = self.text_of(language, texts, &known);
        self.say(&known, text).await
    }

    /// Presses for an answer where there was none.
    async fn press(&mut self, chat_id: ChatId) -> Result<(), DeskError> {
        let Some(known) = self.known(chat_id).await? else {
            self.own.retain(|own| *own != chat_id);
            return Ok(());
        };
        let language = self.language_of(&known.chat);
        let text = self.text_of(language, &language.urges, &known);
        self.say(&known, text).await
    }

    /// One of these texts: one that names nobody of the company, whoever answered.
    fn text_of(&mut self, language: &Language, texts: &[String], known: &Known) -> String {
        let fitting: Vec<&String> =
            texts.iter().filter(|text| !text.contains("{operator}")).collect();
        let name = known.identity.name.as_deref().unwrap_or_default();
        let slots = slots(&mut self.chance, language, name);
        if fitting.is_empty() {
            String::new()
        } else {
            slots.fill(self.chance.pick(&fitting).as_str())
        }
    }

    /// Somebody new writes.
    async fn open(&mut self) -> Result<(), DeskError> {
        let mut working = Vec::new();
        for (place, text) in self.data.company.channels.iter().enumerate() {
            let key = text.key.clone();
            let read =
                self.desk.store().read(move |connection| channel::find_by_key(connection, &key));
            let found = read.await?;
            let at_work = found.filter(|found| found.state == ChannelState::Active);
            working.extend(at_work.map(|found| (place, found.channel_id)));
        }
        if working.is_empty() {
            return Ok(());
        }
        let (place, channel_id) = *self.chance.pick(&working);
        let language = self.chance.weighted(&self.data.languages, |language| language.weight);
        let number: i64 = self.desk.store().id();
        let seed = self.chance.between(&(0..=i64::MAX)).unsigned_abs();
        let mut plot = Plot::new(self.data, seed, self.desk.now());
        let mut customer = plot.new_customer(place, language);
        let is_web = self.data.company.channels[place].plugin == WEB_PLUGIN;
        customer.id = inbound::address(is_web, &number.to_string());
        (customer.email, customer.phone) = (None, None);
        let draft = plot.draft(self.desk.now(), place, (customer, language));
        let locale = &self.data.languages[language].locale;
        let sender = inbound::account(&draft.script.customer, locale);
        let text = plot.opening(&draft);
        let chat_id = inbound::write(&self.desk, channel_id, &sender, &[text]).await?;
        self.opened += 1;
        if self.own.len() >= limits::LIVE_CHATS_KEPT {
            self.own.pop_front();
        }
        self.own.push_back(chat_id);
        Ok(())
    }

    /// An open chat of one of the demo's customers; none of somebody who tries the demo.
    async fn known(&self, chat_id: ChatId) -> Result<Option<Known>, DeskError> {
        let read = self.desk.store().read(move |connection| -> Result<_, StoreError> {
            let Some(chat) = chat::find(connection, chat_id)? else { return Ok(None) };
            let identity = identity::get(connection, chat.identity_id)?;
            Ok(Some(Known { chat, identity }))
        });
        let is_its = |known: &Known| {
            known.chat.status.is_open() && inbound::is_played(&known.identity.platform_id)
        };
        Ok(read.await?.filter(is_its))
    }

    /// Types for a while, then writes.
    async fn say(&self, known: &Known, text: String) -> Result<(), DeskError> {
        let (channel_id, id): (ChannelId, &str) =
            (known.chat.channel_id, &known.identity.platform_id);
        inbound::type_on(&self.desk, channel_id, id, true).await?;
        tokio::time::sleep(limits::TYPING).await;
        let sender = PlatformIdentity {
            id: id.to_owned(),
            aliases: Vec::new(),
            name: known.identity.name.clone(),
            locale: known.chat.language.clone(),
            avatar: None,
            extra: serde_json::json!({}),
        };
        inbound::write(&self.desk, channel_id, &sender, &[text]).await?;
        inbound::type_on(&self.desk, channel_id, id, false).await
    }

    fn language_of(&self, chat: &Chat) -> &'a Language {
        let (data, locale) = (self.data, chat.language.as_deref().unwrap_or_default());
        let spoken = data.languages.iter().find(|language| language.locale == locale);
        spoken.unwrap_or(&data.languages[0])
    }
}
