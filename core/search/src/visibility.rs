//! Who may find a document, as terms of the index: the one rendering of the rule here
//! (`model::visibility`). Access terms stand in the document, and a searcher has some: one in common is
//! enough.

use switchboard_model::{ChannelId, ChatVisibility, OperatorId, TeamId};

/// The access terms that a searcher has; none for one who may see all chats.
pub fn searcher_terms(visibility: &ChatVisibility) -> Option<Vec<String>> {
    let parts = visibility.parts()?;
    let channels = parts.channel_ids.iter().copied().map(channel_term);
    let teams = parts.team_ids.iter().copied().map(team_term);
    let own = [operator_term(parts.operator_id), EVERYBODY.to_owned()];
    Some(channels.chain(teams).chain(own).collect())
}

/// The access term that every searcher has.
const EVERYBODY: &str = "e";

/// The access terms of a contact's documents: those of all its chats, and of the channels of its addresses.
/// Without an address it is everybody's.
pub fn contact_terms(of_chats: Vec<String>, channels: &[ChannelId]) -> Vec<String> {
    let of_addresses = channels.iter().copied().map(channel_term);
    let everybody = channels.is_empty().then(|| EVERYBODY.to_owned());
    let mut terms: Vec<String> =
        of_chats.into_iter().chain(of_addresses).chain(everybody).collect();
    terms.sort();
    terms.dedup();
    terms
}

/// The access terms of chats: those of where they belong and of who takes part in them.
pub fn document_terms(
    places: impl IntoIterator<Item = (ChannelId, Option<TeamId>, Option<OperatorId>)>,
    participants: impl IntoIterator<Item = OperatorId>,
) -> Vec<String> {
    let mut terms: Vec<String> = participants.into_iter().map(operator_term).collect();
    for (channel, team, operator) in places {
        terms.push(channel_term(channel));
        terms.extend(team.map(team_term));
        terms.extend(operator.map(operator_term));
    }
    terms.sort();
    terms.dedup();
    terms
}

fn channel_term(channel: ChannelId) -> String {
    format!("c{}", channel.0)
}

fn team_term(team: TeamId) -> String {
    format!("t{}", team.0)
}

fn operator_term(operator: OperatorId) -> String {
    format!("o{}", operator.0)
}
