//! Relations that are read once for all siblings of a list, when the first of them is asked. This is
//! what keeps lists from costing a statement per row: every row of a list shares its family, and the
//! family reads a relation for all its rows at once.

use async_graphql::Result;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
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
    pub async fn get(&self, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let load = async { load.await.map(Arc::new) };
        self.0.get_or_try_init(|| load).await.cloned()
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
    pub async fn get(&self, key: K, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let cell = {
            let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(cells.entry(key).or_default())
        };
        let load = async { load.await.map(Arc::new) };
        cell.get_or_try_init(|| load).await.cloned()
    }
}
