//! The fields of the index.

use crate::analysis::{Analyzer, NAME};
use tantivy::{
    Index,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
    },
    tokenizer::TextAnalyzer,
};

/// Changes whenever documents are made in another way: older indexes are made again.
pub const VERSION: u32 = 6;

/// The name of the field of the chat.
pub const CHAT: &str = "chat";

/// The fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Kind and id in one word: what is replaced when a document is indexed again.
    pub key: Field,
    /// The number of the kind.
    pub kind: Field,
    /// The row's id.
    pub id: Field,
    /// The chat it belongs to or is.
    pub chat: Field,
    /// Who may see it: access terms such as `c17`, `t4`, `o9`.
    pub access: Field,
    /// Who wrote it, for `from:`.
    pub from: Field,
    /// Words such as `attachment`, for `has:`.
    pub has: Field,
    /// When it was written, Unix milliseconds.
    pub at: Field,
    /// The text.
    pub body: Field,
    /// The keys of the numbers in the text, see `model::number`.
    pub number: Field,
}

impl Fields {
    /// The schema with its fields.
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(NAME)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let fields = Self {
            key: schema.add_text_field("key", STRING),
            kind: schema.add_i64_field("kind", FAST | INDEXED),
            id: schema.add_i64_field("id", FAST),
            chat: schema.add_i64_field(CHAT, FAST | INDEXED),
            access: schema.add_text_field("access", STRING),
            from: schema.add_text_field("from", STRING),
            has: schema.add_text_field("has", STRING),
            at: schema.add_i64_field("at", FAST | INDEXED),
            body: schema.add_text_field("body", text),
            number: schema.add_text_field("number", STRING),
        };
        (schema.build(), fields)
    }

    /// Makes the tokenizer known to an index.
    pub fn register(index: &Index) {
        index.tokenizers().register(NAME, TextAnalyzer::builder(Analyzer::default()).build());
    }
}
