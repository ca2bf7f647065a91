//! Writes what happens at the demo: so many chats, when they begin, and who says what in them.

mod draft;

pub(crate) use draft::{Draft, slots};

use crate::chance::Chance;
use crate::data::{Data, Language, Said, first_of};
use crate::script::{Customer, Script, Slots, Step};
use crate::{Scale, limits, special};
use switchboard_model::Timestamp;
use switchboard_model::channel::WEB_PLUGIN;

/// All chats of a demo that ends now, in the order in which they begin.
pub(crate) fn scripts(data: &Data, scale: Scale, now: Timestamp) -> Vec<Script> {
    let mut plot = Plot::new(data, scale.seed, now);
    let mut scripts = special::scripts(&mut plot, scale.long_chat_messages);
    let count = scale.chats.saturating_sub(scripts.len());
    for start in plot.starts(count) {
        let script = plot.regular(start);
        scripts.push(script);
    }
    scripts.sort_by_key(|script| script.steps.first().map(|(at, _)| *at));
    scripts
}

/// What the writing needs.
pub(crate) struct Plot<'a> {
    pub(crate) data: &'a Data,
    pub(crate) chance: Chance,
    pub(crate) now: Timestamp,
    /// How many customers there are.
    customers: usize,
    known: Vec<Known>,
}

/// A customer whose chat is over.
struct Known {
    customer: Customer,
    channel: usize,
    language: usize,
    /// From when on what they write begins a new chat.
    free_from: Timestamp,
}

impl<'a> Plot<'a> {
    pub(crate) fn new(data: &'a Data, seed: u64, now: Timestamp) -> Self {
        Self { data, chance: Chance::of(seed), now, customers: 0, known: Vec::new() }
    }

