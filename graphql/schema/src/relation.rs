//! Relations from the rows of a batch to objects: read for all rows of the batch when the first of them is
//! asked, so that each is one statement.

use crate::{
    batch::{BatchRow, Batched, batch, by_id, unique},
    noun::Noun,
};
use async_graphql::{Context, Result};
use std::{collections::HashMap, hash::Hash};
use switchboard_desk::{DeskError, read::Related};
use switchboard_graphql::{
    api::{Api, api},
    lazy::Once,
};

/// A relation to one object each.
pub type ToOne<T> = Once<HashMap<<T as Batched>::Id, T>>;
/// A relation to a list of objects each.
pub type ToMany<K, T> = Once<HashMap<K, Vec<T>>>;

/// Reads what belongs to each of these parents, each beside its parent's key.
type ReadPairs<K, V> = fn(&mut Related<'_>, &[K]) -> Result<Vec<(K, V)>, DeskError>;

impl<R, S> BatchRow<R, S> {
    /// The object that a column of this row names.
    pub async fn one<T: Noun, I: Into<Option<T::Id>>>(
        &self,
        ctx: &Context<'_>,
        relation: fn(&S) -> &ToOne<T>,
        column: fn(&R) -> I,
    ) -> Result<Option<T>> {
        let Some(id) = column(self).into() else { return Ok(None) };
        let ids = || self.all(column).into_iter().filter_map(Into::into);
        let load = || async { load(api(ctx)?, ids()).await };
        Ok(relation(self.relations()).get(load).await?.get(&id).cloned())
    }

    /// The objects that belong to this row.
    pub async fn many<K: Copy + Eq + Hash + Send + Sync + 'static, T: Noun>(
        &self,
        ctx: &Context<'_>,
        relation: fn(&S) -> &ToMany<K, T>,
        key: fn(&R) -> K,
        read: ReadPairs<K, T::Row>,
    ) -> Result<Vec<T>> {
        let load = || async {
            let keys = self.all(key);
            let rows = api(ctx)?.read_related(move |related| read(related, &keys)).await?;
            let (parents, rows): (Vec<K>, Vec<T::Row>) = rows.into_iter().unzip();
            Ok(lists(parents.into_iter().zip(batch(rows))))
        };
        let lists = relation(self.relations()).get(load).await?;
        Ok(lists.get(&key(self)).cloned().unwrap_or_default())
    }

    /// The objects that belong to this row and may belong to others of the batch as well.
    pub async fn many_to_many<K: Copy + Eq + Hash + Send + Sync + 'static, T: Noun>(
        &self,
        ctx: &Context<'_>,
        relation: fn(&S) -> &ToMany<K, T>,
        key: fn(&R) -> K,
        read: ReadPairs<K, T::Id>,
    ) -> Result<Vec<T>> {
        let load = || async {
            let keys = self.all(key);
            let read = move |related: &mut Related<'_>| {
                let pairs = read(related, &keys)?;
                let ids = unique(pairs.iter().map(|(_, id)| *id));
                Ok((pairs, T::ROWS(related, &ids)?))
            };
            let (pairs, rows) = api(ctx)?.read_related(read).await?;
            let found = by_id::<T>(rows);
            let one = |(key, id)| Some((key, found.get(&id)?.clone()));
            Ok(lists(pairs.into_iter().filter_map(one)))
        };
        let lists = relation(self.relations()).get(load).await?;
        Ok(lists.get(&key(self)).cloned().unwrap_or_default())
    }
}

fn lists<K: Eq + Hash, T>(pairs: impl Iterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut lists: HashMap<K, Vec<T>> = HashMap::new();
    for (key, one) in pairs {
        lists.entry(key).or_default().push(one);
    }
    lists
}

/// Objects by their ids; reads nothing when there are none.
pub async fn load<T: Noun>(
    api: &Api,
    ids: impl IntoIterator<Item = T::Id>,
) -> Result<HashMap<T::Id, T>> {
    let ids = unique(ids);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(by_id(api.read_related(move |related| T::ROWS(related, &ids)).await?))
}
