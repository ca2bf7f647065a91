//! Relay's `Node`: any object by its global id.

use crate::{
    noun::{Noun, visible},
    types::identity::Identity,
};
use async_graphql::{ID, Interface, Result};
use std::collections::HashMap;
use switchboard_graphql::{api::Api, errors::invalid};
use switchboard_model::{IdentityId, actor::OperatorActor, event::SubjectKind};

macro_rules! nodes {
    ($($module:ident::$noun:ident, $event:ident;)+) => {
        /// An object with a global id.
        #[derive(Clone, Interface)]
        #[graphql(field(
            name = "id",
            ty = "ID",
            desc = "The global id. Opaque: pass it back unchanged."
        ))]
        pub enum Node {
            $($noun(crate::types::$module::$noun),)+
            Identity(Identity),
        }

        /// The objects with these ids that the operator may know of, in the order of the ids. One or two
        /// statements for each kind among them.
        pub async fn nodes(
            api: &Api,
            operator: &OperatorActor,
            words: &[ID],
        ) -> Result<Vec<Option<Node>>> {
            words.iter().try_for_each(check)?;
            let mut found = HashMap::new();
            $(collect(&mut found, api, operator, words, Node::$noun).await?;)+
            collect(&mut found, api, operator, words, Node::Identity).await?;
            Ok(words.iter().map(|word| found.get(word.as_str()).cloned()).collect())
        }
    };
}
for_each_noun!(nodes);

fn check(word: &ID) -> Result<()> {
    let kind = word.rsplit_once('_').map_or("", |(kind, _)| kind);
    let is_subject = kind.parse::<SubjectKind>().is_ok_and(|kind| kind.global_id(0).is_some());
    if is_subject || kind == IdentityId::KIND {
        return Ok(());
    }
    let start: String = word.chars().take(40).collect();
    Err(invalid(format!("{start:?} is not a global id: pass one that the server gave.")))
}

async fn collect<T: Noun>(
    found: &mut HashMap<String, Node>,
    api: &Api,
    operator: &OperatorActor,
    words: &[ID],
    node: fn(T) -> Node,
) -> Result<()> {
    let ids = words.iter().filter_map(|word| word.parse().ok());
    let objects = visible::<T>(api, operator, ids).await?;
    found.extend(objects.into_iter().map(|(id, object)| (id.to_string(), node(object))));
    Ok(())
}
