//! The comment lines on top of a rule: its title, what starts it, its place in the order.

use crate::hours;
use crate::limits::{ORDER_DEFAULT, ORDER_MAX, WAIT_MAX_MS, WAIT_MIN_MS, WAIT_STEPS_MAX};
use crate::names::{Name, Names};
use crate::surface::{EVENTS, EventKind, Starts, WEEKDAY_WORDS};
use crate::words::{Problem, did_you_mean};

/// What the top of a rule says.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The first line.
    pub title: String,
    /// What starts it.
    pub on: Vec<Start>,
    /// The line and column where that is said.
    pub on_place: (usize, usize),
    /// Its place among the rules.
    pub order: i64,
    /// The channels that it looks at; all, where there are none.
    pub channels: Vec<ChannelFilter>,
    /// The view whose chats a schedule looks at.
    pub view: Option<String>,
}

/// What starts a rule.
#[derive(Clone, Debug)]
pub struct Start {
    /// The event.
    pub event: &'static EventKind,
    /// The times that it waits.
    pub waits: Vec<Wait>,
    /// The timer whose end it is.
    pub timer: Option<String>,
}

/// A time that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long, in milliseconds.
    pub milliseconds: i64,
    /// Is it counted in business hours.
    pub is_business: bool,
}

/// Which channels a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChannelFilter {
    /// One, by its key.
    Key(String),
    /// All of a kind.
    Kind(String),
}

impl Header {
    /// Does it look at this channel.
    pub fn takes_channel(&self, key: &str, kind: &str) -> bool {
        let is_taken = |filter: &ChannelFilter| match filter {
            ChannelFilter::Key(one) => one == key,
            ChannelFilter::Kind(one) => one == kind,
        };
        self.channels.is_empty() || self.channels.iter().any(is_taken)
    }

    /// What starts it by an event of this name.
    pub fn start(&self, event: &str) -> Option<&Start> {
        self.on.iter().find(|start| start.event.name == event)
    }
}

const LINES: [&str; 4] = ["@on", "@order", "@channels", "@chats"];

/// Reads the top of a script.
pub fn parse(source: &str, names: &Names) -> (Header, Vec<Problem>) {
    let mut header = Header { order: ORDER_DEFAULT, ..Header::default() };
    let mut reader = Reader { names, problems: Vec::new() };
    let mut seen = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let Some(comment) = line.trim_start().strip_prefix("//") else { break };
        let text = comment.trim();
        if index == 0 {
            header.title = text.to_owned();
        }
        if !text.starts_with('@') {
            continue;
        }
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let line = Line { number: index + 1, text: line };
        if seen.contains(&word) && LINES.contains(&word) {
            reader.error(&line, word, format!("{word} stands here twice: write one line"));
            continue;
        }
        seen.push(word);
        let items: Vec<&str> = rest.split(',').map(str::trim).filter(|i| !i.is_empty()).collect();
        match word {
            "@on" => {
                header.on = reader.starts(&line, &items);
                header.on_place = Reader::place(&line, word);
            }
            "@order" => header.order = reader.order(&line, rest.trim()),
            "@channels" => header.channels = reader.channels(&line, &items),
            "@chats" => header.view = reader.view(&line, rest.trim()),
            _ => {
                let near = did_you_mean(word, LINES);
                let known = LINES.join(" ");
                reader.error(
                    &line,
                    word,
                    format!("there is no header {word}.{near} Known: {known}."),
                );
            }
        }
    }
    if header.title.is_empty() || header.title.starts_with('@') {
        let message = "the first line is the title: write it as // What the rule does.";
        reader.problems.push(Problem::error((1, 1), message));
    }
    if !seen.contains(&"@on") {
        let message =
            "the header has no @on: write what starts the rule, such as // @on message.received";
        reader.problems.push(Problem::error((1, 1), message));
    }
    let has_schedule = header.on.iter().any(|start| start.event.starts == Starts::Schedule);
    if has_schedule && header.view.is_none() {
        let message = "a rule on a schedule needs @chats: the view whose chats it looks at";
        reader.problems.push(Problem::error((1, 1), message));
    }
    (header, reader.problems)
}

struct Line<'a> {
    number: usize,
    text: &'a str,
}

