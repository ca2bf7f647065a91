//! What the demo is made of: the files in `data`, looked at before anything is made of them.

use crate::DemoError;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use switchboard_model::{channel::ChannelState, chat::LabelColor, presence::OperatorStatus};

const COMPANY: (&str, &str) = ("lumen.toml", include_str!("../data/lumen.toml"));
const LANGUAGES: [(&str, &str); 6] = [
    ("en.toml", include_str!("../data/en.toml")),
    ("uk.toml", include_str!("../data/uk.toml")),
    ("de.toml", include_str!("../data/de.toml")),
    ("es.toml", include_str!("../data/es.toml")),
    ("ar.toml", include_str!("../data/ar.toml")),
    ("ja.toml", include_str!("../data/ja.toml")),
];

/// All of it.
#[derive(Debug)]
pub(crate) struct Data {
    pub(crate) company: Company,
    pub(crate) languages: Vec<Language>,
}

/// The company, and what its people share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Company {
    pub(crate) desk_name: String,
    pub(crate) operator_domain: String,
    pub(crate) customer_domain: String,
    pub(crate) chats_in_a_hundred_with_a_note: u32,
    pub(crate) chats_in_a_hundred_that_are_handed_over: u32,
    pub(crate) chats_in_a_hundred_of_a_known_customer: u32,
    pub(crate) teams: Vec<String>,
    /// Of each team; empty: nowhere.
    pub(crate) escalates_to: Vec<String>,
    pub(crate) close_reasons: Vec<String>,
    pub(crate) operators: Vec<OperatorText>,
    pub(crate) channels: Vec<ChannelText>,
    pub(crate) labels: Vec<LabelText>,
    pub(crate) topics: Vec<TopicText>,
    pub(crate) staff: StaffText,
    pub(crate) special: SpecialText,
    pub(crate) templates: Vec<TemplateText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperatorText {
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) teams: Vec<String>,
    /// At the end.
    pub(crate) status: OperatorStatus,
    pub(crate) message: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelText {
    pub(crate) plugin: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) team: String,
    pub(crate) weight: u32,
    #[serde(default = "nothing")]
    pub(crate) settings: Value,
    #[serde(default)]
    pub(crate) secrets: BTreeMap<String, String>,
    /// How it is at the end, where it does not work any more.
    pub(crate) end: Option<ChannelState>,
    #[serde(default)]
    pub(crate) reason: String,
}

fn nothing() -> Value {
    Value::Object(serde_json::Map::new())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabelText {
    pub(crate) name: String,
    pub(crate) color: LabelColor,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicText {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) template: String,
    pub(crate) teams: Vec<String>,
}

/// What operators write for each other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffText {
    pub(crate) notes: Vec<String>,
    pub(crate) handovers: Vec<String>,
    pub(crate) escalations: Vec<String>,
}

/// What is there once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpecialText {
    pub(crate) long_customer: String,
    pub(crate) long_lines: Vec<String>,
    pub(crate) long_replies: Vec<String>,
    pub(crate) twice_first: String,
    pub(crate) twice_second: String,
    pub(crate) twice_phone: String,
    pub(crate) twice_email: String,
    pub(crate) twice_opening: String,
    pub(crate) twice_again: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateText {
    pub(crate) shortcut: String,
    pub(crate) title: String,
    pub(crate) folder: String,
    pub(crate) team: Option<String>,
    /// By their languages; English is always there.
    pub(crate) texts: BTreeMap<String, String>,
}

/// What is said in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Language {
    pub(crate) locale: String,
    pub(crate) weight: u32,
    /// How a name is put together.
    pub(crate) name: String,
    pub(crate) first_names: Vec<String>,
    /// The first names as they stand in addresses.
    pub(crate) latin: Vec<String>,
    pub(crate) last_names: Vec<String>,
    pub(crate) amounts: Vec<String>,
    pub(crate) shops: Vec<String>,
    pub(crate) days: Vec<String>,
    pub(crate) greetings: Vec<String>,
    pub(crate) hellos: Vec<String>,
    pub(crate) urges: Vec<String>,
    pub(crate) acks: Vec<String>,
    pub(crate) thanks: Vec<String>,
    pub(crate) farewells: Vec<String>,
    pub(crate) topics: Vec<Said>,
}

/// What is said about one topic; they stand in the order of the company's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    pub(crate) key: String,
    pub(crate) openings: Vec<String>,
    pub(crate) questions: Vec<String>,
    pub(crate) answers: Vec<String>,
    pub(crate) resolutions: Vec<String>,
}

