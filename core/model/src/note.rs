//! A note: staff only. No path leads from here to an outbound message.

use crate::{AuthorKind, ChatId, ContactId, NoteId, OperatorId, RuleId, Timestamp};

text_enum! {
    /// What a note was written for.
    NoteKind {
        /// For whoever reads the chat.
        Plain = "PLAIN",
        /// The comment of a forward, or of declining one.
        Forward = "FORWARD",
        /// The comment of an escalation.
        Escalation = "ESCALATION",
    }
}

/// A note on a chat or on a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::notes, primary_key(note_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Note {
    /// The id.
    pub note_id: NoteId,
    /// The chat it stands in, if it stands in one.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: Option<ChatId>,
    /// The contact it is about: the chat's, or the one it was put on.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub contact_id: ContactId,
    /// The operator who wrote it; none where a rule did.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// The rule that wrote it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub rule_id: Option<RuleId>,
    /// What it was written for.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub kind: NoteKind,
    /// The text.
    pub body: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was written.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Note {
    /// Who wrote it.
    pub fn author_kind(&self) -> AuthorKind {
        if self.rule_id.is_some() { AuthorKind::Rule } else { AuthorKind::Operator }
    }

    /// The operators whom its text names, each once.
    pub fn mentions(&self) -> Vec<OperatorId> {
        let mut named = Vec::new();
        for id in mention_words(&self.body).filter_map(|word| word.parse().ok()) {
            if !named.contains(&id) {
                named.push(id);
            }
        }
        named
    }
}

/// What stands in the tokens of a text that name operators, such as `operator_0123456789abc` in
/// `@[operator_0123456789abc]`. Other words in such brackets are text.
pub fn mention_words(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split("@[").skip(1).filter_map(|rest| rest.split_once(']'));
    inside.map(|(word, _)| word).filter(|word| {
        word.strip_prefix(OperatorId::KIND).is_some_and(|rest| rest.starts_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_operators_by_their_ids_and_nobody_else() {
        let (olga, otto) = (OperatorId(1), OperatorId(2));
        let text = format!(
            "@[{olga}], ask @[{otto}] or @[{olga}]; see @[a link](x), @[chat_1], @[operators], \
             mail@[operator_x] and @[{otto}"
        );
        let note = Note {
            note_id: NoteId(1),
            chat_id: None,
            contact_id: ContactId(1),
            operator_id: Some(olga),
            rule_id: None,
            kind: NoteKind::Plain,
            body: text.clone(),
            version: 1,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        };
        assert_eq!(note.mentions(), [olga, otto]);
        let wrong: Vec<&str> =
            mention_words(&text).filter(|word| word.parse::<OperatorId>().is_err()).collect();
        assert_eq!(wrong, ["operator_x"]);
    }
}
