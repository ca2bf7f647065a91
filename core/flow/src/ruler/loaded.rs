//! The rules that run, compiled, with what they know of the desk: read again when something of it changes.

use std::collections::HashMap;
use std::sync::Arc;
use switchboard_desk::rule::surroundings::{Surroundings, online, surroundings};
use switchboard_desk::rule::suspend::suspend;
use switchboard_desk::{Desk, DeskError, rule::follow};
use switchboard_model::event::{Event, EventKind, FeedTopic};
use switchboard_model::rule::RuleWait;
use switchboard_model::{OperatorId, RuleId, TeamId};
use switchboard_rules::{Calendar, DeskFacts, Library, Names};

/// The rules that run.
pub(super) struct Loaded {
    library: Library,
    rows: HashMap<String, (RuleId, i64)>,
    keys: HashMap<RuleId, String>,
    around: Surroundings,
    facts: DeskFacts,
    desk_facts: Option<Arc<DeskFacts>>,
}

impl Loaded {
    /// Reads and compiles them. One that cannot run any more is switched off.
    pub(super) async fn read(desk: &Desk) -> Result<Self, DeskError> {
        let live = follow::live(desk).await?;
        let around =
            if live.is_empty() { Surroundings::default() } else { surroundings(desk).await? };
        let names = Names::new(around.known.names.clone(), &around.known.lists);
        let scripts: Vec<(String, String)> =
            live.iter().map(|(rule, version)| (rule.key.clone(), version.source.clone())).collect();
        let library = Library::new(&scripts, &names);
        let rows: HashMap<String, (RuleId, i64)> = live
            .iter()
            .map(|(rule, version)| (rule.key.clone(), (rule.rule_id, version.number)))
            .collect();
        for (key, why) in library.broken() {
            if let Some((rule_id, _)) = rows.get(key) {
                let reason = format!("it cannot run any more: {why}");
                suspend(desk, *rule_id, reason).await?;
            }
        }
        let keys = rows.iter().map(|(key, (rule_id, _))| (*rule_id, key.clone())).collect();
        let facts = DeskFacts { names, calendars: calendars(&around), ..DeskFacts::default() };
        Ok(Self { library, rows, keys, around, facts, desk_facts: None })
    }

    /// May this event have changed the rules, or what they know of the desk.
    pub(super) fn is_outdated_by(&self, event: &Event) -> bool {
        let kind = event.event.kind;
        let of_desk = matches!(
            kind.noun().topic(),
            FeedTopic::Settings | FeedTopic::People | FeedTopic::Channels
        );
        of_desk && kind != EventKind::OperatorStatusSet
    }

    /// Somebody came or went.
    pub(super) fn forget_online(&mut self) {
        self.desk_facts = None;
    }

    /// Are there none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The compiled rules.
    pub(super) fn library(&mut self) -> &mut Library {
        &mut self.library
    }

    /// Does a rule listen to events of this name.
    pub(super) fn hooks(&self, event: &str) -> bool {
        self.library.hooks(event)
    }

    /// The states that rules wait for.
    pub(super) fn waits(&self) -> Vec<(String, RuleWait)> {
        self.library.waits()
    }

    /// Who works here, and when.
    pub(super) fn around(&self) -> &Surroundings {
        &self.around
    }

    /// The rule of a key, and the number of its version.
    pub(super) fn row_of(&self, key: &str) -> Option<(RuleId, i64)> {
        self.rows.get(key).copied()
    }

    /// The key of a rule that runs.
    pub(super) fn key_of(&self, id: RuleId) -> Option<String> {
        self.keys.get(&id).cloned()
    }

    /// The address of an operator.
    pub(super) fn email_of(&self, id: OperatorId) -> Option<String> {
        self.around.emails.get(&id).cloned()
    }

    /// The key of a team.
    pub(super) fn team_key_of(&self, id: TeamId) -> Option<String> {
        self.around.team_keys.get(&id).cloned()
    }

    /// What rules know of the desk, with who is online now.
    pub(super) async fn desk_facts(&mut self, desk: &Desk) -> Result<Arc<DeskFacts>, DeskError> {
        if let Some(known) = &self.desk_facts {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(DeskFacts { online: online(desk).await?, ..self.facts.clone() });
        self.desk_facts = Some(Arc::clone(&read));
        Ok(read)
    }
}

/// Calendars by the keys of teams and channels, and the default's.
fn calendars(around: &Surroundings) -> std::collections::BTreeMap<String, Calendar> {
    let calendar = |id| {
        let (zone, hours) = around.schedules.get(&id)?;
        Some(Calendar::of(zone, hours.clone()))
    };
    let own = around.schedule_ids.iter();
    let own = own.filter_map(|(key, id)| Some((key.clone(), calendar(*id)?)));
    let default = around.default_schedule_id.and_then(calendar);
    own.chain(default.map(|found| ("default".to_owned(), found))).collect()
}
