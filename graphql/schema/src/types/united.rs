//! What a contact has of others: their addresses, the unites that brought them, and who may be the same person.

use crate::{
    batch::{by_id, unique},
    caller::{chat_reader, has, read},
    noun::Noun,
    relation::load,
    types::{contact::Contact, operator::Operator},
};
use async_graphql::{Context, ID, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::{DeskError, read::Related};
use switchboard_graphql::{api::api, choice::AddressKind, scalars::DateTime};
use switchboard_model::{ContactId, Permission, contact};

/// An email address or a phone number of a contact.
#[derive(Clone, SimpleObject)]
pub struct ContactAddress {
    /// Which of the two.
    kind: AddressKind,
    /// The address.
    value: String,
    /// It is the contact's own `email` or `phone`; the others came with contacts that were pulled into it.
    is_primary: bool,
}

/// A contact that was pulled into this one, or into one that was pulled into it.
#[derive(Clone, SimpleObject)]
pub struct ContactUnite {
    /// Pass it to `contactUndoUnite`.
    unite_id: ID,
    /// The contact that was pulled. Its id stands for this contact until the unite is undone.
    pulled_id: ID,
    /// What that is called.
    pulled_name: String,
    /// Who united them; absent when the operator is gone.
    operator: Option<Operator>,
    /// When.
    created_at: DateTime,
}

/// The unites of many contacts, read together.
#[derive(Default)]
pub struct Unites(HashMap<ContactId, Vec<ContactUnite>>);

impl Contact {
    pub(super) async fn all_addresses(&self, ctx: &Context<'_>) -> Result<Vec<ContactAddress>> {
        let load = || async {
            let ids = self.0.all(|row| row.contact_id);
            api(ctx)?.read_related(move |related| related.addresses_of_contacts(&ids)).await
        };
        let rows = self.0.relations().addresses.get(load).await?;
        let own = rows.iter().filter(|row| row.contact_id == self.0.contact_id);
        Ok(own
            .map(|row| ContactAddress {
                kind: row.kind.into(),
                value: row.value.clone(),
                is_primary: row.kind.of(&self.0) == Some(row.value.as_str()),
            })
            .collect())
    }

    pub(super) async fn all_unites(&self, ctx: &Context<'_>) -> Result<Vec<ContactUnite>> {
        let load = || async {
            let ids = self.0.all(|row| row.contact_id);
            Unites::read(ctx, ids).await
        };
        let unites = self.0.relations().unites.get(load).await?;
        Ok(unites.0.get(&self.0.contact_id).cloned().unwrap_or_default())
    }

    pub(super) async fn visible_duplicates(&self, ctx: &Context<'_>) -> Result<Vec<Contact>> {
        if !has(ctx, Permission::ContactRead) {
            return Ok(Vec::new());
        }
        let key = chat_reader(ctx)?.operator_id;
        let load = || async {
            let ids = self.0.all(|row| row.contact_id);
            let found = read(ctx, move |reader| {
                let pairs = reader.duplicates_of_contacts(&ids)?;
                let others = unique(pairs.iter().map(|(_, other)| *other));
                Ok((pairs, Contact::VISIBLE(reader, &others)?))
            });
            let (pairs, rows) = found.await?;
            let others = by_id::<Contact>(rows);
            let mut lists: HashMap<ContactId, Vec<Contact>> = HashMap::new();
            for (id, other) in pairs {
                lists.entry(id).or_default().extend(others.get(&other).cloned());
            }
            Ok(lists)
        };
        let lists = self.0.relations().duplicates.get(key, load).await?;
        Ok(lists.get(&self.0.contact_id).cloned().unwrap_or_default())
    }
}

/// Rows of unites, each with the contact that shows it, and the contacts that were pulled.
type UniteRows = (Vec<(ContactId, contact::Unite)>, Vec<contact::Contact>);

fn unite_rows(related: &mut Related<'_>, ids: &[ContactId]) -> Result<UniteRows, DeskError> {
    let unites = related.unites_of_contacts(ids)?;
    let pulled = unique(unites.iter().map(|(_, unite)| unite.pulled_id));
    Ok((unites, related.contacts(&pulled)?))
}

impl Unites {
    async fn read(ctx: &Context<'_>, ids: Vec<ContactId>) -> Result<Self> {
        let api = api(ctx)?;
        let (rows, pulled) = api.read_related(move |related| unite_rows(related, &ids)).await?;
        let names: HashMap<ContactId, String> = pulled
            .iter()
            .map(|contact| (contact.contact_id, contact.display_name().into_owned()))
            .collect();
        let operators = load::<Operator>(api, rows.iter().map(|(_, row)| row.operator_id)).await?;
        let mut lists: HashMap<ContactId, Vec<ContactUnite>> = HashMap::new();
        for (id, row) in rows {
            lists.entry(id).or_default().push(ContactUnite {
                unite_id: row.unite_id.into(),
                pulled_id: row.pulled_id.into(),
                pulled_name: names.get(&row.pulled_id).cloned().unwrap_or_default(),
                operator: operators.get(&row.operator_id).cloned(),
                created_at: DateTime(row.created_at),
            });
        }
        Ok(Self(lists))
    }
}
