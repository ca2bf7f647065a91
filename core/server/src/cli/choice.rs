//! The words of the model's enums as options take them, in either case.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use switchboard_model::TextEnum;

/// One of the words of an enum. Its option sets `ignore_case`.
pub fn word_of<T: TextEnum>() -> impl TypedValueParser<Value = T> {
    let values = T::DESCRIBED.iter().map(|(value, described)| {
        let help = described.split_whitespace().collect::<Vec<_>>().join(" ");
        PossibleValue::new(value.word()).help(help)
    });
    PossibleValuesParser::new(values).try_map(|typed| {
        let mut known = T::DESCRIBED.iter().map(|(value, _)| *value);
        known
            .find(|value| value.word().eq_ignore_ascii_case(&typed))
            .ok_or("is none of these words")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Arg, Command};
    use switchboard_model::ChatOrder;

    #[test]
    fn a_word_is_taken_in_either_case() {
        let option = Arg::new("order").long("order").ignore_case(true);
        let command = Command::new("list").arg(option.value_parser(word_of::<ChatOrder>()));
        let typed = |word: &str| {
            let all = ["list", "--order", word];
            let read = command.clone().try_get_matches_from(all).ok()?;
            read.get_one::<ChatOrder>("order").copied()
        };
        assert_eq!(typed("created"), Some(ChatOrder::Created));
        assert_eq!(typed("LAST_MESSAGE"), Some(ChatOrder::LastMessage));
        assert_eq!(typed("last"), None);
    }
}
