//! Plays the scripts: one step after the other, in the order of their times, each by the command that a person or a
//! platform would have caused, under a clock that shows the time of the step.

use crate::data::Data;
use crate::error::During as _;
use crate::script::{Fate, Script, Step};
use crate::staff::Cast;
use crate::{DemoError, inbound, limits};
use switchboard_desk::channel::{mark_broken, pause};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::escalate::{EscalateInput, escalate};
use switchboard_desk::chat::forward::{ForwardInput, forward};
use switchboard_desk::chat::label::{LabelInput, label};
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::chat::take_forward::{TakeForwardInput, take_forward};
use switchboard_desk::chat::update::{UpdateInput, update};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::note::create::{CreateInput as NoteInput, NoteOn, create as write_note};
use switchboard_desk::outbound::{ClaimInput, OutboundJob, claim, start_attempt};
use switchboard_desk::{Context, Desk, DeskError, Result};
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::connector::{
    ConnectorError, ErrorClass, PlatformMessage, Sent, Text, TextFormat,
};
use switchboard_model::{ChatId, Clock as _, ManualClock, Timestamp};

/// The name under which the demo takes deliveries.
const WORKER: &str = "demo";

/// Where the scripts are played.
pub(crate) struct Stage<'a> {
    desk: &'a Desk,
    clock: &'a ManualClock,
    data: &'a Data,
    cast: &'a Cast,
}

/// What is next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    /// A step of a script.
    Step(usize, usize),
    /// The end of a channel.
    End(usize),
}

impl<'a> Stage<'a> {
    pub(crate) fn new(
        desk: &'a Desk,
        clock: &'a ManualClock,
        data: &'a Data,
        cast: &'a Cast,
    ) -> Self {
        Self { desk, clock, data, cast }
    }

    /// Plays all of them.
    pub(crate) async fn play(
        &self,
        scripts: &[Script],
        now: Timestamp,
        told: impl Fn(usize, usize) + Send,
    ) -> Result<(), DemoError> {
        let moments = self.moments(scripts, now);
        let mut chats: Vec<Option<ChatId>> = vec![None; scripts.len()];
        for (place, (at, moment)) in moments.iter().enumerate() {
            if place.is_multiple_of(limits::TOLD_EVERY) {
                told(place, moments.len());
            }
            self.clock.set(Timestamp(at.0.max(self.clock.now().0 + 1)));
            match *moment {
                Moment::End(channel) => {
                    let name = &self.data.company.channels[channel].name;
                    self.end(channel).await.during(name)?;
                }
                Moment::Step(script, step) => {
                    let (playing, chat) = (&scripts[script], &mut chats[script]);
                    let step = &playing.steps[step].1;
                    let what = format!("the chat of {}: {step:?}", playing.customer.name);
                    self.step(playing, chat, step).await.during(&what)?;
                }
            }
        }
        told(moments.len(), moments.len());
        Ok(())
    }

    fn moments(&self, scripts: &[Script], now: Timestamp) -> Vec<(Timestamp, Moment)> {
        let steps = scripts.iter().enumerate().flat_map(|(script, one)| {
            let times = one.steps.iter().enumerate();
            times.map(move |(step, (at, _))| (*at, Moment::Step(script, step)))
        });
        let channels = self.data.company.channels.iter().enumerate();
        let ends = channels.filter(|(_, channel)| channel.end.is_some());
        let ends = ends.map(|(place, _)| (now.plus_ms(-limits::ENDED_MS), Moment::End(place)));
        let mut all: Vec<_> = steps.chain(ends).collect();
        all.sort_unstable();
        all
    }

    /// A channel works no more.
    async fn end(&self, place: usize) -> Result<()> {
        let (text, id) = (&self.data.company.channels[place], self.cast.channels[place]);
        if text.end == Some(ChannelState::Broken) {
            let reason = text.reason.clone();
            return mark_broken(self.desk, &Context::system(), id, reason).await.map(|_| ());
        }
        pause::pause(self.desk, &self.cast.admin(), id).await.map(|_| ())
    }

    async fn step(&self, script: &Script, chat: &mut Option<ChatId>, step: &Step) -> Result<()> {
        let channel_id = self.cast.channels[script.channel];
        match step {
            Step::Customer(texts) => {
                let locale = &self.data.languages[script.language].locale;
                let sender = inbound::account(&script.customer, locale);
                *chat = Some(inbound::write(self.desk, channel_id, &sender, texts).await?);
                Ok(())
            }
            Step::Seen => inbound::see(self.desk, channel_id, &script.customer.id).await,
            step => {
                let chat_id = chat.ok_or(DeskError::NotFound)?;
                self.act(script, chat_id, step).await
            }
        }
    }

