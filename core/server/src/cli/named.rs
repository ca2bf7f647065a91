//! Finds what admins name on a command line: operators by their address, chats by their number, contacts by a
//! chat of theirs, the rest by name, and all but operators and roles by their id.

use anyhow::{Context as _, Result, ensure};
use switchboard_desk::{
    Desk,
    limits::{ROLES_MAX, TEAMS_MAX},
};
use switchboard_model::{
    ChatId, ContactId, RoleId, TeamId,
    operator::{Operator, Team},
};
use switchboard_store::{chat, operator, page::chats, role, team};

/// The operator who signs in with an address.
pub async fn operator(desk: &Desk, email: &str) -> Result<Operator> {
    let wanted = email.trim().to_lowercase();
    let read = desk.store().read(move |connection| operator::find_by_email(connection, &wanted));
    read.await?.with_context(|| {
        format!("no operator has the address {email}: `switchboard operator list` shows all")
    })
}

/// The role of a name.
pub async fn role_id(desk: &Desk, name: &str) -> Result<RoleId> {
    let all = desk.store().read(|connection| role::all(connection, ROLES_MAX)).await?;
    let found = all.iter().find(|role| role.name == name);
    let found = found.with_context(|| {
        let names: Vec<&str> = all.iter().map(|role| role.name.as_str()).collect();
        format!("there is no role {name:?}; there are {}", names.join(", "))
    })?;
    Ok(found.role_id)
}

/// The team of a name or id.
pub async fn team(desk: &Desk, word: &str) -> Result<Team> {
    let all = desk.store().read(|connection| team::all(connection, TEAMS_MAX)).await?;
    let id = word.parse::<TeamId>().ok();
    only(all, ("team", word), |team| team.name == word || Some(team.team_id) == id)
}

/// The teams of these names or ids.
pub async fn team_ids(desk: &Desk, words: &[String]) -> Result<Vec<TeamId>> {
    let mut ids = Vec::new();
    for word in words {
        ids.push(team(desk, word).await?.team_id);
    }
    Ok(ids)
}

/// The chat of a number or an id.
pub async fn chat_id(desk: &Desk, text: &str) -> Result<ChatId> {
    let Ok(number) = text.parse::<i64>() else { return Ok(text.parse::<ChatId>()?) };
    let found = desk.store().read(move |connection| chats::find_by_number(connection, number));
    found.await?.with_context(|| format!("there is no chat with the number {number}"))
}

/// The contact of an id, or of a chat's number or id.
pub async fn contact_id(desk: &Desk, text: &str) -> Result<ContactId> {
    if let Ok(id) = text.parse::<ContactId>() {
        return Ok(id);
    }
    let id = chat_id(desk, text).await?;
    Ok(desk.store().read(move |connection| chat::get(connection, id)).await?.contact_id)
}

/// The only row that is meant by a word, which stands behind what it is.
pub fn only<T>(
    rows: Vec<T>,
    (what, word): (&str, &str),
    is_meant: impl Fn(&T) -> bool,
) -> Result<T> {
    let mut found = rows.into_iter().filter(is_meant);
    let one = found.next().with_context(|| {
        format!("there is no {what} {word:?}: `switchboard {what} list` shows all")
    })?;
    ensure!(
        found.next().is_none(),
        "more than one {what} is called {word:?}: name it by its id, which `switchboard {what} list` shows"
    );
    Ok(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_or_not_the_only_one_is_no_guess() {
        let of = |rows: &[i32], word| only(rows.to_vec(), ("label", word), |row| *row > 1);
        assert_eq!(of(&[1, 2], "a").ok(), Some(2));
        for (rows, told) in [(&[1][..], "label list"), (&[2, 3][..], "by its id")] {
            let said = of(rows, "a").expect_err("no guess").to_string();
            assert!(said.contains(told) && said.contains("\"a\""), "{said}");
        }
    }
}
