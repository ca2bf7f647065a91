//! Relations that are read once for all siblings of a list, when the first of them is asked. This is
//! what keeps lists from costing a statement per row: every row of a list shares its family, and the
//! family reads a relation for all its rows at once.

use async_graphql::Result;
use parking_lot::Mutex;
use std::{collections::HashMap, hash::Hash, sync::Arc};
use tokio::sync::OnceCell;

/// A relation without arguments.
pub struct Once<T>(OnceCell<Arc<T>>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Once<T> {
    /// The relation, read now if nobody has asked before.
    pub async fn get<L>(&self, load: impl FnOnce() -> L) -> Result<Arc<T>>
    where
        L: Future<Output = Result<T>>,
    {
        of_cell(&self.0, load).await
    }
}

/// A relation with arguments: read once for each different set of them.
pub struct Memo<K, T>(Mutex<HashMap<K, Arc<OnceCell<Arc<T>>>>>);

impl<K, T> Default for Memo<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T> Memo<K, T> {
    /// The relation for these arguments, read now if nobody has asked before.
    pub async fn get<L>(&self, key: K, load: impl FnOnce() -> L) -> Result<Arc<T>>
    where
        L: Future<Output = Result<T>>,
    {
        let cell = {
            let mut cells = self.0.lock();
            Arc::clone(cells.entry(key).or_default())
        };
        of_cell(&cell, load).await
    }
}

/// Every field of every row has room for the largest of its futures, and one row of a list reads for
/// all: so that the reading lies on the heap and is not even made where the relation is there.
async fn of_cell<T, L>(cell: &OnceCell<Arc<T>>, load: impl FnOnce() -> L) -> Result<Arc<T>>
where
    L: Future<Output = Result<T>>,
{
    if let Some(found) = cell.get() {
        return Ok(Arc::clone(found));
    }
    Box::pin(async { cell.get_or_try_init(|| async { load().await.map(Arc::new) }).await.cloned() })
        .await
}
