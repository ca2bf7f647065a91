//! What each demo has once: a chat without end, somebody who is there twice, replies that did not arrive, a chat that
//! is put aside, one that is urgent, one that was escalated.

use crate::data::first_of;
use crate::limits::{self, HOUR_MS, MINUTE_MS};
use crate::plot::{Draft, Plot};
use crate::script::{Customer, Fate, Script, Slots, Step};
use switchboard_model::channel::ChannelState;
use switchboard_model::chat::ChatPriority;

/// All of them.
pub(crate) fn scripts(plot: &mut Plot<'_>, long_chat_messages: usize) -> Vec<Script> {
    let mut scripts = vec![long(plot, long_chat_messages)];
    scripts.extend(twice(plot));
    for (hours, fate) in
        [(7, Fate::Refused), (6, Fate::Blocked), (5, Fate::Unknown), (4, Fate::Unknown)]
    {
        scripts.push(lost(plot, hours, fate));
    }
    scripts.push(held_back(plot));
    scripts.push(put_aside(plot));
    scripts.push(urgent(plot));
    scripts.push(escalated(plot));
    scripts
}

/// The first channel that is like this: of the web or not, and how it ends.
fn channel(plot: &Plot<'_>, is_web: bool, end: Option<ChannelState>) -> usize {
    let channels = &plot.data.company.channels;
    let fits = |place: &usize| plot.is_web(*place) == is_web && channels[*place].end == end;
    (0..channels.len()).find(fits).unwrap_or_default()
}

/// A chat that begins so long ago.
fn begun(plot: &mut Plot<'_>, ago_ms: i64, channel: usize) -> Draft {
    let customer = plot.new_customer(channel, 0);
    let mut draft = plot.draft(plot.now.plus_ms(-ago_ms), channel, (customer, 0));
    plot.open(&mut draft);
    plot.wait(&mut draft, &limits::STEP_MS);
    draft
}

/// The operator says that they are at it.
fn answer(plot: &mut Plot<'_>, draft: &mut Draft) {
    let language = plot.language(draft.script.language);
    draft.reply(plot.chance.text(&language.acks), None);
}

/// A shop whose own system writes, batch after batch, and somebody who looks at it.
fn long(plot: &mut Plot<'_>, messages: usize) -> Script {
    let company = &plot.data.company;
    let place = (0..company.channels.len()).rfind(|place| plot.is_web(*place)).unwrap_or_default();
    let id = crate::inbound::address(true, "long");
    let name = company.special.long_customer.clone();
    let customer = Customer { id, first_name: name.clone(), name, email: None, phone: None };
    let mut draft = plot.draft(plot.now, place, (customer, 0));
    let batches = messages.div_ceil(limits::LONG_CHAT_LINES + 1);
    let batches = i64::try_from(batches).unwrap_or(i64::MAX).max(1);
    let every_ms = (limits::DAYS - 1) * limits::DAY_MS / batches;
    draft.at = crate::begin(plot.now).plus_ms(HOUR_MS);
    let mut left = messages;
    while left > 0 {
        let lines = left.min(limits::LONG_CHAT_LINES);
        left -= lines;
        let lines = (0..lines).map(|_| line(plot)).collect();
        draft.step(Step::Customer(lines));
        if left > 0 {
            left -= 1;
            let at = draft.at;
            plot.wait(&mut draft, &limits::STEP_MS);
            draft.reply(plot.chance.text(&company.special.long_replies), None);
            draft.at = at;
        }
        draft.at = draft.at.plus_ms(every_ms);
    }
    draft.script
}

fn line(plot: &mut Plot<'_>) -> String {
    let (company, language) = (&plot.data.company, plot.language(0));
    let amount = plot.chance.pick(&language.amounts);
    let number = plot.chance.between(&limits::REFERENCES);
    let text = plot.chance.pick(&company.special.long_lines);
    let slots = Slots::default().with("amount", amount.as_str());
    slots.with("ref", format!("B-{number}")).fill(text)
}

