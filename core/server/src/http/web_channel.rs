//! A web channel as pages show it: its settings, and the texts that its script brings along.

use crate::app::App;
use serde_json::{Value, json};
use switchboard_desk::{
    DeskError,
    channel::web::{LauncherSide, WebSettings},
    limits::CHANNEL_KEY_CHARACTERS,
    setting,
};
use switchboard_model::{
    PublicUrl,
    channel::{ChannelState, WEB_PLUGIN},
    locale,
};

/// A web channel that can be written to.
pub struct WebChannel {
    key: String,
    settings: WebSettings,
    title: String,
    texts: &'static Texts,
}

/// What the script says before the widget has its own words.
struct Texts {
    language: &'static str,
    title: &'static str,
    label: &'static str,
    failure: &'static str,
}

/// In the widget's languages; the first is for all others.
static TEXTS: [Texts; 5] = [
    Texts {
        language: "en",
        title: "Support",
        label: "Write to us",
        failure: "The chat could not be loaded. Try again.",
    },
    Texts {
        language: "uk",
        title: "Підтримка",
        label: "Написати нам",
        failure: "Не вдалося завантажити чат. Спробуйте ще раз.",
    },
    Texts {
        language: "de",
        title: "Support",
        label: "Schreiben Sie uns",
        failure: "Der Chat konnte nicht geladen werden. Versuchen Sie es noch einmal.",
    },
    Texts {
        language: "es",
        title: "Soporte",
        label: "Escríbanos",
        failure: "No se pudo cargar el chat. Inténtelo de nuevo.",
    },
    Texts {
        language: "ar",
        title: "الدعم",
        label: "راسلنا",
        failure: "تعذّر تحميل المحادثة. حاول مرة أخرى.",
    },
];

impl WebChannel {
    /// The channel with this key; none where no active web channel has it.
    pub async fn find(app: &App, key: &str) -> Result<Option<Self>, DeskError> {
        // Anything else is no key, and not worth remembering that it is unknown.
        if !CHANNEL_KEY_CHARACTERS.contains(&key.len()) {
            return Ok(None);
        }
        let found = app.channel_by_key(key).await?.filter(|channel| {
            channel.plugin == WEB_PLUGIN && channel.state == ChannelState::Active
        });
        let Some(channel) = found else { return Ok(None) };
        let server = app.desk.store().read(setting::load).await?;
        let texts = texts(&server.default_language);
        let settings = WebSettings::read(&channel.settings)?;
        let title = settings.look.title.clone().or(server.desk_name);
        let title = title.unwrap_or_else(|| texts.title.to_owned());
        Ok(Some(Self { key: channel.key, settings, title, texts }))
    }

    /// The name under which the company answers.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What a page says where the chat did not come.
    pub fn failure(&self) -> &str {
        self.settings.look.failure.as_deref().unwrap_or(self.texts.failure)
    }

    /// The pages that may show it.
    pub fn allowed_origins(&self) -> &[String] {
        &self.settings.allowed_origins
    }

    /// Where its script is.
    pub fn script(&self, own: &PublicUrl) -> String {
        own.address(&format!("/widget/{}.js", self.key))
    }

    /// What the script is told, `Settings` of `graphql/web/widget/settings.ts`: the server's own address, and the name
    /// of the module to import.
    pub fn told(&self, own: &PublicUrl, app: &str) -> Value {
        let look = &self.settings.look;
        let side = match look.side {
            LauncherSide::Start => "start",
            LauncherSide::End => "end",
        };
        json!({
            "key": self.key,
            "origin": own.as_str(),
            "app": format!("/widget/{app}"),
            "label": look.label.as_deref().unwrap_or(self.texts.label),
            "failure": self.failure(),
            "title": self.title,
            "accent": look.accent.as_str(),
            "onAccent": look.on_accent.as_str(),
            "side": side,
            "layer": look.layer,
        })
    }
}

/// The texts in a language (BCP 47), or else in English.
fn texts(language: &str) -> &'static Texts {
    let offered = TEXTS.each_ref().map(|texts| texts.language);
    &TEXTS[locale::best(language, &offered).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_texts_or_english_ones() {
        for (language, label) in [
            ("uk", "Написати нам"),
            ("es-MX", "Escríbanos"),
            ("en-GB", "Write to us"),
            ("fi", "Write to us"),
            ("", "Write to us"),
        ] {
            assert_eq!(texts(language).label, label, "{language}");
        }
    }
}
