//! Documents that are sent as their hash: those of the programs that belong to the server, and those that callers
//! who are signed in have sent before. A server may take no others but from API tokens.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use switchboard_bounds::Keyed;

use crate::{
    execute::Actor,
    limits::{LEARNED_DOCUMENT_BYTES, LEARNED_DOCUMENTS},
    refusal::Refusal,
    request::GraphQlRequest,
    status::Reason,
};

/// The SHA-256 of a document's text.
pub(crate) type Hash = [u8; 32];

/// What older clients compare word for word.
const NOT_FOUND: &str = "PersistedQueryNotFound";

/// Documents by their hash, which nothing takes away.
#[derive(Debug, Default)]
pub struct KnownDocuments(HashMap<Hash, Arc<str>>);

impl KnownDocuments {
    /// Adds a document.
    ///
    /// # Errors
    /// What is wrong, in words, where the hash is not the document's own.
    pub fn add(&mut self, hash: &str, text: &str) -> Result<(), String> {
        let own = hash_of(text);
        if read_hash(hash) != Some(own) {
            return Err(format!("{hash:?} is not the SHA-256 of its document, in 64 hex digits"));
        }
        self.0.insert(own, text.into());
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is there none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whose documents are taken that are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FreeText {
    /// Everybody's.
    #[default]
    Everybody,
    /// Those of API tokens ([`crate::Session::by_token`]).
    Tokens,
}

/// The documents of one endpoint.
pub(crate) struct Documents {
    known: Arc<KnownDocuments>,
    learned: Mutex<Keyed<Hash, Arc<str>>>,
    free_text: FreeText,
}

impl Documents {
    pub(crate) fn new(known: Arc<KnownDocuments>, free_text: FreeText) -> Self {
        Self { known, learned: Mutex::new(Keyed::new(LEARNED_DOCUMENTS)), free_text }
    }

    /// Puts the document in the place of its hash. Gives the hash of a text that may be learned.
    pub(crate) fn find(
        &self,
        given: &mut GraphQlRequest,
        actor: &Actor,
    ) -> Result<Option<Hash>, Refusal> {
        let Some(hash) = given.hash else {
            self.check_text(&given.query, actor)?;
            return Ok(None);
        };
        if given.query.is_empty() {
            let known = self.known.0.get(&hash).cloned();
            let found = known.or_else(|| self.learned.lock().get(&hash).cloned());
            let found = found.ok_or_else(|| Refusal::new(Reason::UnknownDocument, NOT_FOUND))?;
            given.query = found.to_string();
            return Ok(None);
        }
        if hash_of(&given.query) != hash {
            let message = "\"sha256Hash\" is not the SHA-256 of \"query\", in 64 hex digits.";
            return Err(Refusal::new(Reason::BadRequest, message));
        }
        self.check_text(&given.query, actor)?;
        let is_kept = actor.is_signed_in
            && self.free_text == FreeText::Everybody
            && given.query.len() <= LEARNED_DOCUMENT_BYTES;
        Ok(is_kept.then_some(hash))
    }

    /// Keeps a document that passed all checks.
    pub(crate) fn learn(&self, hash: Hash, text: &str) {
        self.learned.lock().entry(hash, || text.into());
    }

    fn check_text(&self, text: &str, actor: &Actor) -> Result<(), Refusal> {
        let is_free = self.free_text == FreeText::Everybody || actor.is_token;
        if is_free || self.known.0.contains_key(&hash_of(text)) {
            return Ok(());
        }
        Err(Refusal::new(
            Reason::FreeText,
            "This server takes the documents of its own programs alone. Use an API token, or ask an admin to \
             add this document.",
        ))
    }
}

fn hash_of(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// The hash that 64 hex digits write.
pub(crate) fn read_hash(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != hash.len() * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use async_graphql::Variables;

    use super::*;
    use crate::authenticator::Session;

    const TEXT: &str = "{ hello }";

    fn hex(hash: Hash) -> String {
        hash.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a text takes all");
            text
        })
    }

    fn asked(query: &str, hash: Option<Hash>) -> GraphQlRequest {
        let variables = Variables::default();
        GraphQlRequest { query: query.to_owned(), hash, operation_name: None, variables }
    }

    fn refused(documents: &Documents, actor: &Actor, query: &str, hash: Option<Hash>) -> Reason {
        documents.find(&mut asked(query, hash), actor).expect_err("it is refused").reason
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = hash_of(TEXT);
        assert_eq!(read_hash(&hex(hash)), Some(hash));
        assert_eq!(read_hash(&hex(hash).to_uppercase()), Some(hash));
        for wrong in ["", "ab", &"+f".repeat(32), &"é".repeat(32), &"a".repeat(65)] {
            assert_eq!(read_hash(wrong), None, "{wrong}");
        }
        assert!(KnownDocuments::default().add(&hex(hash), "{ other }").is_err());
    }

    #[test]
    fn what_a_signed_in_caller_sent_is_found_by_its_hash_and_a_strangers_is_not_kept() {
        let documents = Documents::new(Arc::default(), FreeText::Everybody);
        let stranger = Actor::of(&mut Session::new("s"));
        let operator = Actor::of(&mut Session::new("o").signed_in());
        let hash = Some(hash_of(TEXT));
        assert_eq!(refused(&documents, &operator, "", hash), Reason::UnknownDocument);
        assert_eq!(refused(&documents, &operator, "{ other }", hash), Reason::BadRequest);
        let given = documents.find(&mut asked(TEXT, hash), &stranger);
        assert_eq!(given.expect("it is taken"), None);
        let given = documents.find(&mut asked(TEXT, hash), &operator).expect("it is taken");
        documents.learn(given.expect("it may be kept"), TEXT);
        let mut short = asked("", hash);
        documents.find(&mut short, &stranger).expect("it is known");
        assert_eq!(short.query, TEXT);
        let long = " ".repeat(LEARNED_DOCUMENT_BYTES) + TEXT;
        let given = documents.find(&mut asked(&long, Some(hash_of(&long))), &operator);
        assert_eq!(given.expect("it is taken"), None, "what is long is not kept");
    }

    #[test]
    fn a_server_may_take_known_documents_alone_but_from_tokens() {
        let mut known = KnownDocuments::default();
        known.add(&hex(hash_of(TEXT)), TEXT).expect("its own hash");
        let documents = Documents::new(Arc::new(known), FreeText::Tokens);
        let operator = Actor::of(&mut Session::new("o").signed_in());
        let token = Actor::of(&mut Session::new("t").signed_in().by_token());
        assert_eq!(refused(&documents, &operator, "{ other }", None), Reason::FreeText);
        for query in ["", TEXT] {
            let hash = Some(hash_of(TEXT));
            documents.find(&mut asked(query, hash), &operator).expect("it is known");
        }
        documents.find(&mut asked(TEXT, None), &operator).expect("its text is known");
        let other = Some(hash_of("{ other }"));
        let given = documents.find(&mut asked("{ other }", other), &token);
        assert_eq!(given.expect("a token's own"), None, "nobody else may use it");
    }
}