/// One person who writes on the web and by a bot, with the same phone number.
fn twice(plot: &mut Plot<'_>) -> [Script; 2] {
    let special = &plot.data.company.special;
    let mut chat = |is_web: bool, hours: i64, name: &str, text: &str| {
        let place = channel(plot, is_web, None);
        let customer = Customer {
            id: crate::inbound::address(is_web, "900123"),
            name: name.to_owned(),
            first_name: first_of(name).to_owned(),
            email: is_web.then(|| special.twice_email.clone()),
            phone: Some(special.twice_phone.clone()),
        };
        let mut draft = plot.draft(plot.now.plus_ms(-hours * HOUR_MS), place, (customer, 0));
        draft.customer(text);
        draft.script
    };
    [
        chat(true, 3, &special.twice_first, &special.twice_opening),
        chat(false, 2, &special.twice_second, &special.twice_again),
    ]
}

/// A reply that does not arrive, or nobody knows whether it did.
fn lost(plot: &mut Plot<'_>, hours: i64, fate: Fate) -> Script {
    let place = channel(plot, false, None);
    let mut draft = begun(plot, hours * HOUR_MS, place);
    let said = plot.said(&draft);
    let text = plot.chance.pick(&said.resolutions);
    let (by, text) = (draft.by, draft.slots.fill(text));
    draft.step(Step::Reply { by, text, template: None, fate });
    draft.script
}

/// A reply on the channel that has broken since.
fn held_back(plot: &mut Plot<'_>) -> Script {
    let place = channel(plot, false, Some(ChannelState::Broken));
    let mut draft = begun(plot, limits::ENDED_MS + 10 * MINUTE_MS, place);
    draft.at = plot.now.plus_ms(20 * MINUTE_MS - limits::ENDED_MS);
    answer(plot, &mut draft);
    draft.script
}

fn put_aside(plot: &mut Plot<'_>) -> Script {
    let place = channel(plot, true, None);
    let mut draft = begun(plot, 3 * HOUR_MS, place);
    answer(plot, &mut draft);
    plot.wait(&mut draft, &limits::STEP_MS);
    draft.step(Step::Snooze { by: draft.by, for_ms: limits::SNOOZE_MS });
    draft.script
}

fn urgent(plot: &mut Plot<'_>) -> Script {
    let company = &plot.data.company;
    let place = channel(plot, true, None);
    let mut draft = begun(plot, HOUR_MS, place);
    let label = company.labels.iter().position(|label| label.name == "VIP").unwrap_or_default();
    draft.step(Step::Label { by: draft.by, label });
    draft.step(Step::Raise { by: draft.by, priority: ChatPriority::Urgent });
    let text = plot.chance.pick(&company.staff.notes).clone();
    draft.step(Step::Note { by: draft.by, text });
    draft.script
}

fn escalated(plot: &mut Plot<'_>) -> Script {
    let company = &plot.data.company;
    let place = channel(plot, true, None);
    let mut draft = begun(plot, 2 * HOUR_MS, place);
    answer(plot, &mut draft);
    plot.wait(&mut draft, &limits::STEP_MS);
    if let Some(team) = company.above(draft.team) {
        plot.escalate(&mut draft, team);
    }
    draft.script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use switchboard_model::Timestamp;

    #[test]
    fn the_long_chat_is_as_long_as_it_is_said_to_be_and_ends_before_now() {
        let data = Data::load().expect("whole files");
        let now = Timestamp(1_790_000_000_000);
        for messages in [50, 51, 1_000] {
            let mut plot = Plot::new(&data, 1, now);
            let script = long(&mut plot, messages);
            let count = |step: &Step| match step {
                Step::Customer(lines) => lines.len(),
                _ => 1,
            };
            let all: usize = script.steps.iter().map(|(_, step)| count(step)).sum();
            assert_eq!(all, messages);
            assert!(script.steps.iter().all(|(at, _)| *at < now));
            assert!(script.steps.is_sorted_by_key(|(at, _)| *at));
        }
    }
}
