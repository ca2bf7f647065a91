//! A command at work: one transaction, who acts in it, and what it leaves behind – rows, events, audit
//! lines and one cursor. What a command does is a plain function over it, so that several can be one.

use crate::keys::Keys;
use crate::subject::Subject;
use crate::visit::Address;
use crate::{Change, Committed, Context, Desk, DeskError, Result, access, session};
use serde_json::Value;
use std::ops::{Deref, DerefMut};
use switchboard_model::act::Act;
use switchboard_model::actor::{AuthorKind, Credential, OperatorActor};
use switchboard_model::connector::Capabilities;
use switchboard_model::event::{EventDetail, EventKind, NewEvent};
use switchboard_model::visit::Visit;
use switchboard_model::{Actor, ChatId, ContactId, OperatorId, Permission, VisitId};
use switchboard_store::audit::{self, AuditLine};
use switchboard_store::{Lane, StoreError, Transaction, act, log};

/// `command!(close: close_in(&CloseInput) -> Chat, in |input| Lane::Chat(input.chat_id));` declares `close`:
/// `close_in`, which is what the command does, as a transaction of its own, in that lane or in any.
macro_rules! command {
    ($name:ident: $within:ident(&$input:ty) $($rest:tt)+) => {
        command!(@declare $name, $within, $input, [&] $($rest)+);
    };
    ($name:ident: $within:ident($input:ty) $($rest:tt)+) => {
        command!(@declare $name, $within, $input, [] $($rest)+);
    };
    (@declare $name:ident, $within:ident, $input:ty, [$($by:tt)?] -> $output:ty
        $(, in |$of:ident| $lane:expr)?) => {
        #[doc = concat!("[`", stringify!($within), "`] as a transaction of its own.")]
        pub async fn $name(
            desk: &$crate::Desk,
            context: &$crate::Context,
            input: $input,
        ) -> $crate::CommandResult<$output> {
            let lane = command!(@lane input $(, $of, $lane)?);
            desk.command(context, lane, move |command| $within(command, $($by)? input)).await
        }
    };
    (@lane $input:ident) => { switchboard_store::Lane::Any };
    (@lane $input:ident, $of:ident, $lane:expr) => {{
        let $of = &$input;
        $lane
    }};
}

/// Who did it.
pub type Author = (AuthorKind, Option<i64>);

/// A command at work; dereferences to its transaction.
pub struct Command<'a> {
    transaction: Transaction<'a>,
    desk: &'a Desk,
    context: &'a Context,
    after: AfterCommit,
}

/// What other parts of this process learn once the command has committed.
#[derive(Default)]
struct AfterCommit {
    /// Has an event told of something that changes what operators may do.
    changes_permissions: bool,
    /// Contacts whose visits have ended, or may be another contact's now, and why.
    visits: Vec<(EventKind, ContactId)>,
    /// Visits that have a chat now.
    chats_of_visits: Vec<(Address, ChatId)>,
    /// Was a timer set: it may be due before those that are waited for.
    sets_timers: bool,
}

