//! Who wrote or did something.

use crate::{
    batch::{BatchRow, unique},
    relation::load,
    types::{contact::Contact, operator::Operator, rule::Rule},
};
use async_graphql::{Context, Result, SimpleObject, Union};
use std::collections::HashMap;
use switchboard_graphql::{
    api::{Api, api},
    choice,
    lazy::Once,
};
use switchboard_model::{AuthorKind, ContactId, OperatorId, RuleId};

/// Something other than a person.
#[derive(Clone, SimpleObject)]
pub struct AutomaticAuthor {
    /// What it is.
    kind: choice::AuthorKind,
    /// The key of the rule that it is; absent for others, and for one that was deleted.
    rule_key: Option<String>,
}

/// Who wrote or did something.
#[derive(Clone, Union)]
pub enum Author {
    /// A customer.
    Contact(Contact),
    /// A colleague.
    Operator(Operator),
    /// A plugin, a rule or the server.
    Automatic(AutomaticAuthor),
}

/// The authors of many rows, read together.
#[derive(Default)]
pub struct Authors {
    contacts: HashMap<ContactId, Contact>,
    operators: HashMap<OperatorId, Operator>,
    rules: HashMap<RuleId, Rule>,
}

impl Authors {
    /// Reads the authors: one statement for each kind of which there are any.
    pub async fn load(
        api: &Api,
        all: impl Iterator<Item = (AuthorKind, Option<i64>)>,
    ) -> Result<Self> {
        let all = unique(all.filter_map(|(kind, id)| id.map(|id| (kind, id))));
        let of = |wanted: AuthorKind| {
            all.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, id)| *id)
        };
        Ok(Self {
            contacts: load(api, of(AuthorKind::Contact).map(ContactId)).await?,
            operators: load(api, of(AuthorKind::Operator).map(OperatorId)).await?,
            rules: load(api, of(AuthorKind::Rule).map(RuleId)).await?,
        })
    }

    /// The author of a row, read with those of all rows of its batch.
    pub async fn of_row<R, S>(
        ctx: &Context<'_>,
        row: &BatchRow<R, S>,
        relation: fn(&S) -> &Once<Self>,
        author: fn(&R) -> (AuthorKind, Option<i64>),
    ) -> Result<Author> {
        let all = row.all(author).into_iter();
        let load = || async { Self::load(api(ctx)?, all).await };
        let authors = relation(row.relations()).get(load).await?;
        let (kind, id) = author(row);
        Ok(authors.find(kind, id))
    }

    /// The author of a row.
    pub fn find(&self, kind: AuthorKind, id: Option<i64>) -> Author {
        let contact = || self.contacts.get(&ContactId(id?)).cloned().map(Author::Contact);
        let operator = || self.operators.get(&OperatorId(id?)).cloned().map(Author::Operator);
        let found = match kind {
            AuthorKind::Contact => contact(),
            AuthorKind::Operator => operator(),
            AuthorKind::Responder | AuthorKind::Rule | AuthorKind::System => None,
        };
        let is_rule = kind == AuthorKind::Rule;
        let rule = id.filter(|_| is_rule).and_then(|id| self.rules.get(&RuleId(id)));
        let rule_key = rule.map(|rule| rule.0.key.clone());
        found.unwrap_or(Author::Automatic(AutomaticAuthor { kind: kind.into(), rule_key }))
    }
}
