//! Fills a template's text with what is known of a chat. The engine gets no loader, no filter and no function,
//! and of its language names, texts and `if`. What a text may be is looked at before the engine sees it: it
//! goes into itself for each operator and each `elif`, without an end that would save the stack.

use crate::limits::{
    TEMPLATE_EXPRESSION_MAX_BYTES, TEMPLATE_FUEL, TEMPLATE_STATEMENTS_MAX, TEMPLATE_TEXT_MAX_BYTES,
};
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Environment, UndefinedBehavior};
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use switchboard_model::connector::TextFormat;
use switchboard_model::html;

/// What a text may name. What is missing of it is left in the text as it stands there.
pub(crate) const VARIABLES: [&str; 9] = [
    "chat.number",
    "chat.subject",
    "contact.email",
    "contact.first_name",
    "contact.name",
    "contact.phone",
    "contact.role",
    "operator.first_name",
    "operator.name",
];
/// The statements that a text may have.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];

/// What is known, by the names of the variables.
pub(crate) type Known = BTreeMap<&'static str, String>;

/// A filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The text; what is missing stands in it as `{{contact.email}}`.
    pub(crate) body: String,
    /// The variables that nothing is known for.
    pub(crate) missing: Vec<String>,
}

/// Fills a text. Says why it cannot be filled.
pub(crate) fn fill(source: &str, format: TextFormat, known: &Known) -> Result<Filled, String> {
    check_shape(source)?;
    let environment = environment();
    let template = environment.template_from_str(source).map_err(told)?;
    let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    names.sort();
    if let Some(name) = names.iter().find(|name| !VARIABLES.contains(&name.as_str())) {
        return Err(format!("nothing is called {name}: there are {}", VARIABLES.join(", ")));
    }
    let missing = Arc::new(Mutex::new(BTreeSet::new()));
    let body = template.render(values(format, known, &missing)).map_err(told)?;
    if body.len() > TEMPLATE_TEXT_MAX_BYTES {
        return Err(format!("is longer than {TEMPLATE_TEXT_MAX_BYTES} bytes when it is filled"));
    }
    let missing = missing.lock().iter().map(|name| (*name).to_owned()).collect();
    Ok(Filled { body, missing })
}

/// Can the text be filled, whatever is known. Says why not.
pub(crate) fn check(source: &str, format: TextFormat) -> Result<(), String> {
    let everything: Known = VARIABLES.iter().map(|name| (*name, (*name).to_owned())).collect();
    fill(source, format, &everything)?;
    fill(source, format, &Known::new()).map(drop)
}

/// The variables that a text names of who writes it.
pub(crate) fn of_writer(source: &str, format: TextFormat) -> Result<Vec<String>, String> {
    let others = VARIABLES.iter().filter(|name| !name.starts_with("operator."));
    let known: Known = others.map(|name| (*name, (*name).to_owned())).collect();
    Ok(fill(source, format, &known)?.missing)
}

/// The first variable that stands unfilled in a text.
pub(crate) fn unfilled(text: &str) -> Option<&'static str> {
    text.split("{{").skip(1).find_map(|rest| {
        let rest = rest.trim_start();
        let is_meant = |name: &&str| {
            let behind = rest.strip_prefix(*name);
            let goes_on = |next: char| next.is_alphanumeric() || next == '_';
            behind.is_some_and(|behind| !behind.starts_with(goes_on))
        };
        VARIABLES.into_iter().find(is_meant)
    })
}

/// An environment for the texts that live as long.
fn environment<'source>() -> Environment<'source> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(TEMPLATE_FUEL));
    environment
}

/// What the engine says, in one line.
fn told(error: minijinja::Error) -> String {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    match error.line() {
        Some(line) => format!("line {line}: {detail}"),
        None => detail,
    }
}

