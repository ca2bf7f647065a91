//! The texts of a template: one for each language, each of which can be filled.

use super::fill::check;
use crate::limits::TEMPLATE_LOCALES_MAX;
use crate::{DeskError, Result, text};
use switchboard_model::connector::TextFormat;
use switchboard_model::template::TemplateText;
use switchboard_model::{TemplateId, locale};

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText {
    /// The language: BCP 47.
    pub locale: String,
    /// The text with its variables.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
}

/// The texts of a template, by their languages.
pub(super) fn checked(id: TemplateId, given: &[LocalText]) -> Result<Vec<TemplateText>> {
    if given.is_empty() || given.len() > TEMPLATE_LOCALES_MAX {
        let reason = format!("give 1 to {TEMPLATE_LOCALES_MAX} texts, one for each language");
        return Err(DeskError::invalid("texts", reason));
    }
    let mut texts: Vec<TemplateText> = Vec::with_capacity(given.len());
    for one in given {
        let locale = checked_locale("texts", &one.locale)?;
        let refused = |reason: &str| DeskError::invalid("texts", format!("{locale}: {reason}"));
        let body = text::clean(&one.body).trim().to_owned();
        if body.is_empty() {
            return Err(refused("write something"));
        }
        if texts.iter().any(|text| text.locale == locale) {
            return Err(refused("there are two texts in this language: give one"));
        }
        check(&body, one.format).map_err(|reason| refused(&reason))?;
        texts.push(TemplateText { template_id: id, locale, body, format: one.format });
    }
    texts.sort_by(|one, other| one.locale.cmp(&other.locale));
    Ok(texts)
}

/// The language for whom there is no better one: it is one of the texts'.
pub(super) fn checked_default(given: &str, texts: &[TemplateText]) -> Result<String> {
    let locale = checked_locale("defaultLocale", given)?;
    if texts.iter().any(|text| text.locale == locale) {
        return Ok(locale);
    }
    let reason = format!("there is no text in {locale}: write one, or choose another language");
    Err(DeskError::invalid("defaultLocale", reason))
}

fn checked_locale(field: &'static str, tag: &str) -> Result<String> {
    locale::canonical(tag.trim()).ok_or_else(|| {
        DeskError::invalid(field, "write the language as BCP 47 does, such as en or pt-BR")
    })
}