impl Company {
    /// The address that an operator signs in with.
    pub(crate) fn email_of(&self, name: &str) -> String {
        let first = first_of(name).to_lowercase();
        format!("{first}@{}", self.operator_domain)
    }

    /// The team to which this one escalates, where there is one.
    pub(crate) fn above(&self, team: usize) -> Option<usize> {
        self.teams.iter().position(|name| *name == self.escalates_to[team])
    }
}

/// The first of somebody's names.
pub(crate) fn first_of(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

impl Data {
    /// Reads it.
    ///
    /// # Errors
    /// `Data` for what does not fit together.
    pub(crate) fn load() -> Result<Self, DemoError> {
        let company: Company = read(COMPANY)?;
        let languages = LANGUAGES.into_iter().map(read).collect::<Result<Vec<Language>, _>>()?;
        for (language, (file, _)) in languages.iter().zip(LANGUAGES) {
            let damaged = |reason: &str| DemoError::Data { file, reason: reason.to_owned() };
            if language.first_names.len() != language.latin.len() {
                return Err(damaged("each first name needs one for addresses"));
            }
            let keys = |one: &Said, other: &TopicText| one.key == other.key;
            let is_whole = language.topics.len() == company.topics.len()
                && language.topics.iter().zip(&company.topics).all(|(one, other)| keys(one, other));
            if !is_whole {
                return Err(damaged("the topics are not those of lumen.toml, in its order"));
            }
            if language.lists().any(<[String]>::is_empty) {
                return Err(damaged("a list is empty"));
            }
        }
        Ok(Self { company, languages })
    }
}

impl Language {
    /// All lists of which one is picked.
    fn lists(&self) -> impl Iterator<Item = &[String]> {
        let own = [
            &self.first_names,
            &self.last_names,
            &self.amounts,
            &self.shops,
            &self.days,
            &self.greetings,
            &self.hellos,
            &self.urges,
            &self.acks,
            &self.thanks,
            &self.farewells,
        ];
        let said = self
            .topics
            .iter()
            .flat_map(|said| [&said.openings, &said.questions, &said.answers, &said.resolutions]);
        own.into_iter().chain(said).map(Vec::as_slice)
    }
}

fn read<T: serde::de::DeserializeOwned>(
    (file, text): (&'static str, &'static str),
) -> Result<T, DemoError> {
    toml::from_str(text)
        .map_err(|error| DemoError::Data { file, reason: error.message().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The numbers of the demo that stand in its files.
    #[test]
    fn the_company_is_as_large_as_it_is_said_to_be() {
        let data = Data::load().expect("whole files");
        let company = &data.company;
        assert_eq!((company.operators.len(), company.teams.len()), (9, 3));
        assert_eq!((company.labels.len(), company.templates.len()), (14, 30));
        let with = |status| company.operators.iter().filter(|one| one.status == status).count();
        assert_eq!((with(OperatorStatus::Away), with(OperatorStatus::Invisible)), (1, 1));
        let ending = |end| company.channels.iter().filter(|one| one.end == Some(end)).count();
        assert_eq!((company.channels.len(), ending(ChannelState::Broken)), (6, 1));
        assert_eq!(ending(ChannelState::Paused), 1);
        let locales: Vec<&str> = data.languages.iter().map(|one| one.locale.as_str()).collect();
        assert_eq!(locales, ["en", "uk", "de", "es", "ar", "ja"]);
    }

    /// What refers to something by its name finds it.
    #[test]
    fn every_name_stands_for_something() {
        let company = Data::load().expect("whole files").company;
        let teams: HashSet<&str> = company.teams.iter().map(String::as_str).collect();
        let named = company
            .operators
            .iter()
            .flat_map(|one| &one.teams)
            .chain(company.topics.iter().flat_map(|one| &one.teams))
            .chain(company.channels.iter().map(|one| &one.team))
            .chain(company.templates.iter().filter_map(|one| one.team.as_ref()))
            .chain(company.escalates_to.iter().filter(|name| !name.is_empty()));
        assert_eq!(named.filter(|name| !teams.contains(name.as_str())).count(), 0);
        assert_eq!(company.escalates_to.len(), company.teams.len());
        for topic in &company.topics {
            assert!(company.labels.iter().any(|one| one.name == topic.label), "{}", topic.key);
            let used = |one: &TemplateText| one.shortcut == topic.template;
            assert!(company.templates.iter().any(used), "{}", topic.key);
        }
        assert!(company.templates.iter().all(|one| one.texts.contains_key("en")));
        assert!(company.channels.iter().any(|one| one.key == crate::WEB_CHAT));
    }
}
