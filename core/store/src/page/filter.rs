//! The conditions of a filter of chats in SQL: the one rendering of `model::ChatFilter`. Each is true or
//! false and never unknown, so that its opposite is what it leaves out. What people typed is bound.

use super::statement::{numbers, one_of};
use super::united;
use diesel::connection::Connection;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::serialize::ToSql;
use diesel::sql_query;
use diesel::sql_types::{HasSqlType, Text};
use switchboard_model::{AttributeCondition, ChatFilter, FilterContext, OperatorId, Timestamp};

/// What people typed, in the order of its places in the text: `$1`, `$2` …
#[derive(Default)]
pub(super) struct Binds(Vec<String>);

impl Binds {
    fn place(&mut self, text: &str) -> String {
        self.0.push(text.to_owned());
        format!("${}", self.0.len())
    }

    fn places(&mut self, texts: &[String]) -> String {
        let places: Vec<String> = texts.iter().map(|text| self.place(text)).collect();
        places.join(", ")
    }

    /// The statement with them, for the database of this connection.
    pub(super) fn query<'a, Conn>(
        &'a self,
        _: &Conn,
        text: String,
    ) -> BoxedSqlQuery<'a, Conn::Backend, SqlQuery>
    where
        Conn: Connection,
        Conn::Backend: HasSqlType<Text>,
        &'a str: ToSql<Text, Conn::Backend>,
    {
        let boxed: BoxedSqlQuery<'a, Conn::Backend, SqlQuery> = sql_query(text).into_boxed();
        self.0.iter().fold(boxed, |query, bound| query.bind::<Text, _>(bound.as_str()))
    }
}

/// The conditions on `chats` that keep those that are like this; none where it asks for nothing.
pub(super) fn conditions(
    filter: &ChatFilter,
    context: FilterContext,
    binds: &mut Binds,
) -> Vec<String> {
    let mut all = words(filter);
    all.extend(ids(filter));
    all.extend(of_references(filter, binds));
    all.extend(filter.chat_attribute.as_ref().map(|one| of_chat(one, binds)));
    all.extend(of_contact(filter, binds));
    all.extend(of_operator(filter, context.operator_id));
    all.extend(handover(filter));
    all.extend(times(filter, context.now));
    for one in &filter.all {
        all.extend(conditions(one, context, binds));
    }
    if let Some(alternatives) = &filter.any {
        let alternatives: Vec<String> =
            alternatives.iter().map(|one| both(&conditions(one, context, binds))).collect();
        let is_one = alternatives.join(" OR ");
        all.push(if is_one.is_empty() { "FALSE".to_owned() } else { format!("({is_one})") });
    }
    if let Some(one) = &filter.not {
        all.push(format!("NOT {}", both(&conditions(one, context, binds))));
    }
    all
}

/// All of these as one condition.
fn both(conditions: &[String]) -> String {
    if conditions.is_empty() {
        "TRUE".to_owned()
    } else {
        format!("({})", conditions.join(" AND "))
    }
}

fn words(filter: &ChatFilter) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(statuses) = &filter.statuses {
        all.push(listed("chats.status", statuses, |word| word.as_str()));
    }
    if let Some(waiting_on) = &filter.waiting_on {
        all.push(listed("chats.waiting_on", waiting_on, |word| word.as_str()));
    }
    if let Some(priorities) = &filter.priorities {
        all.push(listed("chats.priority", priorities, |word| word.as_str()));
    }
    all
}

fn listed<T>(column: &str, values: &[T], word: impl Fn(&T) -> &'static str) -> String {
    if values.is_empty() { "FALSE".to_owned() } else { one_of(column, values.iter().map(word)) }
}

