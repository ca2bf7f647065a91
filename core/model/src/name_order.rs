//! How names are ordered: by keys whose letters compare as readers of a language sort the names (F13). A key is
//! made once, where the name is written, and kept beside it.

use crate::limits::NAME_KEY_MAX_BYTES;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale_core::Locale;
use serde::{Deserialize, Serialize};

/// The release of the collator and its data: what another one made does not compare with what this one makes.
const RELEASE: &str = "2.4.0";
/// The order of those who read no language in particular (CLDR's root).
pub const ANY_LANGUAGE: &str = "und";

/// Where a name stands: lower-case hexadecimal digits, which compare as the bytes of the sort key do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NameKey(String);

/// A text that is no [`NameKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key of a name is made of digits and the letters a to f")]
pub struct InvalidNameKey;

impl NameKey {
    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for NameKey {
    type Error = InvalidNameKey;

    fn try_from(text: String) -> Result<Self, InvalidNameKey> {
        let is_key = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_key && text.len() <= 2 * NAME_KEY_MAX_BYTES {
            Ok(Self(text))
        } else {
            Err(InvalidNameKey)
        }
    }
}

impl From<NameKey> for String {
    fn from(key: NameKey) -> Self {
        key.0
    }
}

/// The order of one language.
#[derive(Debug)]
pub struct NameOrder(CollatorBorrowed<'static>);

impl NameOrder {
    /// The order of a language (BCP 47), of a more general one where it has none of its own; none for a word that
    /// is no language.
    pub fn of(language: &str) -> Option<Self> {
        let locale = Locale::try_from_str(language).ok()?;
        CollatorBorrowed::try_new((&locale).into(), CollatorOptions::default()).ok().map(Self)
    }

    /// Where a name stands. Names that begin alike for longer than a key is share one.
    pub fn key(&self, name: &str) -> NameKey {
        let mut bytes = Vec::new();
        let Ok(()) = self.0.write_sort_key_to(name, &mut bytes);
        bytes.truncate(NAME_KEY_MAX_BYTES);
        NameKey(bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect())
    }
}

fn digit(half: u8) -> char {
    char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 })
}

/// Tells keys apart that do not compare: rises when the language is changed, and with the collator. `change` counts
/// the changes of the language; 0 is the order of [`ANY_LANGUAGE`], before any.
pub fn stamp(change: i64) -> i64 {
    let parts = RELEASE.split('.').filter_map(|part| part.parse::<i64>().ok());
    let release = parts.fold(0, |all, part| all * 1_000 + part);
    change.saturating_mul(1_000_000_000).saturating_add(release)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(language: &str, names: &[&'a str]) -> Vec<&'a str> {
        let order = NameOrder::of(language).expect("a language");
        let mut names = names.to_vec();
        names.sort_by_key(|name| order.key(name));
        names
    }

    /// F13.
    #[test]
    fn names_stand_as_readers_of_the_language_sort_them() {
        let names = ["Zoë", "Öberg", "Olsen", "ána", "Ana", "Борис"];
        assert_eq!(sorted(ANY_LANGUAGE, &names), ["Ana", "ána", "Öberg", "Olsen", "Zoë", "Борис"]);
        assert_eq!(sorted("sv", &names), ["Ana", "ána", "Olsen", "Zoë", "Öberg", "Борис"]);
        assert_eq!(sorted("de-AT", &["Zoë", "Öberg"]), ["Öberg", "Zoë"]);
        assert!(NameOrder::of("no language").is_none());
    }

    #[test]
    fn a_key_is_bounded_and_comes_back_from_its_text() {
        let order = NameOrder::of(ANY_LANGUAGE).expect("a language");
        let key = order.key(&"Zoë 北京 ".repeat(1_000));
        assert_eq!(key.as_str().len(), 2 * NAME_KEY_MAX_BYTES);
        assert_eq!(NameKey::try_from(key.as_str().to_owned()), Ok(key.clone()));
        for wrong in ["2A", "2a'", &format!("{}00", key.as_str())] {
            assert_eq!(NameKey::try_from(wrong.to_owned()), Err(InvalidNameKey), "{wrong}");
        }
    }

    #[test]
    fn another_language_and_another_release_have_higher_stamps() {
        assert!(stamp(0) > 0);
        assert!(stamp(1) > stamp(0));
        let lock = include_str!("../../../Cargo.lock");
        for name in ["icu_collator", "icu_collator_data"] {
            let entry = format!("name = \"{name}\"\nversion = \"{RELEASE}\"\n");
            assert!(lock.contains(&entry), "write the release of {name} into RELEASE");
        }
    }
}
