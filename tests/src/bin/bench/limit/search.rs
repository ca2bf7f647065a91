//! The least that a search costs: tantivy is asked in the same index by the same clauses, ranks by its own
//! rule and gives the ids.

use anyhow::{Context, Result};
use std::path::Path;
use switchboard_search::limits::FREQUENT_DOCUMENTS;
use tantivy::{
    Index, IndexReader, Term,
    collector::TopDocs,
    query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery},
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

    /// The best documents that have all the words, each as it stands or, where few have it so, with typos,
    /// the last one also as a beginning, or that have them side by side; gives how many.
    pub fn search(&self, words: &str, first: usize) -> Result<usize> {
        let terms: Vec<(&str, Term)> = words
            .split_whitespace()
            .map(|word| (word, Term::from_field_text(self.body, word)))
            .collect();
        let searcher = self.reader.searcher();
        let mut words = Vec::new();
        for (place, (word, term)) in terms.iter().enumerate() {
            let mut ways = vec![part(Occur::Should, exact(term.clone()))];
            if place + 1 == terms.len() {
                let beginning = FuzzyTermQuery::new_prefix(term.clone(), 0, true);
                ways.push(part(Occur::Should, beginning));
            }
            let typos = typo_budget(word);
            if typos > 0 && searcher.doc_freq(term)? < FREQUENT_DOCUMENTS {
                ways.push(part(Occur::Should, FuzzyTermQuery::new(term.clone(), typos, true)));
            }
            words.push(part(Occur::Must, BooleanQuery::new(ways)));
        }
        let literal: Box<dyn Query> = match terms.as_slice() {
            [(_, term)] => Box::new(exact(term.clone())),
            _ => Box::new(PhraseQuery::new(terms.iter().map(|(_, term)| term.clone()).collect())),
        };
        let query = BooleanQuery::new(vec![
            part(Occur::Should, BooleanQuery::new(words)),
            (Occur::Should, literal),
        ]);
        let found = searcher.search(&query, &TopDocs::with_limit(first).order_by_score())?;
        for (_, address) in &found {
            let columns = searcher.segment_reader(address.segment_ord).fast_fields();
            columns.i64("id")?.first(address.doc_id).context("a document without an id")?;
        }
        Ok(found.len())
    }
}

fn part(occur: Occur, query: impl Query) -> (Occur, Box<dyn Query>) {
    (occur, Box::new(query))
}

fn exact(term: Term) -> TermQuery {
    TermQuery::new(term, IndexRecordOption::WithFreqs)
}

/// As many typos as the product allows in a word.
fn typo_budget(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}