impl<'a> Command<'a> {
    /// Who acts.
    pub fn actor(&self) -> &'a Actor {
        &self.context.actor
    }

    /// Who acts, as rows name them.
    pub fn author(&self) -> Author {
        self.context.actor.author()
    }

    /// Where the call came from.
    pub(crate) fn context(&self) -> &'a Context {
        self.context
    }

    /// The key that the caller made for this call; none where it has none.
    pub(crate) fn client_mutation_id(&self) -> Option<String> {
        self.context.key.as_ref().map(|key| key.as_str().to_owned())
    }

    /// The operator who acts.
    ///
    /// # Errors
    /// `NotAllowed` for a visitor and the server.
    pub fn operator(&self) -> Result<&'a OperatorActor> {
        match &self.context.actor {
            Actor::Operator(operator) => Ok(operator),
            Actor::Visitor { .. } | Actor::Rule(_) | Actor::System => Err(DeskError::NotAllowed),
        }
    }

    /// Does something within this command as somebody else: what they have asked for before.
    pub(crate) fn on_behalf_of<T>(
        &mut self,
        actor: Actor,
        work: impl FnOnce(&mut Command<'_>) -> Result<T>,
    ) -> Result<T> {
        let context = Context::of(actor);
        let mut command = Command {
            transaction: self.transaction.reborrow(),
            desk: self.desk,
            context: &context,
            after: std::mem::take(&mut self.after),
        };
        let done = work(&mut command);
        self.after = command.after;
        done
    }

    /// Has the actor this permission.
    ///
    /// # Errors
    /// `Denied`.
    pub fn require(&self, permission: Permission) -> Result<()> {
        access::require(&self.context.actor, permission)
    }

    /// Nobody hands out permissions that they lack.
    pub(crate) fn require_all(&self, permissions: &[Permission]) -> Result<()> {
        permissions.iter().try_for_each(|permission| self.require(*permission))
    }

    pub(crate) fn is_self(&self, id: OperatorId) -> bool {
        self.operator().is_ok_and(|operator| operator.operator_id == id)
    }

    /// A timer was set: who waits for timers looks again after the commit.
    pub(crate) fn sets_timers(&mut self) {
        self.after.sets_timers = true;
    }

    /// A visit that goes on, as this process hears of it.
    pub(crate) fn live_visit(&self, id: VisitId) -> Option<Visit> {
        self.desk.visits().find(id)
    }

    /// The language of a visitor's browser, as this process hears of it, if it may be kept.
    pub(crate) fn language_of_visit(&self, whose: &Address) -> Option<String> {
        self.desk.visits().language(whose)
    }

    /// A visitor of this address has a chat now.
    pub(crate) fn sets_chat_of_visit(&mut self, whose: Address, chat_id: ChatId) {
        self.after.chats_of_visits.push((whose, chat_id));
    }

    /// The instance's keys.
    pub(crate) fn keys(&self) -> &'a Keys {
        self.desk.keys()
    }

    /// What a channel of this plugin can do.
    pub(crate) fn capabilities(&self, plugin: &str) -> Result<Capabilities> {
        self.desk.capabilities(plugin)
    }

    /// Appends an event of the actor.
    pub fn event(
        &mut self,
        kind: EventKind,
        subject: impl Subject,
        detail: EventDetail,
    ) -> Result<(), StoreError> {
        self.event_by(self.author(), kind, subject, detail)
    }

    /// Appends an event of somebody else: a customer, of whom a worker tells. What happened to a chat is
    /// written into its history as well, which the log's end does not take away.
    pub fn event_by(
        &mut self,
        author: Author,
        kind: EventKind,
        subject: impl Subject,
        detail: EventDetail,
    ) -> Result<(), StoreError> {
        let (subject_kind, subject_id) = subject.subject();
        self.after.changes_permissions |= kind.may_change_permissions();
        if kind.may_change_visits() {
            self.after.visits.push((kind, ContactId(subject_id)));
        }
        let of = subject.belongs_to();
        let depth = match self.actor() {
            Actor::Rule(rule) => Some(rule.depth),
            Actor::Operator(_) | Actor::Visitor { .. } | Actor::System => None,
        };
        let detail = EventDetail { depth, ..detail };
        let event = NewEvent {
            kind,
            author_kind: author.0,
            author_id: author.1,
            subject_kind,
            subject_id,
            chat_id: of.chat_id,
            contact_id: of.contact_id,
            channel_id: of.channel_id,
            detail,
        };
        if let Some(round) = of.round {
            let (act_id, now) = (self.transaction.id(), self.transaction.now());
            if let Some(act) = Act::of(&event, round, act_id, now) {
                act::insert(&mut self.transaction, &act)?;
            }
        }
        log::append(&mut self.transaction, &event).map(|_| ())
    }

    /// Writes a line of the audit log. `action` is the command, such as `channel.update`; `before` and
    /// `after` hold what changed, never a secret.
    pub fn audit(
        &mut self,
        action: &str,
        subject: impl Subject,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), StoreError> {
        self.audit_by(self.author(), action, subject, (before, after))
    }

    /// Writes a line of the audit log for one who is just becoming the actor.
    pub(crate) fn audit_by(
        &mut self,
        author: Author,
        action: &str,
        subject: impl Subject,
        (before, after): (Option<Value>, Option<Value>),
    ) -> Result<(), StoreError> {
        let (subject_kind, subject_id) = subject.subject();
        let line = AuditLine {
            audit_id: self.transaction.id(),
            at: self.transaction.now(),
            author_kind: author.0,
            author_id: author.1,
            action: action.to_owned(),
            subject_kind,
            subject_id,
            before,
            after,
            request_id: self.context.request_id.clone(),
            remote_address: self.context.remote_address.clone(),
            user_agent: self.context.user_agent.clone(),
            credential_id: self.actor().credential().and_then(Credential::global_id),
        };
        audit::insert(&mut self.transaction, &line)
    }

    /// Appends the event of a change and writes its line of the audit log.
    pub fn record(
        &mut self,
        (kind, action): (EventKind, &str),
        subject: impl Subject,
        change: impl Into<Change>,
    ) -> Result<(), StoreError> {
        let Change { detail, before, after } = change.into();
        self.event(kind, &subject, detail)?;
        self.audit(action, &subject, before, after)
    }

    /// What the command did, with its place in the log.
    pub(crate) fn committed<T>(&mut self, value: T) -> Result<Committed<T>, StoreError> {
        Ok(Committed { value, cursor: self.transaction.cursor()? })
    }
}

impl<'a> Deref for Command<'a> {
    type Target = Transaction<'a>;
    fn deref(&self) -> &Transaction<'a> {
        &self.transaction
    }
}

impl<'a> DerefMut for Command<'a> {
    fn deref_mut(&mut self) -> &mut Transaction<'a> {
        &mut self.transaction
    }
}

impl Desk {
    /// Runs work as one transaction of the context's actor, whatever its key: for what is not repeated.
    /// Sessions see at once when it has changed what operators may do, or whose a visit is.
    pub(crate) async fn transact<T, E>(
        &self,
        context: &Context,
        lane: Lane,
        mut work: impl FnMut(&mut Command<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        E: From<StoreError> + Send + 'static,
        T: Send + 'static,
    {
        let (desk, context) = (self.clone(), context.clone());
        let work = move |transaction: &mut Transaction<'_>| -> Result<(T, AfterCommit), E> {
            let mut command = Command {
                transaction: transaction.reborrow(),
                desk: &desk,
                context: &context,
                after: AfterCommit::default(),
            };
            let value = work(&mut command)?;
            Ok((value, command.after))
        };
        let (value, after) = self.store().write(lane, work).await?;
        if after.changes_permissions {
            self.sessions().permissions_changed();
        }
        for (kind, contact_id) in after.visits {
            session::visits_changed(self, kind, contact_id);
        }
        for (whose, chat_id) in after.chats_of_visits {
            self.visits().set_chat(&whose, chat_id);
        }
        if after.sets_timers {
            self.timer_bell().notify_one();
        }
        Ok(value)
    }
}