    pub(crate) fn language(&self, place: usize) -> &'a Language {
        &self.data.languages[place]
    }

    pub(crate) fn is_web(&self, channel: usize) -> bool {
        self.data.company.channels[channel].plugin == WEB_PLUGIN
    }

    /// Passes a while.
    pub(crate) fn wait(&mut self, draft: &mut Draft, range: &std::ops::RangeInclusive<i64>) {
        draft.at = draft.at.plus_ms(self.chance.between(range));
    }

    /// When the chats begin: by day rather than by night, some of them just now.
    fn starts(&mut self, count: usize) -> Vec<Timestamp> {
        let begin = crate::begin(self.now).0;
        let midnight = begin - begin.rem_euclid(limits::DAY_MS) + limits::DAY_MS;
        let recent = (count / limits::RECENT_PART).max(limits::RECENT_CHATS).min(count);
        let mut starts: Vec<Timestamp> = (0..count)
            .map(|place| {
                if place < recent {
                    return self.now.plus_ms(-self.chance.between(&limits::RECENT_MS));
                }
                let day = self.chance.between(&(0..=limits::DAYS - 2));
                let hours = self.chance.between(&limits::BUSY_HOURS)
                    + self.chance.between(&limits::BUSY_HOURS);
                let within = self.chance.between(&(0..=limits::HOUR_MS - 1));
                Timestamp(midnight + day * limits::DAY_MS + hours / 2 * limits::HOUR_MS + within)
            })
            .collect();
        starts.sort_unstable();
        starts
    }

    /// The channel of a chat: one that has ended has said nothing for a while.
    fn channel_at(&mut self, start: Timestamp) -> usize {
        let channels = &self.data.company.channels;
        let place = self.chance.weighted(channels, |channel| channel.weight);
        let is_over = channels[place].end.is_some() && self.now.since_ms(start) < limits::SILENT_MS;
        if is_over { 0 } else { place }
    }

    fn customer_on(&mut self, channel: usize, start: Timestamp) -> (Customer, usize) {
        let known_ones = self.data.company.chats_in_a_hundred_of_a_known_customer;
        if self.chance.in_a_hundred(known_ones) {
            let fits = |known: &Known| known.channel == channel && known.free_from < start;
            let fitting: Vec<usize> =
                (0..self.known.len()).filter(|place| fits(&self.known[*place])).collect();
            if !fitting.is_empty() {
                let place = *self.chance.pick(&fitting);
                let known = self.known.swap_remove(place);
                return (known.customer, known.language);
            }
        }
        let language = self.chance.weighted(&self.data.languages, |language| language.weight);
        (self.new_customer(channel, language), language)
    }

    /// Somebody whom nobody knows yet.
    pub(crate) fn new_customer(&mut self, channel: usize, language: usize) -> Customer {
        self.customers += 1;
        let number = self.customers;
        let said = self.language(language);
        let place = self.chance.below(said.first_names.len());
        let (first, latin) = (&said.first_names[place], &said.latin[place]);
        let last = self.chance.pick(&said.last_names);
        let is_web = self.is_web(channel);
        let email = self.chance.in_a_hundred(limits::WITH_EMAIL);
        let domain = &self.data.company.customer_domain;
        let has_phone = !is_web && language == 0 && number < limits::PHONES;
        Customer {
            id: crate::inbound::address(is_web, &number.to_string()),
            name: Slots::default()
                .with("first", first.as_str())
                .with("last", last.as_str())
                .fill(&said.name),
            first_name: first.clone(),
            email: (is_web && email).then(|| format!("{latin}.{number}@{domain}")),
            phone: has_phone.then(|| format!("+447700900{number:03}")),
        }
    }

    /// A chat with nothing said in it yet.
    pub(crate) fn draft(
        &mut self,
        start: Timestamp,
        channel: usize,
        (customer, language): (Customer, usize),
    ) -> Draft {
        let company = &self.data.company;
        let team_name = &company.channels[channel].team;
        let team = company.teams.iter().position(|name| name == team_name).unwrap_or_default();
        let fitting: Vec<usize> = (0..company.topics.len())
            .filter(|topic| company.topics[*topic].teams.contains(team_name))
            .collect();
        let topic = if fitting.is_empty() { 0 } else { *self.chance.pick(&fitting) };
        let said = self.language(language);
        let slots = slots(&mut self.chance, said, &customer.first_name);
        let script = Script { customer, channel, language, steps: Vec::new() };
        let mut draft = Draft { script, at: start, slots, team, by: 0, topic };
        self.give_to(&mut draft, team, None);
        draft
    }

    /// Somebody of a team has the chat from now on.
    pub(crate) fn give_to(&mut self, draft: &mut Draft, team: usize, but: Option<usize>) {
        let company = &self.data.company;
        let members: Vec<usize> = (0..company.operators.len())
            .filter(|place| company.operators[*place].teams.contains(&company.teams[team]))
            .filter(|place| Some(*place) != but)
            .collect();
        if !members.is_empty() {
            draft.by = *self.chance.pick(&members);
        }
        draft.team = team;
        let first = first_of(&company.operators[draft.by].name);
        draft.slots = std::mem::take(&mut draft.slots).with("operator", first);
    }

    /// What is said about the chat's topic.
    pub(crate) fn said(&self, draft: &Draft) -> &'a Said {
        &self.language(draft.script.language).topics[draft.topic]
    }

    /// How the customer says what it is about.
    pub(crate) fn opening(&mut self, draft: &Draft) -> String {
        let language = self.language(draft.script.language);
        let greeting = self.chance.pick(&language.greetings);
        let said = self.said(draft);
        let opening = self.chance.pick(&said.openings);
        draft.slots.fill(&format!("{greeting} {opening}"))
    }

    /// The customer says it.
    pub(crate) fn open(&mut self, draft: &mut Draft) {
        let text = self.opening(draft);
        draft.step(Step::Customer(vec![text]));
    }

    /// A chat as most are.
    fn regular(&mut self, start: Timestamp) -> Script {
        let channel = self.channel_at(start);
        let who = self.customer_on(channel, start);
        let mut draft = self.draft(start, channel, who);
        self.open(&mut draft);
        let language = self.language(draft.script.language);
        if self.chance.in_a_hundred(limits::WITH_URGE) {
            self.wait(&mut draft, &limits::URGE_MS);
            draft.customer(self.chance.text(&language.urges));
        }
        self.wait(&mut draft, &limits::FIRST_REPLY_MS);
        self.greet(&mut draft);
        self.pass_on(&mut draft);
        self.solve(&mut draft);
        self.end(draft)
    }

    /// The first answer, perhaps with a question that the customer answers.
    fn greet(&mut self, draft: &mut Draft) {
        let company = &self.data.company;
        let language = self.language(draft.script.language);
        let hello = self.chance.pick(&language.hellos);
        let asks = self.chance.in_a_hundred(limits::WITH_QUESTION);
        let said = self.said(draft);
        let more: &[String] = if asks { &said.questions } else { &language.acks };
        let more = self.chance.pick(more);
        draft.reply(&format!("{hello} {more}"), None);
        self.wait(draft, &limits::STEP_MS);
        let wanted = &company.topics[draft.topic].label;
        let label = company.labels.iter().position(|label| label.name == *wanted);
        draft.step(Step::Label { by: draft.by, label: label.unwrap_or_default() });
        if asks {
            self.wait(draft, &limits::ANSWER_MS);
            self.answer(draft, &said.answers);
        }
        if self.chance.in_a_hundred(company.chats_in_a_hundred_with_a_note) {
            self.wait(draft, &limits::STEP_MS);
            let text = self.chance.pick(&company.staff.notes).clone();
            draft.step(Step::Note { by: draft.by, text });
        }
        self.wait(draft, &limits::WORK_MS);
    }

    /// The customer, who has read what was said, says something.
    fn answer(&mut self, draft: &mut Draft, texts: &[String]) {
        if self.is_web(draft.script.channel) {
            draft.step(Step::Seen);
        }
        draft.customer(self.chance.text(texts));
    }

    /// Some chats are handed over, some go to the team above.
    fn pass_on(&mut self, draft: &mut Draft) {
        let company = &self.data.company;
        let is_dispute = draft.topic + 1 == company.topics.len();
        let above = company.above(draft.team);
        if let Some(team) = above.filter(|_| is_dispute)
            && self.chance.in_a_hundred(limits::ESCALATED)
        {
            self.escalate(draft, team);
        } else if self.chance.in_a_hundred(company.chats_in_a_hundred_that_are_handed_over) {
            let others: Vec<usize> =
                (0..company.teams.len()).filter(|team| *team != draft.team).collect();
            let team = *self.chance.pick(&others);
            let comment = self.chance.pick(&company.staff.handovers).clone();
            let by = draft.by;
            draft.step(Step::Forward { by, team, comment });
            self.wait(draft, &limits::TAKE_MS);
            self.give_to(draft, team, Some(by));
            draft.step(Step::Take { by: draft.by });
            self.wait(draft, &limits::ANSWER_MS);
        }
    }

    pub(crate) fn escalate(&mut self, draft: &mut Draft, team: usize) {
        let comment = self.chance.pick(&self.data.company.staff.escalations).clone();
        let by = draft.by;
        draft.step(Step::Escalate { by, team, comment });
        self.wait(draft, &limits::ANSWER_MS);
        self.give_to(draft, team, Some(by));
    }

    /// What the customer waited for, and their thanks.
    fn solve(&mut self, draft: &mut Draft) {
        let company = &self.data.company;
        let language = self.language(draft.script.language);
        let shortcut = &company.topics[draft.topic].template;
        let template = company.templates.iter().position(|one| one.shortcut == *shortcut);
        let is_seen = |place: &usize| {
            let team = company.templates[*place].team.as_ref();
            team.is_none_or(|team| company.operators[draft.by].teams.contains(team))
        };
        let template = template.filter(is_seen);
        let said = self.said(draft);
        draft.reply(self.chance.text(&said.resolutions), template);
        if self.chance.in_a_hundred(limits::WITH_THANKS) {
            self.wait(draft, &limits::ANSWER_MS);
            self.answer(draft, &language.thanks);
            if self.chance.in_a_hundred(limits::WITH_FAREWELL) {
                self.wait(draft, &limits::STEP_MS);
                draft.reply(self.chance.text(&language.farewells), None);
            }
        }
    }

    /// Closes the chat, unless it is of these days and still goes on. What has not happened by now is left out.
    fn end(&mut self, mut draft: Draft) -> Script {
        let begun = draft.script.steps.first().map_or(self.now, |(at, _)| *at);
        let may_be_open = self.now.since_ms(begun) < limits::OPEN_MS;
        if may_be_open && self.chance.in_a_hundred(limits::STILL_OPEN) {
            let kept = 1 + self.chance.below(draft.script.steps.len());
            draft.script.steps.truncate(kept);
        } else {
            self.wait(&mut draft, &limits::CLOSE_MS);
            let is_solved = self.chance.in_a_hundred(limits::SOLVED);
            // The first one is the server's own.
            let others = self.data.company.close_reasons.len();
            let reason = if is_solved { 0 } else { 1 + self.chance.below(others) };
            draft.step(Step::Close { by: draft.by, reason });
        }
        let mut script = draft.script;
        script.steps.retain(|(at, _)| *at <= self.now);
        if let Some((at, Step::Close { .. })) = script.steps.last() {
            self.known.push(Known {
                customer: script.customer.clone(),
                channel: script.channel,
                language: script.language,
                free_from: at.plus_ms(limits::REOPEN_MS + limits::HOUR_MS),
            });
        }
        script
    }
}

#[cfg(test)]
mod tests;
