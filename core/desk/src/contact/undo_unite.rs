//! Undoes a unite: the pulled contact stands by itself again, with all that came from it and what came later
//! through its identities. The kept one loses what it got, unless somebody has changed that since. Unites that
//! were built on each other can be undone in any order.

use super::fields::{self, Fields};
use super::unite::{check_kept, locked, save, tell_moved};
use crate::change::changed;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::UniteId;
use switchboard_model::contact::{AddressKind, Contact, Unite};
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, contact, contact_address, unite};

command!(undo_unite: undo_unite_in(UniteId) -> Contact);

/// Undoes it and gives the contact that the other one was pulled out of. Undoing it twice changes nothing.
///
/// # Errors
/// `NotFound` for an unknown unite and for one of contacts that are not visible, `Denied` without
/// `contact.unite`, `Conflict` when contacts were united or parted a moment ago, or are being erased.
pub fn undo_unite_in(command: &mut Command<'_>, unite_id: UniteId) -> Result<Contact> {
    let found = unite::lock(command, unite_id)?;
    let root = command.contact_for_unite(found.kept_id)?;
    if found.undone_at.is_some() {
        return Ok(root);
    }
    unite::lock_rows_of_unite(command, &found, root.contact_id)?;
    let [root, pulled] = locked(command, [root.contact_id, found.pulled_id])?;
    check_kept(command, [root.contact_id, pulled.contact_id])?;
    if root.united_into_id.is_some() || pulled.united_into_id != Some(found.kept_id) {
        return Err(DeskError::conflict("these were just united further: read both again"));
    }
    let now = command.now();
    let moved = unite::give_back(command, &found, root.contact_id, now)?;
    unite::update(command, &Unite { undone_at: Some(now), ..found.clone() })?;
    let mut parted = Contact { united_into_id: None, ..pulled };
    settle_addresses(command, &mut parted)?;
    let parted = save(command, &parted)?;
    let kept = withdraw(command, &found)?;
    let filled: Vec<String> = given(&found).into_iter().map(|(name, _)| name).collect();
    let change = Change {
        detail: changed(&["unites"]),
        before: Some(json!({ "pulled": found.pulled_id.to_string(), "filled": filled })),
        after: None,
    };
    command.record((EventKind::ContactUniteUndone, "contact.undo_unite"), &kept, change)?;
    command.event(EventKind::ContactUniteUndone, &parted, changed(&["united_into"]))?;
    tell_moved(command, &moved)?;
    Ok(kept)
}

/// Takes from the kept contact what it got by the unite, and from those that it was pulled into since what
/// they got of it; gives the last of them, which is seen. What a contact that was pulled in later can fill
/// instead, it fills.
fn withdraw(command: &mut Command<'_>, undone: &Unite) -> Result<Contact, StoreError> {
    let (mut id, mut since, mut lost) = (undone.kept_id, undone.unite_id, given(undone));
    loop {
        let before = contact::lock(command, id)?;
        let mut after = before.clone();
        lost.retain(|name, value| fields::of(&before).get(name) == Some(&*value));
        lost.keys().for_each(|name| fields::set(&mut after, name, None));
        refill(command, &mut after, &lost, since)?;
        let Some(above) = before.united_into_id else {
            // Its addresses are where the rows are, and only a contact that is seen has rows.
            let gone = settle_addresses(command, &mut after)?;
            refill(command, &mut after, &gone, UniteId(0))?;
            return save(command, &after);
        };
        if after != before {
            save(command, &after)?;
        }
        let Some(further) = unite::find_of_pulled(command, id)? else {
            return Err(StoreError::Database("a contact is hidden by no unite".to_owned()));
        };
        // What the next one got of this one, which has it no more.
        let left = fields::of(&after);
        lost = given(&further);
        lost.retain(|name, value| left.get(name) != Some(&*value));
        (id, since) = (above, further.unite_id);
    }
}

/// What the kept contact of a unite got by it.
fn given(unite: &Unite) -> Fields {
    unite.filled.as_object().cloned().unwrap_or_default()
}

/// Fills these columns, which are empty, from the contacts that were pulled into this one, in the order in
/// which they were, and notes who gives now what another one gave. A unite from before `since` had its turn.
fn refill(
    command: &mut Command<'_>,
    contact: &mut Contact,
    lost: &Fields,
    since: UniteId,
) -> Result<(), StoreError> {
    if lost.is_empty() {
        return Ok(());
    }
    let all = unite::of_kept(command, contact.contact_id)?;
    for unite in all.into_iter().filter(|unite| unite.unite_id >= since) {
        let mut offered = fields::of(&contact::get(command, unite.pulled_id)?);
        offered.retain(|name, _| lost.contains_key(name));
        let mut gives = given(&unite);
        gives.retain(|name, _| !lost.contains_key(name));
        gives.extend(fields::fill(contact, &offered));
        let after = Unite { filled: Value::Object(gives), ..unite.clone() };
        if after != unite {
            unite::update(command, &after)?;
        }
    }
    Ok(())
}

/// A contact's first addresses are among those that are its own: one that went with another contact gives way
/// to what was told of the contact itself. Gives what went.
fn settle_addresses(
    command: &mut Command<'_>,
    contact: &mut Contact,
) -> Result<Fields, StoreError> {
    let rows = contact_address::of_contacts(command, &[contact.contact_id])?;
    let mut gone = Fields::new();
    for (kind, name) in [(AddressKind::Email, "email"), (AddressKind::Phone, "phone")] {
        let mut own = rows.iter().filter(|row| row.kind == kind);
        let known = kind.of(contact).map(str::to_owned);
        if known.as_ref().is_some_and(|known| own.clone().any(|row| row.value == *known)) {
            continue;
        }
        let told = own.find(|row| row.origin_id == contact.contact_id);
        fields::set(contact, name, told.map(|row| json!(row.value)).as_ref());
        if let (Some(known), None) = (known, told) {
            gone.insert(name.to_owned(), json!(known));
        }
    }
    Ok(gone)
}