struct Reader<'a> {
    names: &'a Names,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn place(line: &Line<'_>, word: &str) -> (usize, usize) {
        let byte = line.text.find(word).unwrap_or_default();
        (line.number, line.text[..byte].chars().count() + 1)
    }

    fn error(&mut self, line: &Line<'_>, word: &str, message: impl Into<String>) {
        self.problems.push(Problem::error(Self::place(line, word), message));
    }

    fn starts(&mut self, line: &Line<'_>, items: &[&str]) -> Vec<Start> {
        let mut starts: Vec<Start> = Vec::new();
        let mut items = items.iter().peekable();
        while let Some(item) = items.next() {
            if item.starts_with(|first: char| first.is_ascii_digit()) {
                let wait = self.wait(line, item);
                match starts.last_mut() {
                    Some(start) if start.event.starts == Starts::Wait => start.waits.extend(wait),
                    _ => self.error(line, item, "a time stands behind an event that waits"),
                }
                continue;
            }
            let (name, rest) = item.split_once(char::is_whitespace).unwrap_or((item, ""));
            let Some(event) = EVENTS.iter().find(|event| event.name == name) else {
                let near = did_you_mean(name, EVENTS.iter().map(|event| event.name));
                self.error(line, item, format!("there is no event \"{name}\".{near}"));
                continue;
            };
            if !event.is_available {
                let message = format!(
                    "{name} is not available on this server yet: nothing starts the rule by it"
                );
                self.problems.push(Problem::warning(Self::place(line, item), message));
            }
            if starts.iter().any(|start| start.event.name == name) {
                self.error(line, item, format!("{name} stands here twice"));
                continue;
            }
            let mut start = Start { event, waits: Vec::new(), timer: None };
            match event.starts {
                Starts::Wait if rest.is_empty() => {
                    self.error(line, item, format!("how long? Write it as {name} 30m"));
                }
                Starts::Wait => start.waits.extend(self.wait(line, rest.trim())),
                Starts::Timer if rest.is_empty() => {
                    self.error(line, item, format!("which timer? Write it as {name} come-back"));
                }
                Starts::Timer => start.timer = Some(rest.trim().to_owned()),
                Starts::Schedule => {
                    let mut schedule = rest.to_owned();
                    while !schedule.contains(" at ") && items.peek().is_some() {
                        schedule.push(',');
                        schedule.push_str(items.next().copied().unwrap_or_default());
                    }
                    self.schedule(line, item, &schedule);
                }
                Starts::Happening | Starts::Message if !rest.is_empty() => {
                    self.error(line, rest, format!("{name} takes nothing behind it"));
                }
                Starts::Happening | Starts::Message => {}
            }
            starts.push(start);
        }
        if starts.is_empty() && self.problems.is_empty() {
            self.error(line, "@on", "what starts the rule? Write it as @on message.received");
        }
        if starts.iter().any(|start| start.waits.len() > WAIT_STEPS_MAX) {
            self.error(line, "@on", format!("a rule has at most {WAIT_STEPS_MAX} times"));
        }
        starts
    }

    fn wait(&mut self, line: &Line<'_>, text: &str) -> Option<Wait> {
        let (length, business) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let Some(milliseconds) = length_ms(length) else {
            self.error(
                line,
                text,
                format!("\"{length}\" is no time: write it as 90s, 10m, 8h or 2d"),
            );
            return None;
        };
        if !(WAIT_MIN_MS..=WAIT_MAX_MS).contains(&milliseconds) {
            self.error(line, text, format!("{length} lies outside of 90s to 366d"));
            return None;
        }
        let business = business.trim();
        if !business.is_empty() && business != "business" {
            let message =
                format!("\"{business}\" is not known behind a time: write `business`, or nothing");
            self.error(line, business, message);
            return None;
        }
        Some(Wait { milliseconds, is_business: business == "business" })
    }

    fn schedule(&mut self, line: &Line<'_>, item: &str, text: &str) {
        let parts = text.split_once(" at ");
        let is_right = parts.is_some_and(|(days, time)| {
            let is_day = |day: &str| WEEKDAY_WORDS.contains(&day.trim());
            days.split(',').all(is_day) && hours::time(time.trim()).is_some()
        });
        if !is_right {
            self.error(line, item, "write a schedule as every MON,FRI at 09:00");
        }
    }

    fn order(&mut self, line: &Line<'_>, text: &str) -> i64 {
        match text.parse() {
            Ok(order) if (0..=ORDER_MAX).contains(&order) => order,
            _ => {
                self.error(line, "@order", format!("@order is a number from 0 to {ORDER_MAX}"));
                ORDER_DEFAULT
            }
        }
    }

    fn channels(&mut self, line: &Line<'_>, items: &[&str]) -> Vec<ChannelFilter> {
        if items.is_empty() {
            self.error(line, "@channels", "which channels? Write their keys, or kind:telegram");
        }
        let mut filters = Vec::new();
        for item in items {
            let (name, word, filter) = match item.strip_prefix("kind:") {
                Some(kind) => (Name::ChannelKind, kind, ChannelFilter::Kind(kind.to_owned())),
                None => (Name::Channel, *item, ChannelFilter::Key((*item).to_owned())),
            };
            match self.names.find(name, word) {
                Ok(()) => filters.push(filter),
                Err(message) => self.error(line, item, message),
            }
        }
        filters
    }

    fn view(&mut self, line: &Line<'_>, text: &str) -> Option<String> {
        if let Err(message) = self.names.find(Name::View, text) {
            self.error(line, "@chats", message);
        }
        Some(text.to_owned())
    }
}

/// A length such as `90s`, `10m`, `8h` or `2d`, in milliseconds.
pub fn length_ms(text: &str) -> Option<i64> {
    let unit = match text.chars().next_back()? {
        's' => 1_000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return None,
    };
    let digits = &text[..text.len() - 1];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse::<i64>().ok()?.checked_mul(unit) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_follow_their_event() {
        let source = "// Title\n// @on chat.opened, waiting_on_operator 10m business, 30m\n// @order 7\nlet x = 1;";
        let (header, problems) = parse(source, &Names::default());
        assert_eq!(problems, []);
        assert_eq!((header.title.as_str(), header.order, header.on.len()), ("Title", 7, 2));
        let waits = &header.start("waiting_on_operator").unwrap().waits;
        assert_eq!(waits[0], Wait { milliseconds: 600_000, is_business: true });
        assert_eq!(waits[1], Wait { milliseconds: 1_800_000, is_business: false });
    }

    #[test]
    fn a_length_has_one_unit() {
        assert_eq!(length_ms("90s"), Some(90_000));
        for text in ["", "m", "10", "1.5h", "-1d", "99999999999999999999d"] {
            assert_eq!(length_ms(text), None, "{text}");
        }
    }
}
