//! Turns a parsed query and the searcher's visibility into one query of the index. Permissions are
//! a part of it, never a sieve behind it.

use crate::{
    analysis::{self, Placed},
    chats::{ChatIds, Chats},
    document::number,
    fields::{CHAT, Fields},
    limits::{CHATS_GATHERED, FREQUENT_DOCUMENTS, NARROWED_WEIGHT, PREFIX_WORDS, UNION_TERMS},
    query::{Author, Clause, Has, Query},
    visibility::searcher_terms,
};
use std::{collections::BTreeSet, ops::Bound};
use switchboard_model::{ChatId, ChatVisibility, search::DocumentKind};
use tantivy::{
    DocId, Searcher, SegmentReader, Term,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur,
        PhrasePrefixQuery, PhraseQuery, Query as IndexQuery, RangeQuery, TermQuery, TermSetQuery,
        doc_predicate_query::{DocPredicateQuery, FunctionPredicate},
    },
    schema::IndexRecordOption,
};

/// Typos that a word of this length may have.
pub fn typo_budget(text: &str) -> u8 {
    match text.chars().count() {
        _ if text.chars().any(|letter| letter.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The whole query, for what the searcher sees.
pub fn compile(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
    chats: &Chats,
    kinds: &[DocumentKind],
    visibility: &ChatVisibility,
) -> Box<dyn IndexQuery> {
    let mut parts: Vec<Part> = Vec::new();
    for clause in &query.clauses {
        parts.push((Occur::Must, clause_query((searcher, fields), clause)));
    }
    if query.clauses.is_empty() {
        parts.push((Occur::Must, constant(Box::new(AllQuery), 1.0)));
    }
    for clause in &query.excluded {
        parts.push((Occur::MustNot, exact(fields, clause)));
    }
    if let Some(ids) = &chats.excluded {
        parts.push((Occur::MustNot, of_chats(fields, ids)));
    }
    let mut filter = |query: Box<dyn IndexQuery>| parts.push(filtering(query));
    if let Some(author) = query.from {
        let word = match author {
            Author::Customer => "CONTACT",
            Author::Operator => "OPERATOR",
        };
        filter(term(Term::from_field_text(fields.from, word)));
    }
    for has in &query.has {
        let word = match has {
            Has::Attachment => "attachment",
            Has::Quote => "quote",
        };
        filter(term(Term::from_field_text(fields.has, word)));
    }
    if let Some(ids) = &chats.wanted {
        filter(of_chats(fields, ids));
    }
    if query.after.is_some() || query.before.is_some() {
        let bound = |at: Option<switchboard_model::Timestamp>| {
            at.map(|at| Term::from_field_i64(fields.at, at.0))
        };
        filter(Box::new(RangeQuery::new(
            bound(query.after).map_or(Bound::Unbounded, Bound::Included),
            bound(query.before).map_or(Bound::Unbounded, Bound::Excluded),
        )));
    }
    let asked: Box<dyn IndexQuery> = Box::new(BooleanQuery::new(parts));
    let mut whole = vec![(Occur::Must, with_literal(fields, asked, query))];
    // A filter that all documents pass would look at each of them.
    if DocumentKind::ALL.iter().any(|kind| !kinds.contains(kind)) {
        let kinds = kinds.iter().map(|kind| Term::from_field_i64(fields.kind, number(*kind)));
        whole.push(filtering(terms(kinds)));
    }
    if let Some(access) = searcher_terms(visibility) {
        let access = access.iter().map(|term| Term::from_field_text(fields.access, term));
        whole.push(filtering(terms(access)));
    }
    Box::new(BooleanQuery::new(whole))
}

type Part = (Occur, Box<dyn IndexQuery>);

/// What was asked for, or the text of the query as it stands, which is what somebody pasted.
fn with_literal(fields: &Fields, asked: Box<dyn IndexQuery>, query: &Query) -> Box<dyn IndexQuery> {
    if query.literal.is_empty() {
        return asked;
    }
    // It weighs half as much as all words together, so that no short text comes before it. Where signs
    // narrow the query, what holds the line may be none of what they ask for: it comes before all of it.
    let clauses = u8::try_from(query.clauses.len()).unwrap_or(u8::MAX).max(1);
    let weight = f32::from(clauses) * if query.is_narrowed() { NARROWED_WEIGHT } else { 1.0 };
    let literal = constant(phrase(fields, &query.literal), weight);
    Box::new(BooleanQuery::new(vec![(Occur::Should, asked), (Occur::Should, literal)]))
}

fn filtering(query: Box<dyn IndexQuery>) -> Part {
    (Occur::Must, constant(query, 0.0))
}

/// Every score is a constant whose sums are exact: a hit keeps its rank while other documents come,
/// which is what the cursor of a page relies on.
fn constant(query: Box<dyn IndexQuery>, score: f32) -> Box<dyn IndexQuery> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn way(query: impl IndexQuery, score: f32) -> Part {
    (Occur::Should, constant(Box::new(query), score))
}

/// One of these. A set of terms gathers all their documents before the first is looked at; a few terms are
/// walked along with the rest of the query, which skips most of them.
fn terms(terms: impl Iterator<Item = Term>) -> Box<dyn IndexQuery> {
    let mut all: Vec<Term> = terms.collect();
    match all.len() {
        1 => term(all.remove(0)),
        2..=UNION_TERMS => {
            let each = all.into_iter().map(|one| (Occur::Should, term(one)));
            Box::new(BooleanQuery::new(each.collect()))
        }
        _ => Box::new(TermSetQuery::new(all)),
    }
}

/// The documents of these chats.
fn of_chats(fields: &Fields, ids: &ChatIds) -> Box<dyn IndexQuery> {
    if ids.is_empty() {
        return Box::new(EmptyQuery);
    }
    if ids.len() <= CHATS_GATHERED {
        return terms(ids.iter().map(|id| Term::from_field_i64(fields.chat, id.0)));
    }
    let ids = ids.clone();
    let of_segment = move |segment: &SegmentReader| -> tantivy::Result<_> {
        let column = segment.fast_fields().i64(CHAT)?.first_or_default_col(0);
        let ids = ids.clone();
        Ok(move |document: DocId| ids.binary_search(&ChatId(column.get_val(document))).is_ok())
    };
    Box::new(DocPredicateQuery::from(FunctionPredicate::from(of_segment)))
}

fn term(term: Term) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A clause as it stands, for exclusions: nobody excludes by a typo or a beginning.
fn exact(fields: &Fields, clause: &Clause) -> Box<dyn IndexQuery> {
    match clause {
        Clause::Word { text, .. } => {
            let word = Term::from_field_text(fields.body, text);
            if analysis::is_half(text) {
                Box::new(FuzzyTermQuery::new_prefix(word, 0, true))
            } else {
                term(word)
            }
        }
        Clause::Phrase(words) | Clause::Compound { words, .. } => phrase(fields, words),
    }
}

fn clause_query(index: (&Searcher, &Fields), clause: &Clause) -> Box<dyn IndexQuery> {
    let (_, fields) = index;
    let mut ways = Vec::new();
    match clause {
        Clause::Word { text, is_prefix, keys } => {
            ways.extend(word_ways(index, text, *is_prefix));
            ways.extend(number_ways(fields, keys, *is_prefix));
        }
        Clause::Phrase(words) => ways.push((Occur::Should, constant(phrase(fields, words), 2.0))),
        Clause::Compound { words, is_prefix, is_spaced, keys } => {
            ways.push((Occur::Should, constant(phrase(fields, words), 2.0)));
            if *is_prefix {
                let mut beginning = PhrasePrefixQuery::new_with_offset(placed(fields, words));
                beginning.set_max_expansions(PREFIX_WORDS);
                ways.push(way(beginning, 0.5));
            }
            ways.extend(number_ways(fields, keys, *is_prefix));
            // Groups that are numbers of their own, and parts with typos.
            if *is_spaced || words.iter().any(|(_, word)| typo_budget(word) > 0) {
                let last = words.len() - 1;
                let each = words.iter().enumerate().map(|(place, (_, word))| {
                    let word = word_ways(index, word, *is_prefix && place == last);
                    (Occur::Must, Box::new(BooleanQuery::new(word)) as Box<dyn IndexQuery>)
                });
                ways.push(way(BooleanQuery::new(each.collect()), 0.125));
            }
            // A space that one side has and the other has not breaks one pair of characters.
            if words.len() > 2 && words.iter().all(|(_, word)| analysis::is_pair(word)) {
                let pairs = placed(fields, words).into_iter();
                let pairs = pairs.map(|(_, pair)| (Occur::Should, term(pair))).collect();
                let most = BooleanQuery::with_minimum_required_clauses(pairs, words.len() - 1);
                ways.push(way(most, 0.0625));
            }
        }
    }
    Box::new(BooleanQuery::new(ways))
}

/// The ways in which a document may have a word. One that many documents have is not looked for with typos:
/// those that have it fill more pages than anybody reads. It weighs then what both ways weigh together, so
/// that a hit keeps its rank when its word becomes one of those.
fn word_ways((searcher, fields): (&Searcher, &Fields), text: &str, is_prefix: bool) -> Vec<Part> {
    let word = Term::from_field_text(fields.body, text);
    let typo_budget = typo_budget(text);
    let is_frequent =
        typo_budget > 0 && searcher.doc_freq(&word).is_ok_and(|count| count >= FREQUENT_DOCUMENTS);
    let weight = if is_frequent { 2.25 } else { 2.0 };
    let mut ways = vec![(Occur::Should, constant(term(word.clone()), weight))];
    if is_prefix {
        ways.push(way(FuzzyTermQuery::new_prefix(word.clone(), 0, true), 0.5));
    }
    if typo_budget > 0 && !is_frequent {
        ways.push(way(FuzzyTermQuery::new(word, typo_budget, true), 0.25));
    }
    ways
}

/// The ways in which a document may have a number: another spelling of it, with its country or
/// without.
fn number_ways(fields: &Fields, keys: &BTreeSet<String>, is_prefix: bool) -> Vec<Part> {
    if keys.is_empty() {
        return Vec::new();
    }
    let stored = [fields.number, fields.body];
    let all = keys.iter().flat_map(|key| stored.map(|field| Term::from_field_text(field, key)));
    let mut ways = vec![(Occur::Should, constant(terms(all), 2.0))];
    // Keys that are no digits and letters alone stand for whole phones and days.
    let joined = keys.iter().find(|key| key.starts_with(char::is_alphanumeric));
    if let Some(joined) = joined.filter(|_| is_prefix) {
        for field in stored {
            let beginning = Term::from_field_text(field, joined);
            ways.push(way(FuzzyTermQuery::new_prefix(beginning, 0, true), 0.5));
        }
    }
    ways
}

/// Words at their places.
fn phrase(fields: &Fields, words: &[Placed]) -> Box<dyn IndexQuery> {
    match words {
        [(_, word)] => term(Term::from_field_text(fields.body, word)),
        _ => Box::new(PhraseQuery::new_with_offset(placed(fields, words))),
    }
}

fn placed(fields: &Fields, words: &[Placed]) -> Vec<(usize, Term)> {
    let term = |word: &String| Term::from_field_text(fields.body, word);
    words.iter().map(|(position, word)| (*position, term(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::WRITER_BYTES;
    use jiff::tz::TimeZone;
    use tantivy::{Index, IndexWriter, TantivyDocument, collector::Count};

    /// How many documents a query finds among this many with `payment` and one with `paymant`.
    fn found(query: &str, payments: u64) -> usize {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        Fields::register(&index);
        let mut writer: IndexWriter =
            index.writer_with_num_threads(1, WRITER_BYTES).expect("a writer");
        for number in 0..=payments {
            let mut document = TantivyDocument::default();
            document.add_text(fields.body, if number == 0 { "paymant" } else { "payment" });
            writer.add_document(document).expect("it is added");
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        let query = Query::parse(query, &TimeZone::UTC).expect("a query");
        let everything = ChatVisibility::everything();
        let chats = Chats::default();
        let kinds = DocumentKind::ALL;
        let wanted = compile(&searcher, &fields, &query, &chats, kinds, &everything);
        searcher.search(&wanted, &Count).expect("a search")
    }

    /// F14: few chats are looked up, and of many each document is tested.
    #[test]
    fn documents_of_few_chats_and_of_many_are_found() {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        Fields::register(&index);
        let mut writer: IndexWriter =
            index.writer_with_num_threads(1, WRITER_BYTES).expect("a writer");
        let ids = |count: usize| (1..).map(|number| ChatId(number * 2)).take(count);
        let all = CHATS_GATHERED + 10;
        for id in ids(all) {
            for chat in [id.0, id.0 + 1] {
                let mut document = TantivyDocument::default();
                document.add_i64(fields.chat, chat);
                writer.add_document(document).expect("it is added");
            }
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        for count in [0, 1, 2, UNION_TERMS + 1, CHATS_GATHERED, CHATS_GATHERED + 1, all] {
            let chats: ChatIds = ids(count).collect();
            let wanted = of_chats(&fields, &chats);
            assert_eq!(searcher.search(&wanted, &Count).expect("a search"), count);
            let all_documents = constant(Box::new(AllQuery), 1.0);
            let others = vec![(Occur::Must, all_documents), (Occur::MustNot, wanted)];
            let others = BooleanQuery::new(others);
            assert_eq!(searcher.search(&others, &Count).expect("a search"), all * 2 - count);
        }
    }

    #[test]
    fn a_word_that_many_have_is_looked_for_as_it_stands() {
        let (few, many) = (FREQUENT_DOCUMENTS - 1, FREQUENT_DOCUMENTS);
        let count = |number: u64| usize::try_from(number).expect("a number");
        assert_eq!(found("payment ", few), count(few) + 1, "with the typo");
        assert_eq!(found("payment ", many), count(many), "without it");
        assert_eq!(
            found("paymant ", many),
            count(many) + 1,
            "a rare word is a typo of a frequent one"
        );
    }
}
