//! The names that rules may say: teams, labels, templates, lists of words.

use crate::search::WordList;
use std::collections::BTreeMap;
use std::sync::Arc;
use switchboard_model::attribute_kind::AttributeType;
use switchboard_model::rule::RuleNames;

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A team's key.
    Team,
    /// An operator's email address.
    Operator,
    /// A role of operators.
    Role,
    /// A role of contacts.
    ContactRole,
    /// A label.
    Label,
    /// A template's key.
    Template,
    /// A reason for closing.
    CloseReason,
    /// A channel's key.
    Channel,
    /// A kind of channels.
    ChannelKind,
    /// A kind of references.
    ReferenceKind,
    /// A contact's attribute.
    Attribute,
    /// A list of words.
    List,
    /// A saved view.
    View,
}

impl Name {
    /// As it is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Operator => "operator",
            Self::Role => "role",
            Self::ContactRole => "contact role",
            Self::Label => "label",
            Self::Template => "template",
            Self::CloseReason => "close reason",
            Self::Channel => "channel",
            Self::ChannelKind => "kind of channels",
            Self::ReferenceKind => "kind of references",
            Self::Attribute => "attribute of contacts",
            Self::List => "list",
            Self::View => "view",
        }
    }
}

/// All names, and the lists of words under theirs.
#[derive(Clone, Debug, Default)]
pub struct Names {
    file: RuleNames,
    lists: BTreeMap<String, Arc<WordList>>,
}

impl Names {
    /// The names of a server with its lists. A list whose words cannot be looked for is left out: who saved it was told.
    pub fn new(file: RuleNames, lists: &BTreeMap<String, String>) -> Self {
        let compiled = lists.iter().filter_map(|(key, words)| {
            WordList::of_text(words).ok().map(|list| (key.clone(), Arc::new(list)))
        });
        Self { file, lists: compiled.collect() }
    }

    /// Reads `names.toml`. Says the line of what is wrong, and what.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let file = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            (before.matches('\n').count() + 1, error.message().to_owned())
        })?;
        Ok(Self { file, lists: BTreeMap::new() })
    }

    /// The same with another list of words.
    pub fn insert_list(&mut self, key: &str, list: WordList) {
        self.lists.insert(key.to_owned(), Arc::new(list));
    }

    /// A list of words.
    pub fn list(&self, key: &str) -> Option<&Arc<WordList>> {
        self.lists.get(key)
    }

    /// Of which kind a channel is.
    pub fn kind_of_channel(&self, key: &str) -> Option<&str> {
        self.file.channels.get(key).map(String::as_str)
    }

    /// What the values of an attribute are.
    pub fn attribute(&self, key: &str) -> Option<AttributeType> {
        self.file.attributes.get(key).copied()
    }

    /// All names of a kind.
    pub fn all(&self, name: Name) -> Vec<&str> {
        fn texts<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
            names.into_iter().map(String::as_str).collect()
        }
        let file = &self.file;
        match name {
            Name::Team => texts(&file.teams),
            Name::Operator => texts(&file.operators),
            Name::Role => texts(&file.roles),
            Name::ContactRole => texts(&file.contact_roles),
            Name::Label => texts(&file.labels),
            Name::Template => texts(&file.templates),
            Name::CloseReason => texts(&file.close_reasons),
            Name::Channel => texts(file.channels.keys()),
            Name::ChannelKind => texts(file.channels.values()),
            Name::ReferenceKind => texts(&file.reference_kinds),
            Name::Attribute => texts(file.attributes.keys()),
            Name::List => texts(self.lists.keys()),
            Name::View => texts(&file.views),
        }
    }

    /// Whether there is such a name, or what to say where there is none.
    pub fn find(&self, name: Name, word: &str) -> Result<(), String> {
        let all = self.all(name);
        if all.contains(&word) {
            return Ok(());
        }
        let noun = name.noun();
        let hint = crate::words::did_you_mean(word, all);
        let more = match (hint.is_empty(), name) {
            (true, Name::List) => format!(" Write it as lists/{word}.txt."),
            (true, _) => " Is it missing in names.toml?".to_owned(),
            _ => hint,
        };
        Err(format!("there is no {noun} \"{word}\".{more}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_or_the_nearest_told() {
        let names = Names::parse("teams = [\"billing\"]\n[attributes]\nplan = \"TEXT\"").unwrap();
        assert_eq!(names.find(Name::Team, "billing"), Ok(()));
        let near = names.find(Name::Team, "biling").unwrap_err();
        assert_eq!(near, "there is no team \"biling\". Did you mean \"billing\"?");
        let far = names.find(Name::List, "words").unwrap_err();
        assert_eq!(far, "there is no list \"words\". Write it as lists/words.txt.");
        assert_eq!(names.attribute("plan"), Some(AttributeType::Text));
    }

    #[test]
    fn a_wrong_file_is_told_by_its_line() {
        let (line, message) = Names::parse("teams = []\n\ntemas = []\n").unwrap_err();
        assert_eq!(line, 3);
        assert!(message.contains("unknown field `temas`"), "{message}");
    }
}
