//! What the schema wants to know of a noun. Each says it in the file of its type; `node`, the feed and
//! the payloads of mutations follow.

use crate::{
    batch::{Batched, by_id, single, unique},
    caller::operator,
};
use async_graphql::{Context, Result};
use std::collections::HashMap;
use switchboard_desk::{
    DeskError,
    read::{Reader, Related},
};
use switchboard_graphql::api::{Api, api};
use switchboard_model::{
    Actor, ContactId,
    actor::OperatorActor,
    event::{Event, SubjectKind},
};

/// Reads rows by their ids, in any order; ids without a row are left out.
pub type Rows<T> =
    fn(&mut Related<'_>, &[<T as Batched>::Id]) -> Result<Vec<<T as Batched>::Row>, DeskError>;
/// Reads those of the rows with these ids that the operator who reads may know of.
pub type Visible<T> =
    fn(&mut Reader<'_>, &[<T as Batched>::Id]) -> Result<Vec<<T as Batched>::Row>, DeskError>;
/// May a subscriber be told of an event that happened outside of a chat.
pub type IsTold = fn(&Event, &Subscriber<'_>) -> bool;

/// What an operator keeps for themselves is told to them alone.
pub const TOLD_TO_ITS_AUTHOR: IsTold =
    |event, subscriber| event.event.detail.operator_id == Some(subscriber.operator.operator_id.0);

/// For which object each of these ids stands that is none's own any more.
pub type StandsFor<T> = fn(
    &mut Related<'_>,
    &[<T as Batched>::Id],
) -> Result<Vec<(<T as Batched>::Id, <T as Batched>::Id)>, DeskError>;

/// A noun of the helpdesk.
pub trait Noun: Batched {
    /// Its rows, whoever may see them.
    const ROWS: Rows<Self>;
    /// Its rows as far as an operator may know of them.
    const VISIBLE: Visible<Self>;
    /// Who is told of its events.
    const IS_TOLD: IsTold;
    /// How an id is followed to the object that took the place of its own.
    const STANDS_FOR: Option<StandsFor<Self>> = None;
    /// Is it there no more but for what still names it: events tell that it is gone.
    const IS_GONE: fn(&Self::Row) -> bool = |_| false;

    /// The ids of those that the feed tells of with these events.
    fn of_events(
        _: &mut Related<'_>,
        events: &[Event],
        kind: SubjectKind,
    ) -> Result<Vec<Self::Id>, DeskError> {
        let of_kind = events.iter().filter(|event| event.event.subject_kind == kind);
        Ok(of_kind.map(|event| event.event.subject_id.into()).collect())
    }

    /// What a payload returns of the row that a command gave.
    async fn returned(_: &Context<'_>, row: Self::Row) -> Result<Option<Self>> {
        Ok(Some(single(row)))
    }
}

/// Who is told of an event.
pub struct Subscriber<'a> {
    pub operator: &'a OperatorActor,
    /// May they see this contact of the batch.
    pub sees_contact: &'a dyn Fn(ContactId) -> bool,
}

/// Those of the objects with these ids that an operator may know of; reads nothing when there are none.
pub async fn visible<T: Noun>(
    api: &Api,
    operator: &OperatorActor,
    ids: impl IntoIterator<Item = T::Id>,
) -> Result<HashMap<T::Id, T>> {
    let ids = unique(ids);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = ids.clone();
    let read = move |reader: &mut Reader<'_>| T::VISIBLE(reader, &ids);
    let mut found = by_id::<T>(api.read(Actor::Operator(operator.clone()), read).await?);
    let missing: Vec<T::Id> = wanted.into_iter().filter(|id| !found.contains_key(id)).collect();
    if let Some(stands_for) = T::STANDS_FOR.filter(|_| !missing.is_empty()) {
        let read = move |reader: &mut Reader<'_>| {
            let pairs = stands_for(reader.related(), &missing)?;
            let ids = unique(pairs.iter().map(|(_, id)| *id));
            let rows = if ids.is_empty() { Vec::new() } else { T::VISIBLE(reader, &ids)? };
            Ok((pairs, rows))
        };
        let (pairs, rows) = api.read(Actor::Operator(operator.clone()), read).await?;
        let others = by_id::<T>(rows);
        let pairs = pairs.into_iter();
        found.extend(pairs.filter_map(|(id, of)| Some((id, others.get(&of)?.clone()))));
    }
    Ok(found)
}

/// The object with this id, if the caller may know of it.
pub async fn visible_one<T: Noun>(ctx: &Context<'_>, id: T::Id) -> Result<Option<T>> {
    Ok(visible(api(ctx)?, operator(ctx)?, [id]).await?.remove(&id))
}
