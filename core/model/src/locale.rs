//! Languages as BCP 47 writes them, and which of several texts somebody is written to in.

/// What stands between the parts of a tag; programs write the second as well.
const SEPARATORS: [char; 2] = ['-', '_'];

/// A tag in its usual writing, such as `zh-Hant-TW`; none for what is no tag.
pub fn canonical(tag: &str) -> Option<String> {
    if tag.len() > crate::limits::LOCALE_MAX_BYTES {
        return None;
    }
    let mut subtags = Vec::new();
    for (place, subtag) in tag.split(SEPARATORS).enumerate() {
        let is_letters = subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_subtag = (1..=8).contains(&subtag.len())
            && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_subtag || (place == 0 && (!is_letters || subtag.len() < 2)) {
            return None;
        }
        let lower = subtag.to_ascii_lowercase();
        subtags.push(match subtag.len() {
            2 if place > 0 && is_letters => subtag.to_ascii_uppercase(),
            4 if place > 0 && is_letters => {
                let (first, rest) = lower.split_at(1);
                format!("{}{rest}", first.to_ascii_uppercase())
            }
            _ => lower,
        });
    }
    Some(subtags.join("-"))
}

/// The language of a tag, as filters ask for it and however the tag is written; none where it names none.
pub fn language(tag: &str) -> Option<String> {
    let word = tag.split(SEPARATORS).next()?;
    let is_word = crate::limits::LANGUAGE_LETTERS.contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then(|| word.to_ascii_lowercase())
}

/// The place of the language to write in: the wanted one, the nearest of its more general ones (RFC 4647,
/// 3.4), any of the same language; none where nothing of this fits.
pub fn best(wanted: &str, offered: &[&str]) -> Option<usize> {
    let wanted = canonical(wanted)?;
    let place_of = |tag: &str| offered.iter().position(|one| one.eq_ignore_ascii_case(tag));
    let mut range = wanted.as_str();
    loop {
        if let Some(place) = place_of(range) {
            return Some(place);
        }
        let Some((general, _)) = range.rsplit_once('-') else { break };
        // What a single letter begins says nothing without what follows it.
        range = match general.rsplit_once('-') {
            Some((before, single)) if single.len() == 1 => before,
            _ => general,
        };
    }
    let language = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    offered.iter().position(|one| language(one) == language(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_in_one_way_and_what_is_none_is_refused() {
        for (tag, written) in [
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH-1996"),
        ] {
            assert_eq!(canonical(tag).as_deref(), Some(written));
        }
        for tag in ["", "e", "12", "en-", "en--US", "en US", "en;q=1", "абв", "toolonglanguage"]
        {
            assert_eq!(canonical(tag), None, "{tag}");
        }
        assert_eq!(canonical(&"en-a".repeat(1_000)), None);
    }

    #[test]
    fn a_tag_tells_its_language_however_it_is_written() {
        for tag in ["de", "DE", "de-AT", "De_ch", "de-", "de_at and more"] {
            assert_eq!(language(tag).as_deref(), Some("de"), "{tag}");
        }
        assert_eq!(language("den-AT").as_deref(), Some("den"));
        for tag in ["", "d", "d-AT", "12", "-de", "dé", "de AT", "toolonglanguage"] {
            assert_eq!(language(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_nearest_language_is_found() {
        let offered = ["en", "de", "de-AT", "zh-Hant", "pt-BR"];
        let best = |wanted: &str| best(wanted, &offered).map(|place| offered[place]);
        assert_eq!(best("de_at"), Some("de-AT"));
        assert_eq!(best("de-CH"), Some("de"));
        assert_eq!(best("zh-Hant-TW"), Some("zh-Hant"));
        assert_eq!(best("zh-Hant-x-own"), Some("zh-Hant"));
        assert_eq!(best("pt-PT"), Some("pt-BR"));
        assert_eq!(best("fr"), None);
        assert_eq!(best("no tag"), None);
    }
}