    /// An operator does something with a chat.
    async fn act(&self, script: &Script, chat_id: ChatId, step: &Step) -> Result<()> {
        let (desk, cast) = (self.desk, self.cast);
        match step {
            Step::Customer(_) | Step::Seen => Ok(()),
            Step::Reply { by, text, template, fate } => {
                let input = ReplyInput {
                    chat_id,
                    identity_id: None,
                    text: Some(Text { body: text.clone(), format: TextFormat::Plain }),
                    quoted_message_id: None,
                    attachment_ids: Vec::new(),
                    template_id: template.map(|place| cast.templates[place]),
                    if_last_message_id: None,
                    expected_version: None,
                };
                reply(desk, &cast.operators[*by], input).await?;
                // What the web chat is told has arrived.
                if self.data.company.channels[script.channel].plugin == WEB_PLUGIN {
                    return Ok(());
                }
                self.deliver(*fate).await
            }
            Step::Note { by, text } => {
                let input = NoteInput { on: NoteOn::Chat(chat_id), body: text.clone() };
                write_note(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Label { by, label: place } => {
                let input = LabelInput { chat_id, label_id: cast.labels[*place] };
                label(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Raise { by, priority } => {
                let input = UpdateInput {
                    chat_id,
                    subject: None,
                    language: None,
                    priority: Some(*priority),
                    attributes: None,
                    expected_version: None,
                };
                update(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Forward { by, team, comment } => {
                let input = ForwardInput {
                    chat_id,
                    operator_id: None,
                    team_id: Some(cast.teams[*team]),
                    comment: comment.clone(),
                    is_staying: false,
                    is_forced: false,
                    expected_version: None,
                };
                forward(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Take { by } => {
                let input = TakeForwardInput { chat_id };
                take_forward(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Escalate { by, team, comment } => {
                let input = EscalateInput {
                    chat_id,
                    team_id: Some(cast.teams[*team]),
                    level: None,
                    comment: comment.clone(),
                    expected_version: None,
                };
                escalate(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Snooze { by, for_ms } => {
                let until = Some(desk.now().plus_ms(*for_ms));
                let input = SnoozeInput { chat_id, until, is_kept: false, expected_version: None };
                snooze(desk, &cast.operators[*by], input).await.map(|_| ())
            }
            Step::Close { by, reason } => {
                let close_reason_id = cast.close_reasons[*reason];
                let input = CloseInput { chat_id, close_reason_id, expected_version: None };
                close(desk, &cast.operators[*by], input).await.map(|_| ())
            }
        }
    }

    /// The platform answers about all that is on its way; what waits on a channel that has ended goes on waiting.
    async fn deliver(&self, fate: Fate) -> Result<()> {
        let input = ClaimInput {
            worker_id: WORKER.to_owned(),
            lease_ms: limits::LEASE_MS,
            limit: limits::CLAIM,
        };
        for job in claim(self.desk, input).await? {
            let delivery_id = job.delivery.delivery_id;
            if start_attempt(self.desk, delivery_id, WORKER).await? {
                let outcome = self.outcome(&job, fate);
                let input = SettleInput { delivery_id, worker_id: WORKER.to_owned(), outcome };
                settle(self.desk, &Context::system(), input).await?;
            }
        }
        Ok(())
    }

    fn outcome(&self, job: &OutboundJob, fate: Fate) -> Outcome {
        let (class, code, message) = match fate {
            Fate::Arrives => {
                let (chat, id) = (job.outbound.chat.clone(), job.key.clone());
                let references = vec![PlatformMessage { chat, id, part: None }];
                return Outcome::Sent(Sent { references, at: self.clock.now(), echo: None });
            }
            Fate::Refused => (
                ErrorClass::Invalid,
                "message.refused",
                "the platform refused the message: it takes no link to this address",
            ),
            Fate::Blocked => (
                ErrorClass::Recipient,
                "recipient.blocked",
                "the customer has blocked the bot: write to another address of theirs",
            ),
            Fate::Unknown => (
                ErrorClass::MaybeSent,
                "send.timeout",
                "the platform did not answer in time: look there before sending again",
            ),
        };
        let error = ConnectorError::new(class, code, message);
        Outcome::Failed { error, retry_at: self.clock.now() }
    }
}