fn ids(filter: &ChatFilter) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(ids) = &filter.chat_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| format!("chats.chat_id IN ({ids})")));
    }
    if let Some(ids) = &filter.channel_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| format!("chats.channel_id IN ({ids})")));
    }
    if let Some(ids) = &filter.team_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| {
            format!("(chats.team_id IS NOT NULL AND chats.team_id IN ({ids}))")
        }));
    }
    if let Some(ids) = &filter.operator_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| staffed_by(&ids)));
    }
    if let Some(ids) = &filter.label_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| {
            format!(
                "EXISTS (SELECT 1 FROM chat_labels WHERE chat_labels.chat_id = chats.chat_id \
                 AND chat_labels.label_id IN ({ids}))"
            )
        }));
    }
    if let Some(ids) = &filter.reference_kind_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| {
            format!(
                "EXISTS (SELECT 1 FROM chat_references AS named WHERE named.chat_id = chats.chat_id \
                 AND named.reference_kind_id IN ({ids}))"
            )
        }));
    }
    if let Some(ids) = &filter.close_reason_ids {
        let ids = ids.iter().map(|id| id.0).collect();
        all.push(among(ids, |ids| {
            format!("(chats.close_reason_id IS NOT NULL AND chats.close_reason_id IN ({ids}))")
        }));
    }
    all
}

/// A condition on a list of ids: of an empty list it is never so.
fn among(ids: Vec<i64>, condition: impl FnOnce(String) -> String) -> String {
    if ids.is_empty() { "FALSE".to_owned() } else { condition(numbers(ids)) }
}

fn of_references(filter: &ChatFilter, binds: &mut Binds) -> Option<String> {
    let ids = binds.places(filter.external_ids.as_ref()?);
    if ids.is_empty() {
        return Some("FALSE".to_owned());
    }
    Some(format!(
        "EXISTS (SELECT 1 FROM chat_references WHERE chat_references.chat_id = chats.chat_id \
         AND chat_references.external_id IN ({ids}))"
    ))
}

fn of_chat(attribute: &AttributeCondition, binds: &mut Binds) -> String {
    let key = binds.place(&attribute.key);
    let values = binds.places(&attribute.as_json());
    format!(
        "EXISTS (SELECT 1 FROM chat_attributes AS kept WHERE kept.chat_id = chats.chat_id \
         AND kept.key = {key} AND kept.value IN ({values}))"
    )
}

fn of_contact(filter: &ChatFilter, binds: &mut Binds) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(id) = filter.contact_id {
        all.push(format!("chats.contact_id IN ({})", united::root_of(id)));
    }
    if let Some(roles) = &filter.contact_roles {
        let roles = binds.places(roles);
        all.push(has_contact(&roles, |roles| format!("contacts.role IN ({roles})")));
    }
    if let Some(AttributeCondition { key, value }) = &filter.attribute {
        let (key, value) = (binds.place(key), binds.place(value));
        all.push(format!(
            "EXISTS (SELECT 1 FROM contact_attributes AS found \
             WHERE found.contact_id = chats.contact_id AND found.key = {key} AND found.value = {value})"
        ));
    }
    if let Some(languages) = &filter.languages {
        let is_one: Vec<String> = languages
            .iter()
            .map(|language| {
                let language = language.to_ascii_lowercase();
                let length = language.len() + 1;
                let word = binds.place(&language);
                let dashed = binds.place(&format!("{language}-"));
                let joined = binds.place(&format!("{language}_"));
                let spoken = "COALESCE(chats.language, contacts.locale)";
                format!(
                    "LOWER({spoken}) = {word} \
                     OR LOWER(SUBSTR({spoken}, 1, {length})) IN ({dashed}, {joined})"
                )
            })
            .collect();
        all.push(has_contact(&is_one.join(" OR "), |is_one| format!("({is_one})")));
    }
    all
}

fn has_contact(values: &str, condition: impl FnOnce(&str) -> String) -> String {
    if values.is_empty() {
        return "FALSE".to_owned();
    }
    format!(
        "EXISTS (SELECT 1 FROM contacts WHERE contacts.contact_id = chats.contact_id AND {})",
        condition(values)
    )
}

fn of_operator(filter: &ChatFilter, operator_id: OperatorId) -> Vec<String> {
    let operator = operator_id.0.to_string();
    let as_asked = |condition: String, is_asked: bool| {
        if is_asked { condition } else { format!("NOT {condition}") }
    };
    let mut all = Vec::new();
    if let Some(is_mine) = filter.is_mine {
        all.push(as_asked(staffed_by(&operator), is_mine));
    }
    if let Some(is_unassigned) = filter.is_unassigned {
        let condition = "(chats.operator_id IS NULL AND NOT EXISTS (SELECT 1 FROM participants \
                         WHERE participants.chat_id = chats.chat_id \
                         AND participants.left_at IS NULL))";
        all.push(as_asked(condition.to_owned(), is_unassigned));
    }
    if let Some(is_unread) = filter.is_unread {
        all.push(as_asked(unread_by(operator_id), is_unread));
    }
    all
}

