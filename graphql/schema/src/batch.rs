//! Rows that were read together, so that a relation of all of them is one statement.

use std::{collections::HashMap, fmt::Display, hash::Hash, ops::Deref, str::FromStr, sync::Arc};
use switchboard_graphql::page::Page;

/// A type of the schema that stands for a row of a batch.
pub trait Batched: Sized + Clone + Send + Sync + 'static {
    /// The row's id.
    type Id: Copy + Eq + Hash + Ord + From<i64> + FromStr + Display + Send + Sync + 'static;
    /// The row.
    type Row: Send + Sync + 'static;
    /// What the rows of a batch read once for all of them.
    type Relations: Default + Send + Sync + 'static;
    /// Of a row.
    fn of(row: BatchRow<Self::Row, Self::Relations>) -> Self;
    /// The row's id.
    fn key(&self) -> Self::Id;
}

/// A row with the batch that it was read in.
pub struct BatchRow<R, S = ()> {
    row: Arc<R>,
    batch: Arc<Batch<R, S>>,
}

struct Batch<R, S> {
    rows: Vec<Arc<R>>,
    relations: S,
}

/// Declares the type of the schema that stands for a row.
macro_rules! batched {
    (@relations) => { () };
    (@relations $relations:ty) => { $relations };
    ($name:ident of $row:ty, $key:ident: $id:ty $(, $relations:ty)?) => {
        #[derive(Clone)]
        pub struct $name(pub(crate) $crate::batch::BatchRow<$row $(, $relations)?>);

        impl $crate::batch::Batched for $name {
            type Id = $id;
            type Row = $row;
            type Relations = $crate::batch::batched!(@relations $($relations)?);

            fn of(row: $crate::batch::BatchRow<$row $(, $relations)?>) -> Self {
                Self(row)
            }

            fn key(&self) -> $id {
                self.0.$key
            }
        }
    };
}
pub(crate) use batched;

impl<R, S> Clone for BatchRow<R, S> {
    fn clone(&self) -> Self {
        Self { row: Arc::clone(&self.row), batch: Arc::clone(&self.batch) }
    }
}

impl<R, S> Deref for BatchRow<R, S> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

impl<R, S> BatchRow<R, S> {
    /// What the rows of the batch read once for all of them.
    pub fn relations(&self) -> &S {
        &self.batch.relations
    }

    /// A column of all rows of the batch.
    pub fn all<C>(&self, column: impl Fn(&R) -> C) -> Vec<C> {
        self.batch.rows.iter().map(|row| column(row)).collect()
    }
}

/// Each id once.
pub fn unique<I: Ord>(ids: impl IntoIterator<Item = I>) -> Vec<I> {
    let mut ids: Vec<I> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Rows as a batch, in the same order.
pub fn batch<T: Batched>(rows: Vec<T::Row>) -> Vec<T> {
    let rows: Vec<Arc<T::Row>> = rows.into_iter().map(Arc::new).collect();
    let batch = Arc::new(Batch { rows: rows.clone(), relations: T::Relations::default() });
    rows.into_iter().map(|row| T::of(BatchRow { row, batch: Arc::clone(&batch) })).collect()
}

/// A row by itself.
pub fn single<T: Batched>(row: T::Row) -> T {
    let row = Arc::new(row);
    let batch = Batch { rows: vec![Arc::clone(&row)], relations: T::Relations::default() };
    T::of(BatchRow { row, batch: Arc::new(batch) })
}

/// Rows as a batch, by their ids.
pub fn by_id<T: Batched>(rows: Vec<T::Row>) -> HashMap<T::Id, T> {
    batch(rows).into_iter().map(|one: T| (one.key(), one)).collect()
}

/// A page of rows as a batch.
pub fn page<T: Batched>(page: Page<T::Row>) -> Page<T> {
    let Page { items, has_previous, has_next } = page;
    Page { items: batch(items), has_previous, has_next }
}

/// The pages of many parents: all of them together are one batch.
pub fn pages<K: Eq + Hash, T: Batched>(pages: HashMap<K, Page<T::Row>>) -> HashMap<K, Page<T>> {
    let mut ends = Vec::with_capacity(pages.len());
    let mut rows = Vec::new();
    for (parent, page) in pages {
        ends.push((parent, page.items.len(), page.has_previous, page.has_next));
        rows.extend(page.items);
    }
    let mut all = batch(rows).into_iter();
    let page = |(parent, count, has_previous, has_next)| {
        let items = all.by_ref().take(count).collect();
        (parent, Page { items, has_previous, has_next })
    };
    ends.into_iter().map(page).collect()
}
