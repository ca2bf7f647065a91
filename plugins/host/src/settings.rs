//! The schema of a channel's settings: a small part of JSON Schema, checked so that each refusal
//! names the field and says what to do. Keywords that nothing checks are refused when the plugin is
//! loaded.

use crate::limits;
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use switchboard_model::connector::{ConnectorError, ConnectorResult, ErrorClass};
use url::Url;

/// What the settings of a channel may be. The default takes no settings at all.
#[derive(Clone, Debug, Default)]
pub struct SettingsSchema {
    fields: BTreeMap<String, Field>,
    required: Vec<String>,
    source: Value,
}

#[derive(Clone, Debug)]
struct Field {
    kind: Kind,
    choices: Vec<Value>,
    pattern: Option<Regex>,
    is_uri: bool,
    is_secret: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    String,
    Integer,
    Number,
    Boolean,
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::String => "a text",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "$schema")]
    _dialect: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "title")]
    _title: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, FieldDocument>,
    #[serde(default)]
    required: Vec<String>,
    #[serde(rename = "additionalProperties", default)]
    additional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldDocument {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(rename = "enum", default)]
    choices: Vec<Value>,
    pattern: Option<String>,
    format: Option<String>,
    #[serde(rename = "title")]
    _title: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    #[serde(rename = "default")]
    _default: Option<Value>,
    #[serde(rename = "x-secret", default)]
    is_secret: bool,
    #[serde(rename = "x-help")]
    _help: Option<String>,
    #[serde(rename = "x-order")]
    _order: Option<u32>,
}

impl SettingsSchema {
    /// Reads a schema.
    ///
    /// # Errors
    /// A sentence that names what this host cannot check.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if document.kind != "object" || document.additional {
            return Err("write `\"type\": \"object\"` and no additional properties".into());
        }
        if document.properties.len() > limits::SCHEMA_FIELDS_MAX {
            return Err(format!("properties: at most {} can be had", limits::SCHEMA_FIELDS_MAX));
        }
        for name in &document.required {
            if !document.properties.contains_key(name) {
                return Err(format!("required: there is no property `{name}`"));
            }
        }
        let fields = document
            .properties
            .into_iter()
            .map(|(name, field)| match field.check() {
                Ok(field) => Ok((name, field)),
                Err(reason) => Err(format!("properties.{name}: {reason}")),
            })
            .collect::<Result<_, _>>()?;
        let source = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self { fields, required: document.required, source })
    }

    /// The schema as it was written, for those who draw a form from it.
    #[must_use]
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// Checks a channel's settings. A property marked `x-secret` is kept as a secret: its name must
    /// be among `secret_names` when it is required, its value must not be in the settings.
    ///
    /// # Errors
    /// Class `invalid`; the message names the field and what to do.
    pub fn check(&self, settings: &Value, secret_names: &[String]) -> ConnectorResult<()> {
        let Some(settings) = settings.as_object() else {
            return Err(invalid("settings.type", "the settings must be a JSON object".into()));
        };
        for (name, value) in settings {
            let field = self.fields.get(name).ok_or_else(|| self.unknown(name))?;
            if field.is_secret {
                return Err(invalid(
                    "settings.secret",
                    format!("`{name}` is a secret: give it as one, not among the settings"),
                ));
            }
            field
                .check(value)
                .map_err(|reason| invalid("settings.value", format!("`{name}` {reason}")))?;
        }
        for name in &self.required {
            let is_secret = self.fields.get(name).is_some_and(|field| field.is_secret);
            let is_there =
                if is_secret { secret_names.contains(name) } else { settings.contains_key(name) };
            if !is_there {
                return Err(invalid("settings.missing", format!("`{name}` is missing: add it")));
            }
        }
        Ok(())
    }

    fn unknown(&self, name: &str) -> ConnectorError {
        let names = self.fields.keys().map(String::as_str);
        invalid("settings.unknown", unknown_name("setting", name, names))
    }
}

/// A sentence for a name that is not known, with the nearest one that is.
pub(crate) fn unknown_name<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> String {
    let nearest = known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .max_by(|left, right| left.0.total_cmp(&right.0));
    match nearest {
        Some((nearness, candidate)) if nearness >= limits::NEAR_NAMES => {
            format!("there is no {what} `{name}`; did you mean `{candidate}`?")
        }
        Some(_) => format!("there is no {what} `{name}`: remove it"),
        None => format!("there is no {what} `{name}`: this plugin has none"),
    }
}

fn invalid(code: &str, message: String) -> ConnectorError {
    ConnectorError::new(ErrorClass::Invalid, code, message)
}

impl FieldDocument {
    fn check(self) -> Result<Field, String> {
        let is_uri = match self.format.as_deref() {
            None => false,
            Some("uri") => true,
            Some(other) => {
                return Err(format!("format `{other}` is not checked here: only `uri` is"));
            }
        };
        let pattern = self
            .pattern
            .map(|pattern| Regex::new(&pattern).map_err(|error| format!("pattern: {error}")))
            .transpose()?;
        if (is_uri || pattern.is_some()) && self.kind != Kind::String {
            return Err("`pattern` and `format` are for texts".into());
        }
        if self.choices.len() > limits::SCHEMA_CHOICES_MAX {
            return Err(format!("enum: at most {} can be had", limits::SCHEMA_CHOICES_MAX));
        }
        if let Some(wrong) = self.choices.iter().find(|choice| !self.kind.fits(choice)) {
            return Err(format!("enum: {wrong} is not {}", self.kind.words()));
        }
        Ok(Field {
            kind: self.kind,
            choices: self.choices,
            pattern,
            is_uri,
            is_secret: self.is_secret,
        })
    }
}

impl Field {
    fn check(&self, value: &Value) -> Result<(), String> {
        if !self.kind.fits(value) {
            return Err(format!("must be {}", self.kind.words()));
        }
        if !self.choices.is_empty() && !self.choices.contains(value) {
            let choices: Vec<String> = self.choices.iter().map(Value::to_string).collect();
            return Err(format!("must be one of {}", choices.join(", ")));
        }
        let Some(text) = value.as_str() else { return Ok(()) };
        if self.is_uri && Url::parse(text).is_err() {
            return Err("must be a whole URL, such as https://example.org".into());
        }
        match &self.pattern {
            Some(pattern) if !pattern.is_match(text) => {
                Err(format!("must match the pattern {pattern}"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