/// Looks at the length of each expression, at how many statements there are and which.
fn check_shape(source: &str) -> Result<(), String> {
    if source.len() > TEMPLATE_TEXT_MAX_BYTES {
        return Err(format!("is longer than {TEMPLATE_TEXT_MAX_BYTES} bytes: divide it"));
    }
    let (mut rest, mut statements) = (source, 0);
    while let Some(place) = rest.find('{') {
        rest = &rest[place + 1..];
        let (close, is_statement) = match rest.as_bytes().first() {
            Some(b'{') => ("}}", false),
            Some(b'%') => ("%}", true),
            Some(b'#') => {
                // As the engine has it: of `{#}` the comment goes on.
                let inner = &rest[1..];
                let end = inner.find("#}").ok_or("a comment has no end: write #} behind it")?;
                rest = &inner[end + 2..];
                continue;
            }
            _ => continue,
        };
        let inner = &rest[1..];
        let end = end_of(inner, close)?;
        let inner = &inner[..end];
        if inner.len() > TEMPLATE_EXPRESSION_MAX_BYTES {
            let most = TEMPLATE_EXPRESSION_MAX_BYTES;
            return Err(format!("what stands between braces is longer than {most} bytes"));
        }
        if is_statement {
            statements += 1;
            let inner = inner.trim_start_matches(['-', '+']).trim_start();
            let word = inner.split(|letter: char| !letter.is_alphanumeric()).next();
            if !word.is_some_and(|word| STATEMENTS.contains(&word)) {
                return Err(format!("of statements there are {}", STATEMENTS.join(", ")));
            }
        }
        if statements > TEMPLATE_STATEMENTS_MAX {
            return Err(format!("has more than {TEMPLATE_STATEMENTS_MAX} statements"));
        }
        rest = &rest[1 + end + close.len()..];
    }
    Ok(())
}

/// Where an expression ends. Braces inside, but in a text, would hide the end from us or from the engine.
fn end_of(inner: &str, close: &str) -> Result<usize, String> {
    let (mut quote, mut is_escaped) = (None, false);
    for (place, letter) in inner.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if letter == '\\' => is_escaped = true,
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if inner[place..].starts_with(close) => return Ok(place),
            None if matches!(letter, '{' | '}') => {
                return Err("a brace stands between braces: put it in quotes".to_owned());
            }
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            None => {}
        }
    }
    Err(format!("a brace is not closed: write {close} behind it"))
}

/// The values by the groups of their names.
fn values(
    format: TextFormat,
    known: &Known,
    missing: &Arc<Mutex<BTreeSet<&'static str>>>,
) -> Value {
    let mut groups: BTreeMap<&str, Fields> = BTreeMap::new();
    for name in VARIABLES {
        let Some((group, field)) = name.split_once('.') else { continue };
        let value = match known.get(name).filter(|text| !text.is_empty()) {
            Some(text) => Value::from(escaped(text, format)),
            None => Value::from_object(Missing { name, met: Arc::clone(missing) }),
        };
        groups.entry(group).or_default().0.insert(field, value);
    }
    let groups = groups.into_iter().map(|(group, fields)| (group, Value::from_object(fields)));
    Value::from_object(Fields(groups.collect()))
}

/// What a customer is called is never markup.
fn escaped(text: &str, format: TextFormat) -> String {
    match format {
        TextFormat::Html => html::escaped(text),
        TextFormat::Markdown => {
            let mut escaped = String::with_capacity(text.len());
            for letter in text.chars() {
                if "\\`*_[]<>#~|".contains(letter) {
                    escaped.push('\\');
                }
                escaped.push(letter);
            }
            escaped
        }
        TextFormat::Plain => text.to_owned(),
    }
}

/// Values by their names.
#[derive(Debug, Default)]
struct Fields(BTreeMap<&'static str, Value>);

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }
}

