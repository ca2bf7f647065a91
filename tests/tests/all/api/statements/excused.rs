//! What the statement counts leave out, each with its reason.

/// Lists that stay short, whatever is added.
pub const SHORT: [(&str, &str); 11] = [
    ("plugins", "as many as are installed, read from no table"),
    ("chat.labels", "a chat has no more than twenty"),
    ("chat.ratings", "one for each round that the customer rated"),
    ("chat.references", "a chat has no more than fifty"),
    ("chat.routes", "a chat has its own and no more than twenty others"),
    ("contact.addresses", "two for each contact that was pulled into it"),
    ("contact.duplicates", "a contact shows no more than ten"),
    ("contact.unites", "one for each contact that was pulled into it"),
    ("contact.identities", "one for each channel that the customer came by"),
    ("nodes(PushSubscription)", "an operator has no more than twenty browsers"),
    ("viewer.pushSubscriptions", "an operator has no more than twenty browsers"),
];

/// What is told without a statement.
pub const FREE: [(&str, &str); 3] = [
    ("plugins", "as many as are installed, read from no table"),
    ("limits", "known since the start"),
    ("chatCounts", "each number is counted when it is asked for, and this asks for none"),
];

/// Fields that are not met, or not twice.
pub const UNMET: [(&str, &str); 38] = [
    ("Label.mergedInto", "told while a label is merged into another one, which is over here"),
    ("Message.ranges", "found in the text itself, without a statement"),
    ("VisitorMessage.ranges", "the same"),
    ("VisitorWidget.consent", "told where a channel asks for consent, which none of these does"),
    ("VisitorVisit.consent", "told where a channel asks for consent, which none of these does"),
    ("VisitorVisit.broadcastConsent", "the same"),
    ("Chat.draft", "asked for with a kind: a list reads its drafts together"),
    ("Message.identity", "few messages have an address of their own: read as a delivery's is"),
    ("Query.node", "the same as `nodes` with one id"),
    ("Query.broadcastPreview", "a walk through the contacts that a broadcast means, page by page"),
    ("BroadcastPreview.leftOut", "counted on that walk"),
    ("BroadcastPreview.leftOutContacts", "the first hundred contacts of that walk"),
    ("BroadcastLeftOutContact.contact", "read together for all of them"),
    ("Broadcast.leftOut", "told of one that has begun, which none of these has"),
    ("Broadcast.recipients", "the same: read for all broadcasts together"),
    ("BroadcastRecipient.contact", "read together for all of them"),
    ("BroadcastRecipient.message", "read together for all of them"),
    ("Query.retentionPreview", "a walk through the chats that a rule means, page by page"),
    ("RetentionPreview.contacts", "the first hundred contacts of that walk, read together"),
    ("Query.ruleCheck", "the names that there are, whatever the script"),
    ("RuleCheck.problems", "found in the script itself"),
    ("RuleCheck.failures", "the same"),
    ("Query.ruleVersions", "those of one rule, whose authors are read together"),
    ("Query.statusTimes", "four numbers, added up of one operator's spans"),
    ("Query.whyNot", "one answer about one operator and one chat"),
    ("WhyNot.checks", "the seven arms of the rule, read from no table"),
    ("BulkResult.error", "told by a mutation: why one of many chats was left as it was"),
    ("CreatedInvitation.invitation", "told by a mutation: the object that it made"),
    ("CreatedToken.token", "told by a mutation: the object that it made"),
    ("Upload.attachment", "told by a mutation: the object that it made"),
    ("VisitorUpload.attachment", "told by a mutation: the object that it made"),
    ("EventBatch.reset", "a place in the log, where no event is told"),
    ("TypingState.author", "one for each signal: nothing to read together"),
    ("PresenceChange.operator", "one for each signal: nothing to read together"),
    ("ChatViewers.viewers", "as many as have one chat open, told by a subscription alone"),
    ("ChatViewer.operator", "read together for all of them, told by a subscription alone"),
    ("VisitChange.visit", "one for each signal: nothing to read together"),
    ("Visit.consent", "told where a channel asks for consent, which none of these does"),
];

/// Types with which more is read than what was asked for: statements that many of them may take beyond
/// one's, with the reason.
pub const UNASKED: [(&str, u64, &str); 3] = [
    (
        "TimelineItem",
        5,
        "authors of two kinds, operators, teams and reasons, where an act has them",
    ),
    ("Reaction", 1, "authors of the other kind"),
    ("ContactUnite", 1, "who united, beside the pairs and the unites"),
];

/// Types of which there is one in an answer.
pub const SINGLE: [&str; 10] = [
    "Query",
    "Viewer",
    "ServerInfo",
    "Settings",
    "ChatCounts",
    "ViewCounts",
    "EventBatch",
    "VisitorQuery",
    "VisitorChat",
    "VisitorEventBatch",
];

/// Beginnings, middles or ends of statements that may read all chats, messages or contacts. `;` stands at the
/// end of each.
pub const SCANS: [(&str, &str); 6] = [
    (
        "FROM contacts CROSS JOIN chats",
        "all chats by name: a walk through the names, or a sort of all",
    ),
    (" AS total, ", "the numbers of views and tabs are counted among all chats that are visible"),
    (" AS counted ;", "a number beside a tab is counted among all chats, up to its bound"),
    ("COUNT(*) FROM messages ;", "how far a new index is, is told of all there is, once for each"),
    ("COUNT(*) FROM contacts ;", "the same"),
    ("COUNT(*) FROM chats ;", "the same"),
];
