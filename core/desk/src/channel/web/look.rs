//! How the web chat looks on a company's page: its name, its colours and where its launcher stands.

use crate::limits::{WIDGET_LAYERS, WIDGET_TEXT_MAX_CHARACTERS};
use serde::{Deserialize, Serialize};

/// A colour as `#RRGGBB`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

impl Colour {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is no colour: write #RRGGBB, such as #2B5FD9"))
        }
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

/// In which corner the launcher stands, in the direction in which the page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LauncherSide {
    /// Where lines begin.
    Start,
    /// Where they end.
    #[default]
    End,
}

/// How the chat looks on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LookSettings {
    /// What stands over the chat: the name under which the company answers; none: the desk's name.
    pub title: Option<String>,
    /// What the launcher says to those who cannot see it; none: a sentence in the server's language.
    pub label: Option<String>,
    /// What stands beside the launcher when the chat could not be fetched; none: likewise.
    pub failure: Option<String>,
    /// The company's colour.
    pub accent: Colour,
    /// What is drawn on it. Where that could not be read, the page takes white or black.
    pub on_accent: Colour,
    /// The launcher's corner.
    pub side: LauncherSide,
    /// Where the launcher lies among the page's layers (`z-index`).
    pub layer: i32,
}

impl Default for LookSettings {
    fn default() -> Self {
        Self {
            title: None,
            label: None,
            failure: None,
            accent: Colour("#2B5FD9".to_owned()),
            on_accent: Colour("#FFFFFF".to_owned()),
            side: LauncherSide::default(),
            layer: 2_147_483_000,
        }
    }
}

/// Is this a look that a web channel can have.
pub(super) fn check(look: &LookSettings) -> Result<(), String> {
    let texts = [("title", &look.title), ("label", &look.label), ("failure", &look.failure)];
    for (name, text) in texts {
        let Some(text) = text else { continue };
        let length = text.chars().count();
        if text.trim().is_empty()
            || length > WIDGET_TEXT_MAX_CHARACTERS
            || text.chars().any(char::is_control)
        {
            return Err(format!(
                "look.{name} is one line of 1 to {WIDGET_TEXT_MAX_CHARACTERS} characters"
            ));
        }
    }
    if !WIDGET_LAYERS.contains(&look.layer) {
        let (least, most) = (*WIDGET_LAYERS.start(), *WIDGET_LAYERS.end());
        return Err(format!("look.layer is a number from {least} to {most}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(look: Value) -> Result<LookSettings, String> {
        let look = LookSettings::deserialize(&look).map_err(|error| error.to_string())?;
        check(&look).map(|()| look)
    }

    #[test]
    fn what_is_left_out_has_a_value() {
        assert_eq!(read(json!({})), Ok(LookSettings::default()));
        let look = read(json!({ "title": "Pay Support", "side": "START", "accent": "#ffd400" }));
        let look = look.expect("a look");
        assert_eq!((look.title.as_deref(), look.side), (Some("Pay Support"), LauncherSide::Start));
        assert_eq!((look.accent.as_str(), look.on_accent.as_str()), ("#ffd400", "#FFFFFF"));
    }

    #[test]
    fn what_no_page_could_show_is_refused_by_its_name() {
        for (wrong, told) in [
            (json!({ "accent": "red" }), "#RRGGBB"),
            (json!({ "on_accent": "#12345" }), "#RRGGBB"),
            (json!({ "on_accent": "#12345é" }), "#RRGGBB"),
            (json!({ "title": " " }), "look.title"),
            (json!({ "label": "two\nlines" }), "look.label"),
            (json!({ "failure": "x".repeat(WIDGET_TEXT_MAX_CHARACTERS + 1) }), "look.failure"),
            (json!({ "layer": -1 }), "look.layer"),
            (json!({ "side": "LEFT" }), "LEFT"),
            (json!({ "color": "#123456" }), "color"),
        ] {
            let error = read(wrong.clone()).expect_err("it was taken");
            assert!(error.contains(told), "{wrong}: {error}");
        }
    }
}
