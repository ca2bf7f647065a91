//! Who may find a document: words that stand in the document, and words that a searcher has. One
//! word in common is enough.

use switchboard_model::{Actor, ChannelId, OperatorId, TeamId, actor::Scope, chat::Chat};

/// What a searcher can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything (`chat.read.all`, or the house itself).
    All,
    /// What has one of these words.
    Words(Vec<String>),
}

impl Reach {
    /// The reach of an actor. A visitor reaches nothing: the search belongs to the staff.
    pub fn of(actor: &Actor) -> Self {
        match actor {
            Actor::System => Self::All,
            Actor::Operator(operator) if operator.scope.is_all => Self::All,
            Actor::Operator(operator) => Self::Words(scope_words(&operator.scope)),
            Actor::Visitor { .. } => Self::Words(Vec::new()),
        }
    }
}

fn scope_words(scope: &Scope) -> Vec<String> {
    let channels = scope.channel_ids.iter().copied().map(channel_word);
    let teams = scope.team_ids.iter().copied().map(team_word);
    channels.chain(teams).chain([operator_word(scope.operator_id)]).collect()
}

/// The words of a chat's documents.
pub fn chat_words(chat: &Chat, participants: &[OperatorId]) -> Vec<String> {
    let mut words = vec![channel_word(chat.channel_id)];
    words.extend(chat.team_id.map(team_word));
    words.extend(chat.operator_id.map(operator_word));
    words.extend(participants.iter().copied().map(operator_word));
    words.sort();
    words.dedup();
    words
}

/// The word of a channel.
pub fn channel_word(channel: ChannelId) -> String {
    format!("c{}", channel.0)
}

fn team_word(team: TeamId) -> String {
    format!("t{}", team.0)
}

fn operator_word(operator: OperatorId) -> String {
    format!("o{}", operator.0)
}
