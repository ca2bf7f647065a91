//! `switchboard audit`: who changed what, newest first.

use super::{Output, named};
use crate::{app::Services, config::Config, limits};
use anyhow::{Context as _, Result};
use clap::{Args, value_parser};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_desk::{
    Desk,
    read::{AuditFilter, AuditLine, PageRequest, Reader},
};
use switchboard_model::{
    Actor, AuditId, AuthorKind, ContactId, OperatorId, Timestamp, event::SubjectKind,
};

/// Show who changed what, newest first.
#[derive(Debug, Args)]
pub struct Audit {
    /// Only what was done at this time or later: 2026-11-21T08:15:30Z, or 2026-11-21 for the beginning of
    /// that day in UTC.
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Option<Timestamp>,
    /// Only what was done before this time.
    #[arg(long, value_name = "TIME", value_parser = time)]
    to: Option<Timestamp>,
    /// Only what this operator did, by the address that they sign in with.
    #[arg(long, value_name = "EMAIL")]
    operator: Option<String>,
    /// Only what was done to this: an id of a chat, a contact, a channel and so on, such as
    /// chat_0123456789abc.
    #[arg(long, value_name = "ID", value_parser = subject)]
    subject: Option<(SubjectKind, i64)>,
    /// Only this act, such as chat.close.
    #[arg(long, value_name = "NAME")]
    action: Option<String>,
    /// How many lines at most.
    #[arg(
        long,
        default_value_t = limits::AUDIT_LINES,
        value_parser = value_parser!(i64).range(limits::AUDIT_LINES_SHOWN)
    )]
    count: i64,
    /// Only lines that are older than this one: the last of an earlier call.
    #[arg(long, value_name = "ID")]
    before: Option<AuditId>,
}

impl Audit {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let operator_id = match &self.operator {
            Some(email) => Some(named::operator(desk, email).await?.operator_id),
            None => None,
        };
        let Self { from, to, subject, action, count, before, .. } = self;
        let filter = AuditFilter { operator_id, action, subject, from, to };
        // The list goes from new to old: what is older comes after.
        let wanted = PageRequest { after: before, ..PageRequest::first(count) };
        let read = move |reader: &mut Reader<'_>| reader.audit_log(&filter, &wanted);
        let page = desk.read(Actor::System, read).await?;
        let authors = emails(desk, &page.items).await?;
        services.close().await;
        let mut lines = Vec::new();
        let mut rows = Vec::new();
        for line in &page.items {
            let shown = Shown::of(line, &authors)?;
            lines.push(shown.text(line));
            rows.push(shown.json(line));
        }
        let last = page.items.last().filter(|_| page.has_next);
        let older = last.map(|line| line.audit_id.to_string());
        if let Some(id) = &older {
            lines.push(format!("There are older ones: --before {id}"));
        }
        output.print(lines.join("\n"), &json!({ "lines": rows, "before": older }));
        Ok(())
    }
}

/// A time of an option.
fn time(word: &str) -> Result<Timestamp, String> {
    let at = word.parse::<jiff::Timestamp>();
    let at = at.or_else(|_| format!("{word}T00:00:00Z").parse::<jiff::Timestamp>());
    at.map(|at| Timestamp(at.as_millisecond()))
        .map_err(|_| "is no time: write it like 2026-11-21T08:15:30Z or 2026-11-21".to_owned())
}

/// An object that something was done to.
fn subject(word: &str) -> Result<(SubjectKind, i64), String> {
    SubjectKind::of_global_id(word)
        .ok_or_else(|| "is no id: write it like chat_0123456789abc".to_owned())
}

/// The addresses of the operators who did this.
async fn emails(desk: &Desk, lines: &[AuditLine]) -> Result<HashMap<i64, String>> {
    let by_operators = lines.iter().filter(|line| line.author_kind == AuthorKind::Operator);
    let mut ids: Vec<OperatorId> =
        by_operators.filter_map(|line| line.author_id.map(OperatorId)).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = desk.read_related(move |related| related.operators(&ids)).await?;
    Ok(found.into_iter().map(|row| (row.operator_id.0, row.email)).collect())
}

/// What a line shows of its ids and numbers.
struct Shown {
    at: String,
    author: String,
    subject: String,
}

impl Shown {
    fn of(line: &AuditLine, emails: &HashMap<i64, String>) -> Result<Self> {
        let at = jiff::Timestamp::from_millisecond(line.at.0).context("a stored time is none")?;
        let author = match (line.author_kind, line.author_id) {
            (AuthorKind::Operator, Some(id)) => {
                emails.get(&id).cloned().unwrap_or_else(|| OperatorId(id).to_string())
            }
            (AuthorKind::Contact, Some(id)) => ContactId(id).to_string(),
            (kind, _) => kind.to_string(),
        };
        let subject = line.subject_kind.global_id(line.subject_id);
        let subject = subject.unwrap_or_else(|| line.subject_kind.to_string());
        Ok(Self { at: at.to_string(), author, subject })
    }

    fn text(&self, line: &AuditLine) -> String {
        let Self { at, author, subject } = self;
        let from = line.remote_address.as_ref().map(|address| format!("  from {address}"));
        format!("{at}  {author}  {}  {subject}{}", line.action, from.unwrap_or_default())
    }

    fn json(&self, line: &AuditLine) -> Value {
        json!({
            "auditId": line.audit_id.to_string(),
            "at": self.at,
            "authorKind": line.author_kind.as_str(),
            "author": self.author,
            "action": line.action,
            "subject": self.subject,
            "before": line.before,
            "after": line.after,
            "requestId": line.request_id,
            "remoteAddress": line.remote_address,
            "userAgent": line.user_agent,
            "credentialId": line.credential_id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_moment_or_the_beginning_of_a_day() {
        assert_eq!(time("1970-01-02"), Ok(Timestamp(24 * 60 * 60 * 1_000)));
        assert_eq!(time("1970-01-01T01:00:00+01:00"), Ok(Timestamp(0)));
        for word in ["", "yesterday", "1970-01-01T00:00:00", "1970-13-01"] {
            assert!(time(word).is_err(), "{word}");
        }
    }
}
