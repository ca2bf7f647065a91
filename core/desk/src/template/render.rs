//! What a template says in a chat: in the customer's language, with what is known of them. Nothing is sent and
//! nothing is counted: the text goes into what the operator writes.

use super::fill::{Known, fill};
use crate::access::{chat_for_read, is_owned_seen};
use crate::read::Reader;
use crate::{DeskError, Result};
use switchboard_model::actor::OperatorActor;
use switchboard_model::chat::Chat;
use switchboard_model::connector::TextFormat;
use switchboard_model::contact::Contact;
use switchboard_model::template::TemplateText;
use switchboard_model::{Actor, ChatId, Permission, TemplateId, locale};
use switchboard_store::{DatabaseConnection, contact, operator, template};

/// Which template, in which chat.
#[derive(Clone, Debug)]
pub struct RenderInput {
    pub template_id: TemplateId,
    pub chat_id: ChatId,
    /// The language; none: the customer's.
    pub locale: Option<String>,
}

/// A template's text for a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text; what is missing stands in it as `{{contact.email}}`.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
    /// The language that was chosen.
    pub locale: String,
    /// The variables that nothing is known for: a reply that still has one is refused.
    pub missing: Vec<String>,
}

impl Reader<'_> {
    /// What a template says in a chat.
    ///
    /// # Errors
    /// `NotFound` for a template or a chat that is not visible, `Invalid` for a text that cannot be filled.
    pub fn render_template(&mut self, input: &RenderInput) -> Result<Rendered> {
        let operator = self.operator()?;
        render(self.related().connection, operator, input)
    }
}

/// What a template says in a chat, to whom writes it.
///
/// # Errors
/// As [`Reader::render_template`].
pub(crate) fn render(
    connection: &mut DatabaseConnection,
    operator: &OperatorActor,
    input: &RenderInput,
) -> Result<Rendered> {
    let actor = Actor::Operator(operator.clone());
    let found = template::get(connection, input.template_id)?;
    if !is_owned_seen(&actor, found.owner(), Permission::TemplateManage) {
        return Err(DeskError::NotFound);
    }
    let chat = chat_for_read(connection, &actor, input.chat_id)?.into_chat();
    let contact = contact::get(connection, chat.contact_id)?;
    let operator_name = operator::get(connection, operator.operator_id)?.name;
    let mut known = known_of(&chat, &contact, operator.visible_contacts().is_some());
    known.insert("operator.first_name", first_name(&operator_name));
    known.insert("operator.name", operator_name);
    let wanted = input.locale.as_deref().or(contact.locale.as_deref());
    let texts = template::texts(connection, &[input.template_id])?;
    filled(&texts, &found.default_locale, wanted, &known)
}

/// What these texts say to a contact in a chat, when nobody in particular writes it.
///
/// # Errors
/// `Invalid` for a text that cannot be filled.
pub(crate) fn render_to(
    texts: &[TemplateText],
    default_locale: &str,
    contact: &Contact,
    chat: &Chat,
) -> Result<Rendered> {
    filled(texts, default_locale, contact.locale.as_deref(), &known_of(chat, contact, true))
}

fn filled(
    texts: &[TemplateText],
    default_locale: &str,
    wanted: Option<&str>,
    known: &Known,
) -> Result<Rendered> {
    let text = chosen(texts, default_locale, wanted).ok_or(DeskError::NotFound)?;
    let filled = fill(&text.body, text.format, known)
        .map_err(|reason| DeskError::invalid("templateId", reason))?;
    let (locale, format) = (text.locale.clone(), text.format);
    Ok(Rendered { body: filled.body, format, locale, missing: filled.missing })
}

/// What is known of a chat and its contact.
fn known_of(chat: &Chat, contact: &Contact, sees_contact: bool) -> Known {
    let mut known = Known::new();
    known.insert("chat.number", chat.number.to_string());
    known.insert("chat.subject", chat.subject.clone().unwrap_or_default());
    known.insert("contact.first_name", first_name(&contact.name));
    known.insert("contact.name", contact.name.clone());
    if sees_contact {
        let Contact { email, phone, role, .. } = contact;
        for (name, value) in
            [("contact.email", email), ("contact.phone", phone), ("contact.role", role)]
        {
            known.insert(name, value.clone().unwrap_or_default());
        }
    }
    known
}

/// The text in the language that fits best, or in the template's own.
fn chosen<'a>(
    texts: &'a [TemplateText],
    default_locale: &str,
    wanted: Option<&str>,
) -> Option<&'a TemplateText> {
    let offered: Vec<&str> = texts.iter().map(|text| text.locale.as_str()).collect();
    let best = wanted.and_then(|wanted| locale::best(wanted, &offered));
    let own = || offered.iter().position(|one| *one == default_locale);
    texts.get(best.or_else(own)?)
}

fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}
