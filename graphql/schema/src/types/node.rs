//! Relay's `Node`: any object by its global id.

use crate::{
    api::Api,
    errors::invalid,
    family::{Family, load},
    types::{
        attachment::Attachment, channel::Channel, chat::Chat, contact::Contact, delivery::Delivery,
        identity::Identity, inbox::InboxDelivery, message::Message, note::Note, operator::Operator,
        reason::Reason, role::Role, team::Team,
    },
    visible,
};
use async_graphql::{ID, Interface, Result};
use std::{collections::HashMap, hash::Hash, str::FromStr};
use switchboard_model::{
    AttachmentId, ChannelId, ChatId, ContactId, DeliveryId, IdentityId, InboxId, MessageId, NoteId,
    OperatorId, ReasonId, RoleId, TeamId, actor::OperatorActor,
};

/// An object with a global id.
#[derive(Clone, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The global id. Opaque: pass it back unchanged."))]
pub enum Node {
    /// A file or a described thing.
    Attachment(Attachment),
    /// A channel.
    Channel(Channel),
    /// A chat.
    Chat(Chat),
    /// A customer.
    Contact(Contact),
    /// A delivery.
    Delivery(Delivery),
    /// A customer's address on a channel.
    Identity(Identity),
    /// A raw request.
    InboxDelivery(InboxDelivery),
    /// A message.
    Message(Message),
    /// A note.
    Note(Note),
    /// A colleague.
    Operator(Operator),
    /// A reason for closing.
    Reason(Reason),
    /// A role.
    Role(Role),
    /// A team.
    Team(Team),
}

/// The global id of a subject of the log or the audit log.
pub fn global_id(kind: &str, id: i64) -> Option<ID> {
    let word = match kind {
        "chat" => ChatId(id).to_string(),
        "message" => MessageId(id).to_string(),
        "delivery" => DeliveryId(id).to_string(),
        "attachment" => AttachmentId(id).to_string(),
        "note" => NoteId(id).to_string(),
        "contact" => ContactId(id).to_string(),
        "channel" => ChannelId(id).to_string(),
        "inbox" => InboxId(id).to_string(),
        "operator" => OperatorId(id).to_string(),
        "role" => RoleId(id).to_string(),
        "team" => TeamId(id).to_string(),
        "reason" => ReasonId(id).to_string(),
        _ => return None,
    };
    Some(ID(word))
}

const KINDS: &[&str] = &[
    AttachmentId::KIND,
    ChannelId::KIND,
    ChatId::KIND,
    ContactId::KIND,
    DeliveryId::KIND,
    IdentityId::KIND,
    InboxId::KIND,
    MessageId::KIND,
    NoteId::KIND,
    OperatorId::KIND,
    ReasonId::KIND,
    RoleId::KIND,
    TeamId::KIND,
];

/// The objects with these ids that the operator may know of, in the order of the ids. One or two
/// statements for each kind among them.
pub async fn nodes(api: &Api, operator: &OperatorActor, words: &[ID]) -> Result<Vec<Option<Node>>> {
    for word in words {
        let kind = word.rsplit_once('_').map_or("", |(kind, _)| kind);
        if !KINDS.contains(&kind) {
            let start: String = word.chars().take(40).collect();
            return Err(invalid(format!(
                "{start:?} is not a global id: pass one that the server gave."
            )));
        }
    }
    let mut found: HashMap<String, Node> = HashMap::new();
    collect(&mut found, visible::chats(api, operator, parse(words)).await?, Node::Chat);
    collect(&mut found, visible::messages(api, operator, parse(words)).await?, Node::Message);
    collect(&mut found, visible::notes(api, operator, parse(words)).await?, Node::Note);
    collect(&mut found, visible::attachments(api, operator, parse(words)).await?, Node::Attachment);
    collect(&mut found, visible::deliveries(api, operator, parse(words)).await?, Node::Delivery);
    collect(&mut found, visible::contacts(api, operator, parse(words)).await?, Node::Contact);
    collect(&mut found, visible::identities(api, operator, parse(words)).await?, Node::Identity);
    collect(&mut found, visible::inbox(api, operator, parse(words)).await?, Node::InboxDelivery);
    collect(&mut found, plain::<Channel>(api, words).await?, Node::Channel);
    collect(&mut found, plain::<Operator>(api, words).await?, Node::Operator);
    collect(&mut found, plain::<Reason>(api, words).await?, Node::Reason);
    collect(&mut found, plain::<Role>(api, words).await?, Node::Role);
    collect(&mut found, plain::<Team>(api, words).await?, Node::Team);
    Ok(words.iter().map(|word| found.get(word.as_str()).cloned()).collect())
}

/// What every operator may know of.
async fn plain<T: Family>(api: &Api, words: &[ID]) -> Result<HashMap<T::Id, T>>
where
    T::Id: FromStr,
{
    load(api, parse::<T::Id>(words)).await
}

fn parse<I: FromStr>(words: &[ID]) -> Vec<I> {
    words.iter().filter_map(|word| word.parse().ok()).collect()
}

fn collect<I: ToString + Eq + Hash, T>(
    found: &mut HashMap<String, Node>,
    objects: HashMap<I, T>,
    node: impl Fn(T) -> Node,
) {
    found.extend(objects.into_iter().map(|(id, object)| (id.to_string(), node(object))));
}
