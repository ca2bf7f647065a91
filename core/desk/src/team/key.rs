//! The word by which rules name a team: made of its name at first, and kept when it is renamed.

use crate::limits::{TEAM_KEY_MAX_CHARACTERS, TEAMS_MAX};
use crate::{Command, DeskError, Result};
use switchboard_model::operator::Team;
use switchboard_store::team;

/// A free key for a team of this name.
pub(super) fn free(command: &mut Command<'_>, name: &str) -> Result<String> {
    let taken: Vec<String> =
        team::all(command, TEAMS_MAX)?.into_iter().map(|team| team.key).collect();
    let wanted = of_name(name);
    let numbered = (2..).map(|number: i64| format!("{wanted}-{number}"));
    let mut all = std::iter::once(wanted.clone()).chain(numbered);
    let free = all.find(|key| !taken.contains(key));
    free.ok_or_else(|| DeskError::Internal("the numbers have ended".to_owned()))
}

/// A key that somebody gives a team.
pub(super) fn checked(command: &mut Command<'_>, team: &Team, given: &str) -> Result<String> {
    let key = given.trim();
    if key.is_empty() || key.chars().count() > TEAM_KEY_MAX_CHARACTERS || of_name(key) != key {
        let reason = format!(
            "must be 1 to {TEAM_KEY_MAX_CHARACTERS} small letters, digits, - and _, such as second-level"
        );
        return Err(DeskError::invalid("key", reason));
    }
    let others = team::all(command, TEAMS_MAX)?;
    if others.iter().any(|other| other.team_id != team.team_id && other.key == key) {
        let reason = format!("there is a team of the key {key} already");
        return Err(DeskError::Taken { field: "key", reason });
    }
    Ok(key.to_owned())
}

/// A name as a key: small letters and digits, with `-` between words.
fn of_name(name: &str) -> String {
    let small = name.to_lowercase();
    let words: Vec<&str> = small
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let key: String = words.join("-").chars().take(TEAM_KEY_MAX_CHARACTERS).collect();
    let key = key.trim_end_matches('-');
    if key.is_empty() { "team".to_owned() } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn a_key_is_made_of_the_words_of_a_name() {
        for (name, key) in [
            ("Billing", "billing"),
            ("  Second level – EU ", "second-level-eu"),
            ("Підтримка 2", "підтримка-2"),
            ("★", "team"),
        ] {
            assert_eq!(of_name(name), key);
            assert_eq!(of_name(key), key, "a key stays as it is");
        }
    }
}
