//! The typed ids of what nothing happens to by itself.

crate::id::ids! {
    /// An act of a chat's history.
    ActId = "act",
    /// What waits to be pushed to a browser.
    AlertId = "alert",
    /// A line of the audit log.
    AuditId = "audit",
    /// An offer of a chat.
    ForwardId = "forward",
    /// What the owner of an address has agreed to, or taken back.
    ConsentId = "consent",
    /// An identity.
    IdentityId = "identity",
    /// A time that an operator was in one status.
    SpanId = "span",
    /// What a rule came to in a chat.
    RuleRunId = "rule_run",
    /// A timer that a rule has started.
    RuleTimerId = "rule_timer",
    /// A version of a rule.
    RuleVersionId = "rule_version",
    /// A session of an operator or a visitor.
    SessionId = "session",
    /// A timer.
    TimerId = "timer",
    /// An API token.
    TokenId = "token",
    /// A unite of two contacts.
    UniteId = "unite",
    /// A visit of the web chat.
    VisitId = "visit",
}