/// The columns are never unknown, or are asked whether they are.
fn handover(filter: &ChatFilter) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(is_snoozed) = filter.is_snoozed {
        let not = if is_snoozed { "NOT " } else { "" };
        all.push(format!("chats.snoozed_until IS {not}NULL"));
    }
    if let Some(is_escalated) = filter.is_escalated {
        let compared = if is_escalated { ">" } else { "<=" };
        all.push(format!("chats.escalation_level {compared} 0"));
    }
    if let Some(is_example) = filter.is_example {
        let not = if is_example { "" } else { "NOT " };
        all.push(format!(
            "{not}EXISTS (SELECT 1 FROM chat_examples WHERE chat_examples.chat_id = chats.chat_id)"
        ));
    }
    all
}

/// The condition on `chats` that keeps those with messages that the operator has not read.
pub(super) fn unread_by(operator_id: OperatorId) -> String {
    format!(
        "(chats.inbound_count > 0 AND NOT EXISTS (SELECT 1 FROM chat_reads WHERE \
         chat_reads.chat_id = chats.chat_id AND chat_reads.operator_id = {} AND \
         chat_reads.read_count >= chats.inbound_count))",
        operator_id.0
    )
}

fn times(filter: &ChatFilter, now: Timestamp) -> Vec<String> {
    let newest = filter.within_last_ms.map(|span| Timestamp(now.0.saturating_sub(span)));
    let bounds = [
        ("chats.created_at >=", filter.created_from),
        ("chats.created_at <", filter.created_to),
        ("chats.last_message_at >=", filter.last_message_from),
        ("chats.last_message_at <", filter.last_message_to),
        ("chats.last_message_at >=", newest),
        ("chats.closed_at IS NOT NULL AND chats.closed_at >=", filter.closed_from),
        ("chats.closed_at IS NOT NULL AND chats.closed_at <", filter.closed_to),
    ];
    let asked = bounds.into_iter().filter_map(|(bound, at)| Some((bound, at?)));
    asked.map(|(bound, at)| format!("({bound} {})", at.0)).collect()
}

fn staffed_by(operators: &str) -> String {
    format!(
        "(COALESCE(chats.operator_id IN ({operators}), FALSE) OR EXISTS (SELECT 1 FROM participants \
         WHERE participants.chat_id = chats.chat_id AND participants.operator_id IN ({operators}) \
         AND participants.left_at IS NULL))"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(filter: &ChatFilter) -> (Vec<String>, Vec<String>) {
        let context = FilterContext { operator_id: OperatorId(7), now: Timestamp(1_000) };
        let mut binds = Binds::default();
        let all = conditions(filter, context, &mut binds);
        (all, binds.0)
    }

    #[test]
    fn what_people_typed_stands_in_no_text() {
        let hostile = "x' OR 'a' = 'a".to_owned();
        let filter =
            ChatFilter { contact_roles: Some(vec![hostile.clone()]), ..ChatFilter::default() };
        let not = ChatFilter { not: Some(Box::new(filter)), ..ChatFilter::default() };
        let (conditions, bound) = rendered(&not);
        assert_eq!(bound, [hostile]);
        assert_eq!(
            conditions,
            ["NOT (EXISTS (SELECT 1 FROM contacts WHERE contacts.contact_id = chats.contact_id \
              AND contacts.role IN ($1)))"]
        );
    }

    #[test]
    fn an_empty_list_is_never_so_and_an_empty_filter_always() {
        let nobody = ChatFilter { team_ids: Some(Vec::new()), ..ChatFilter::default() };
        assert_eq!(rendered(&nobody).0, ["FALSE"]);
        assert!(rendered(&ChatFilter::default()).0.is_empty());
        let one =
            ChatFilter { any: Some(vec![ChatFilter::default(), nobody]), ..ChatFilter::default() };
        assert_eq!(rendered(&one).0, ["(TRUE OR (FALSE))"]);
    }
}