/// A variable that nothing is known for: false to an `if`, and remembered where it is written.
#[derive(Debug)]
struct Missing {
    name: &'static str,
    met: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl Object for Missing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.met.lock().insert(self.name);
        write!(formatter, "{{{{{}}}}}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: TextFormat = TextFormat::Plain;

    fn known(pairs: &[(&'static str, &str)]) -> Known {
        pairs.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
    }

    #[test]
    fn what_is_known_is_filled_in_and_what_is_missing_stays_and_is_named() {
        let ana =
            known(&[("contact.first_name", "Ana"), ("chat.number", "7"), ("contact.role", "")]);
        let source = "Hello {{ contact.first_name }}, {{ contact.email }} {{contact.role}} #{{ chat.number }}";
        let filled = fill(source, PLAIN, &ana).expect("filled");
        assert_eq!(filled.body, "Hello Ana, {{contact.email}} {{contact.role}} #7");
        assert_eq!(filled.missing, ["contact.email", "contact.role"]);
        assert_eq!(unfilled(&filled.body), Some("contact.email"));
        let source = "{% if contact.email %}to {{ contact.email }}{% else %}Dear {{ contact.name or 'customer' }}{% endif %}";
        let filled = fill(source, PLAIN, &ana).expect("filled");
        assert_eq!((filled.body.as_str(), filled.missing.len()), ("Dear customer", 0));
    }

    #[test]
    fn what_a_customer_is_called_is_neither_markup_nor_a_template() {
        let name = known(&[("contact.name", "<b>*x*</b> {{ contact.email }}")]);
        let body = |format| fill("{{ contact.name }}", format, &name).expect("filled").body;
        assert_eq!(body(PLAIN), "<b>*x*</b> {{ contact.email }}");
        assert_eq!(body(TextFormat::Html), "&lt;b&gt;*x*&lt;/b&gt; {{ contact.email }}");
        assert_eq!(body(TextFormat::Markdown), "\\<b\\>\\*x\\*\\</b\\> {{ contact.email }}");
    }

    #[test]
    fn unfilled_variables_are_found_and_others_braces_are_not() {
        for text in ["{{contact.email}}", "a {{ b }} {{ contact.email or 'x' }}"] {
            assert_eq!(unfilled(text), Some("contact.email"), "{text}");
        }
        for text in
            ["{{ item.name }}", "{{contact.emails}}", "contact.email", "{{", "{ {contact.email}}"]
        {
            assert_eq!(unfilled(text), None, "{text}");
        }
    }

    #[test]
    fn hostile_texts_are_refused_and_end_nothing() {
        // Short enough to be looked into.
        let long = |part: &str| part.repeat(TEMPLATE_TEXT_MAX_BYTES / 2 / part.len());
        let chain = |between: &str| format!("{{{{ 1{} }}}}", long(between));
        let hostile = [
            "a".repeat(TEMPLATE_TEXT_MAX_BYTES + 1),
            chain(" + 1"),
            chain("|upper"),
            chain(".a"),
            format!("{{{{ {}1 }}}}", long("-")),
            format!("{{{{ {}1 }}}}", long("not ")),
            format!("{{{{ {}1 }}}}", long("(")),
            format!("{{{{ {}1 }}}}", long("[")),
            // Expressions whose end hides: in a text, in a map, behind what looks like a comment.
            format!("{{{{ '}}}}'{} }}}}", long(" + 1")),
            format!("{{{{ {{1: {{2: 3}}}}{} }}}}", long(" + 1")),
            format!("{{#}}{{{{ \" #}}{{{{ '\" }}}} '{} }}}}", long(" + 1")),
            long("{% if 1 %}"),
            format!("{{% if 0 %}}{}{{% endif %}}", long("{% elif 0 %}")),
            "{% for a in [1, 2] %}{% for b in [1, 2] %}{{ a }}{% endfor %}{% endfor %}".to_owned(),
            "{% set a = 'x' %}".to_owned(),
            "{% include 'secret' %}".to_owned(),
            "{% extends 'secret' %}".to_owned(),
            "{%- macro a() %}{{ a() }}{% endmacro %}{{ a() }}".to_owned(),
            "{{ 'a' * 1000000000 }}".to_owned(),
            "{{ range(1000000000) }}".to_owned(),
            "{{ contact }}".to_owned(),
            "{{ contact.nam }}".to_owned(),
            "{{ secret }}".to_owned(),
            "{{ contact.name.secret }}".to_owned(),
            "{{ contact.name() }}".to_owned(),
            "{{ contact.name".to_owned(),
            "{{ contact.name }".to_owned(),
            "{% if contact.name %}".to_owned(),
            "{# never".to_owned(),
        ];
        for source in &hostile {
            let start: String = source.chars().take(40).collect();
            assert!(check(source, PLAIN).is_err(), "{start}");
        }
    }

    #[test]
    fn what_names_its_writer_is_told() {
        let named = |source: &str| of_writer(source, PLAIN).expect("a text");
        assert_eq!(named("{{ operator.name }}, {{ contact.name }}"), ["operator.name"]);
        assert!(named("{{ operator.name or 'We' }} {{ contact.email }}").is_empty());
    }

    #[test]
    fn a_long_text_within_the_bounds_is_filled() {
        let part = "{{ contact.name }} and words enough to fill a line of some length, ";
        let source = part.repeat(TEMPLATE_TEXT_MAX_BYTES / part.len());
        assert_eq!(check(&source, PLAIN), Ok(()));
        let name = "n".repeat(1_000);
        let name = known(&[("contact.name", name.as_str())]);
        assert!(fill(&source, PLAIN, &name).is_err(), "what is filled in has a bound as well");
    }
}
