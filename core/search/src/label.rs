//! `label:` – the names in a query as ids. Documents bear the ids of their chat's labels, so that renaming
//! or deleting a label makes no document again.

use crate::{SearchError, query::Query};
use switchboard_model::{LabelId, chat::Label, limits::LABELS_MAX};
use switchboard_store::{Store, label};

/// The labels that a query names, each with all ids that its name may mean.
#[derive(Debug, Default)]
pub struct Labels {
    /// A hit bears one of each.
    pub wanted: Vec<Vec<LabelId>>,
    /// A hit bears none of these.
    pub excluded: Vec<Vec<LabelId>>,
}

impl Labels {
    /// Of a query; reads nothing when it names none.
    pub async fn of(store: &Store, query: &Query) -> Result<Self, SearchError> {
        if query.labels.is_empty() && query.excluded_labels.is_empty() {
            return Ok(Self::default());
        }
        let all = store.read(|connection| label::all(connection, LABELS_MAX)).await?;
        let ids = |names: &[String]| -> Result<Vec<_>, SearchError> {
            names.iter().map(|name| named(&all, name)).collect()
        };
        Ok(Self { wanted: ids(&query.labels)?, excluded: ids(&query.excluded_labels)? })
    }
}

/// The labels with this name, in upper or lower case.
fn named(all: &[Label], name: &str) -> Result<Vec<LabelId>, SearchError> {
    let wanted = name.to_lowercase();
    let same = all.iter().filter(|label| label.name.to_lowercase() == wanted);
    let ids: Vec<LabelId> = same.map(|label| label.label_id).collect();
    if ids.is_empty() {
        let text =
            format!("label: there is no label {name:?}; put a name of several words in quotes");
        return Err(SearchError::Query(text));
    }
    Ok(ids)
}
