//! Rows that were read together: siblings share a family, so that a relation of all of them is one
//! statement.

use crate::api::Api;
use async_graphql::Result;
use std::{collections::HashMap, hash::Hash, sync::Arc};
use switchboard_store::{DatabaseConnection, StoreError};

/// A type of the schema that stands for a row.
pub trait Family: Sized + Clone + Send + Sync + 'static {
    /// The row's id.
    type Id: Copy + Eq + Hash + Ord + Send + Sync + 'static;
    /// The row.
    type Row: Send + Sync + 'static;
    /// Siblings of these rows, in the same order.
    fn siblings(rows: Vec<Self::Row>) -> Vec<Self>;
    /// The rows with these ids, in any order; ids without a row are left out.
    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[Self::Id],
    ) -> Result<Vec<Self::Row>, StoreError>;
    /// The id of this one.
    fn key(&self) -> Self::Id;
}

/// Each id once.
pub fn unique<I: Ord>(ids: impl IntoIterator<Item = I>) -> Vec<I> {
    let mut ids: Vec<I> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Siblings by their ids; reads nothing when there are none.
pub async fn load<T: Family>(
    api: &Api,
    ids: impl IntoIterator<Item = T::Id>,
) -> Result<HashMap<T::Id, T>> {
    let ids = unique(ids);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = api.read(move |connection| T::rows(connection, &ids)).await?;
    Ok(by_id(T::siblings(rows)))
}

/// Siblings of rows that were already read.
pub fn by_id<T: Family>(siblings: Vec<T>) -> HashMap<T::Id, T> {
    siblings.into_iter().map(|one| (one.key(), one)).collect()
}

/// A single row without siblings.
pub fn single<T: Family>(row: T::Row) -> Option<T> {
    T::siblings(vec![row]).into_iter().next()
}

/// Rows as shared siblings: each with its own row and the common family.
pub fn shared<R, F, T>(
    rows: Vec<R>,
    family: impl FnOnce(Vec<Arc<R>>) -> F,
    make: impl Fn(Arc<R>, Arc<F>) -> T,
) -> Vec<T> {
    let rows: Vec<Arc<R>> = rows.into_iter().map(Arc::new).collect();
    let family = Arc::new(family(rows.clone()));
    rows.into_iter().map(|row| make(row, Arc::clone(&family))).collect()
}
