//! The least that a search costs: tantivy ranks the same words in the same index and gives the ids.

use anyhow::{Context, Result};
use std::path::Path;
use tantivy::{
    Index, IndexReader, Term,
    collector::TopDocs,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

/// The index of an installation, opened beside its server.
pub struct Bare {
    reader: IndexReader,
    body: Field,
}

impl Bare {
    /// Opens the current index of a data folder.
    pub fn open(data: &Path) -> Result<Self> {
        let folder = data.join("search");
        let current = std::fs::read_to_string(folder.join("current"))?;
        let index = Index::open_in_dir(folder.join(current.trim()))?;
        let body = index.schema().get_field("body")?;
        Ok(Self { reader: index.reader()?, body })
    }

    /// The best documents that have all the words; gives how many.
    pub fn search(&self, words: &str, first: usize) -> Result<usize> {
        let parts = words.split_whitespace().map(|word| {
            let term = Term::from_field_text(self.body, word);
            let query: Box<dyn Query> =
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Must, query)
        });
        let searcher = self.reader.searcher();
        let query = BooleanQuery::new(parts.collect());
        let found = searcher.search(&query, &TopDocs::with_limit(first).order_by_score())?;
        for (_, address) in &found {
            let columns = searcher.segment_reader(address.segment_ord).fast_fields();
            columns.i64("id")?.first(address.doc_id).context("a document without an id")?;
        }
        Ok(found.len())
    }
}
