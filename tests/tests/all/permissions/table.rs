//! Who may ask what: one line for every query, mutation and subscription of both schemas. The matrix
//! (`permissions.rs`) asks each of them as each kind of caller and expects what follows from this table.

use std::collections::BTreeSet;
use switchboard_testkit::introspection::{OPERATIONS, Operation, Schema};

/// What somebody needs to be given an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing: this is how somebody comes in, or what everybody may know of the web chat.
    Anyone,
    /// To be an operator: what all of them know of each other and of the server, or what is their own.
    Operator,
    /// To be an operator with this permission.
    Needs(&'static str),
    /// To be an operator with this permission, and to see the chat or contact that is asked for.
    Sees(&'static str),
    /// To be an operator who has signed in: it is their own, and no API token's.
    Own,
    /// To be the operator whose it is. The matrix has none of them: they are refused.
    Theirs,
    /// The same as `Own`, with a code of one's authenticator app. The matrix has none: it is told so.
    Coded,
    /// To have signed in oneself, with the permission to manage operators: these ask about another's account.
    Account,
    /// To be a visitor: it is their own.
    Visitor,
    /// To be a visitor who may write.
    Writer,
    /// To be the visitor in whose chat the objects are that are asked for.
    Owner,
    /// To be a visitor who has a chat.
    OwnChat,
    /// To be a visitor with an identity that the page has signed. The matrix has none: it is told so.
    Signed,
    /// To be a visitor whom the page has signed in. The matrix has none: it is refused.
    Vouched,
}

/// One line: kind of operation, field, and what it needs.
type Line = (Operation, &'static str, Access);

use Access::{
    Account, Anyone, Coded, Needs, Own, OwnChat, Owner, Sees, Signed, Theirs, Visitor, Vouched,
    Writer,
};
use Operation::{Mutation, Query, Subscription};

const OPERATORS: &[Line] = &[
    (Query, "attributeKinds", Access::Operator),
    (Query, "auditLog", Needs("AUDIT_READ")),
    (Query, "blockedAddresses", Needs("CONTACT_READ")),
    (Query, "broadcastPreview", Needs("BROADCAST_SEND")),
    (Query, "broadcasts", Needs("BROADCAST_SEND")),
    (Query, "channels", Access::Operator),
    (Query, "chat", Sees("CHAT_READ")),
    (Query, "chatCounts", Needs("CHAT_READ")),
    (Query, "chats", Sees("CHAT_READ")),
    (Query, "closeReasons", Access::Operator),
    (Query, "contact", Sees("CONTACT_READ")),
    (Query, "contactRoles", Access::Operator),
    (Query, "contacts", Sees("CONTACT_READ")),
    (Query, "deliveries", Sees("CHAT_READ")),
    (Query, "headCursor", Access::Operator),
    (Query, "inboundRequests", Needs("CHANNEL_READ")),
    (Query, "invitations", Needs("OPERATOR_MANAGE")),
    (Query, "labels", Access::Operator),
    (Query, "macros", Access::Operator),
    (Query, "node", Sees("CHAT_READ")),
    (Query, "nodes", Sees("CHAT_READ")),
    (Query, "operators", Access::Operator),
    (Query, "plugins", Access::Operator),
    (Query, "referenceKinds", Access::Operator),
    (Query, "replacements", Access::Operator),
    (Query, "retentionPreview", Needs("RETENTION_MANAGE")),
    (Query, "retentionRules", Needs("RETENTION_MANAGE")),
    (Query, "roles", Needs("OPERATOR_MANAGE")),
    (Query, "ruleCheck", Needs("RULE_READ")),
    (Query, "ruleLists", Needs("RULE_READ")),
    (Query, "ruleRuns", Needs("RULE_READ")),
    (Query, "ruleVersions", Needs("RULE_READ")),
    (Query, "rules", Needs("RULE_READ")),
    (Query, "schedules", Access::Operator),
    (Query, "search", Sees("CHAT_READ")),
    (Query, "server", Access::Operator),
    (Query, "settings", Needs("SETTING_MANAGE")),
    (Query, "statusTimes", Needs("OPERATOR_STATUS")),
    (Query, "teams", Access::Operator),
    (Query, "templateRender", Sees("CHAT_READ")),
    (Query, "templates", Access::Operator),
    (Query, "viewCounts", Needs("CHAT_READ")),
    (Query, "viewer", Access::Operator),
    (Query, "views", Access::Operator),
    (Query, "visits", Sees("VISIT_READ")),
    (Query, "whyNot", Sees("OPERATOR_MANAGE")),
    (Mutation, "attachmentUploadBegin", Sees("CHAT_REPLY")),
    (Mutation, "attachmentUploadFinish", Sees("CHAT_REPLY")),
    (Mutation, "attributeKindCreate", Needs("SETTING_MANAGE")),
    (Mutation, "attributeKindDelete", Needs("SETTING_MANAGE")),
    (Mutation, "attributeKindUpdate", Needs("SETTING_MANAGE")),
    (Mutation, "blockedAddressCreate", Needs("CONTACT_UPDATE")),
    (Mutation, "blockedAddressDelete", Needs("CONTACT_UPDATE")),
    (Mutation, "broadcastCancel", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastCreate", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastDelete", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastPause", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastResume", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastStart", Needs("BROADCAST_SEND")),
    (Mutation, "broadcastUpdate", Needs("BROADCAST_SEND")),
    (Mutation, "channelConnect", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelCreate", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelDelete", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelPause", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelResume", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelTest", Needs("CHANNEL_MANAGE")),
    (Mutation, "channelUpdate", Needs("CHANNEL_MANAGE")),
    (Mutation, "chatArchive", Sees("CHAT_ARCHIVE")),
    (Mutation, "chatAssign", Sees("CHAT_ASSIGN")),
    (Mutation, "chatCancelForward", Sees("CHAT_FORWARD")),
    (Mutation, "chatClearExample", Sees("CHAT_EXAMPLE")),
    (Mutation, "chatClearReference", Sees("CHAT_REFERENCE")),
    (Mutation, "chatClose", Sees("CHAT_CLOSE")),
    (Mutation, "chatDeclineForward", Sees("CHAT_REPLY")),
    (Mutation, "chatDelete", Sees("CHAT_DELETE")),
    (Mutation, "chatEscalate", Sees("CHAT_ESCALATE")),
    (Mutation, "chatForward", Sees("CHAT_FORWARD")),
    (Mutation, "chatJoin", Sees("CHAT_REPLY")),
    (Mutation, "chatLabel", Sees("CHAT_LABEL")),
    (Mutation, "chatLeave", Sees("CHAT_REPLY")),
    (Mutation, "chatMarkRead", Sees("CHAT_READ")),
    (Mutation, "chatMarkUnread", Sees("CHAT_READ")),
    (Mutation, "chatOpen", Sees("CHAT_REPLY")),
    (Mutation, "chatOpenAs", Sees("CHAT_IMPERSONATE")),
    (Mutation, "chatReopen", Sees("CHAT_CLOSE")),
    (Mutation, "chatSetExample", Sees("CHAT_EXAMPLE")),
    (Mutation, "chatSetReference", Sees("CHAT_REFERENCE")),
    (Mutation, "chatSnooze", Sees("CHAT_SNOOZE")),
    (Mutation, "chatTakeForward", Sees("CHAT_REPLY")),
    (Mutation, "chatUnlabel", Sees("CHAT_LABEL")),
    (Mutation, "chatUpdate", Sees("CHAT_REPLY")),
    (Mutation, "chatWake", Sees("CHAT_SNOOZE")),
    (Mutation, "chatsBulk", Needs("CHAT_READ")),
    (Mutation, "closeReasonCreate", Needs("SETTING_MANAGE")),
    (Mutation, "closeReasonUpdate", Needs("SETTING_MANAGE")),
    (Mutation, "contactBlock", Sees("CONTACT_UPDATE")),
    (Mutation, "contactCreate", Needs("CONTACT_CREATE")),
    (Mutation, "contactDismissDuplicate", Sees("CONTACT_UNITE")),
    (Mutation, "contactEndSessions", Sees("CONTACT_UPDATE")),
    (Mutation, "contactErase", Sees("CONTACT_ERASE")),
    (Mutation, "contactExport", Sees("CONTACT_EXPORT")),
    (Mutation, "contactRoleCreate", Needs("SETTING_MANAGE")),
    (Mutation, "contactRoleDelete", Needs("SETTING_MANAGE")),
    (Mutation, "contactRoleUpdate", Needs("SETTING_MANAGE")),
    (Mutation, "contactSetConsent", Sees("CONTACT_UPDATE")),
    (Mutation, "contactUnblock", Sees("CONTACT_UPDATE")),
    (Mutation, "contactUndoUnite", Sees("CONTACT_UNITE")),
    (Mutation, "contactUnite", Sees("CONTACT_UNITE")),
    (Mutation, "contactUpdate", Sees("CONTACT_UPDATE")),
    (Mutation, "contactUpsert", Sees("CONTACT_PUSH")),
    (Mutation, "deliveryRetry", Sees("CHAT_REPLY")),
    (Mutation, "draftDelete", Sees("CHAT_REPLY")),
    (Mutation, "draftSave", Sees("CHAT_REPLY")),
    (Mutation, "exportBegin", Needs("CHAT_EXPORT")),
    (Mutation, "inboundRequestReplay", Needs("CHANNEL_MANAGE")),
    (Mutation, "invitationCreate", Account),
    (Mutation, "invitationRevoke", Account),
    (Mutation, "labelCreate", Needs("LABEL_MANAGE")),
    (Mutation, "labelDelete", Needs("LABEL_MANAGE")),
    (Mutation, "labelMerge", Needs("LABEL_MANAGE")),
    (Mutation, "labelUpdate", Needs("LABEL_MANAGE")),
    (Mutation, "macroCreate", Access::Operator),
    (Mutation, "macroDelete", Needs("TEMPLATE_MANAGE")),
    (Mutation, "macroRun", Sees("CHAT_READ")),
    (Mutation, "macroUpdate", Needs("TEMPLATE_MANAGE")),
    (Mutation, "messageDelete", Sees("CHAT_REPLY")),
    (Mutation, "messageEdit", Sees("CHAT_REPLY")),
    (Mutation, "messageReact", Sees("CHAT_REPLY")),
    (Mutation, "messageReply", Sees("CHAT_REPLY")),
    (Mutation, "noteCreate", Sees("CHAT_NOTE")),
    (Mutation, "noteDelete", Sees("CHAT_NOTE")),
    (Mutation, "noteTypingSet", Sees("CHAT_NOTE")),
    (Mutation, "noteUpdate", Sees("CHAT_NOTE")),
    (Mutation, "notificationRead", Theirs),
    (Mutation, "notificationsRead", Access::Operator),
    (Mutation, "operatorBeginTotp", Own),
    (Mutation, "operatorChangePassword", Account),
    (Mutation, "operatorConfirmTotp", Coded),
    (Mutation, "operatorCreate", Needs("OPERATOR_MANAGE")),
    (Mutation, "operatorDisableTotp", Own),
    (Mutation, "operatorSetAvatar", Own),
    (Mutation, "operatorSetStatus", Own),
    (Mutation, "operatorUpdate", Needs("OPERATOR_MANAGE")),
    (Mutation, "referenceKindCreate", Needs("REFERENCE_MANAGE")),
    (Mutation, "referenceKindDelete", Needs("REFERENCE_MANAGE")),
    (Mutation, "referenceKindUpdate", Needs("REFERENCE_MANAGE")),
    (Mutation, "replacementCreate", Access::Operator),
    (Mutation, "replacementDelete", Needs("TEMPLATE_MANAGE")),
    (Mutation, "replacementUpdate", Needs("TEMPLATE_MANAGE")),
    (Mutation, "preferencesUpdate", Access::Operator),
    (Mutation, "pushSubscriptionCreate", Own),
    (Mutation, "pushSubscriptionDelete", Theirs),
    (Mutation, "pushSubscriptionTest", Theirs),
    (Mutation, "replyCancel", Sees("CHAT_REPLY")),
    (Mutation, "replySchedule", Sees("CHAT_REPLY")),
    (Mutation, "retentionRuleCreate", Needs("RETENTION_MANAGE")),
    (Mutation, "retentionRuleDelete", Needs("RETENTION_MANAGE")),
    (Mutation, "retentionRuleUpdate", Needs("RETENTION_MANAGE")),
    (Mutation, "roleCreate", Needs("OPERATOR_MANAGE")),
    (Mutation, "roleDelete", Needs("OPERATOR_MANAGE")),
    (Mutation, "roleUpdate", Needs("OPERATOR_MANAGE")),
    (Mutation, "ruleDelete", Needs("RULE_UPDATE")),
    (Mutation, "ruleDisable", Needs("RULE_ENABLE")),
    (Mutation, "ruleEnable", Needs("RULE_ENABLE")),
    (Mutation, "ruleListDelete", Needs("RULE_UPDATE")),
    (Mutation, "ruleListSave", Needs("RULE_UPDATE")),
    (Mutation, "ruleSave", Needs("RULE_UPDATE")),
    (Mutation, "scheduleCreate", Needs("SCHEDULE_MANAGE")),
    (Mutation, "scheduleDelete", Needs("SCHEDULE_MANAGE")),
    (Mutation, "scheduleUpdate", Needs("SCHEDULE_MANAGE")),
    (Mutation, "searchRebuild", Needs("SETTING_MANAGE")),
    (Mutation, "sessionRevoke", Account),
    (Mutation, "settingUpdate", Needs("SETTING_MANAGE")),
    (Mutation, "teamCreate", Needs("OPERATOR_MANAGE")),
    (Mutation, "teamDelete", Needs("OPERATOR_MANAGE")),
    (Mutation, "teamUpdate", Needs("OPERATOR_MANAGE")),
    (Mutation, "templateCreate", Access::Operator),
    (Mutation, "templateDelete", Needs("TEMPLATE_MANAGE")),
    (Mutation, "templateUpdate", Needs("TEMPLATE_MANAGE")),
    (Mutation, "tokenCreate", Account),
    (Mutation, "tokenRevoke", Account),
    (Mutation, "transcriptBegin", Sees("CHAT_READ")),
    (Mutation, "typingSet", Sees("CHAT_REPLY")),
    (Mutation, "viewCreate", Access::Operator),
    (Mutation, "viewDelete", Needs("VIEW_MANAGE")),
    (Mutation, "viewUpdate", Needs("VIEW_MANAGE")),
    (Subscription, "chat", Sees("CHAT_READ")),
    (Subscription, "events", Access::Operator),
    (Subscription, "presence", Access::Operator),
    (Subscription, "typing", Sees("CHAT_READ")),
    (Subscription, "viewCounts", Needs("CHAT_READ")),
    (Subscription, "visits", Needs("VISIT_READ")),
    (Subscription, "viewers", Sees("CHAT_READ")),
];

const VISITORS: &[Line] = &[
    (Query, "headCursor", Visitor),
    (Query, "limits", Anyone),
    (Query, "myChat", OwnChat),
    (Query, "myChats", OwnChat),
    (Query, "widget", Anyone),
    (Mutation, "attachmentUploadBegin", Writer),
    (Mutation, "attachmentUploadFinish", Owner),
    (Mutation, "chatMarkRead", Owner),
    (Mutation, "chatRate", Writer),
    (Mutation, "chatSetReference", Vouched),
    (Mutation, "consentSet", Writer),
    (Mutation, "messageDelete", Owner),
    (Mutation, "messageEdit", Owner),
    (Mutation, "messageWrite", Writer),
    (Mutation, "typingSet", Writer),
    (Mutation, "visitEnd", Visitor),
    (Mutation, "visitIdentify", Signed),
    (Mutation, "visitStart", Anyone),
    (Mutation, "visitUpdate", Writer),
    (Subscription, "myChat", Visitor),
    (Subscription, "typing", Visitor),
];

/// The lines of one schema, held to be all of it.
pub struct Table(&'static [Line]);

impl Table {
    /// Of the operators' schema.
    pub fn of_operators(schema: &Schema) -> Self {
        Self(OPERATORS).held_to(schema)
    }

    /// Of the visitors' schema.
    pub fn of_visitors(schema: &Schema) -> Self {
        Self(VISITORS).held_to(schema)
    }

    /// What an operation needs.
    pub fn access(&self, operation: Operation, field: &str) -> Access {
        let line = self.0.iter().find(|line| line.0 == operation && line.1 == field);
        line.unwrap_or_else(|| panic!("{} {field} stands in the table", operation.word())).2
    }

    fn held_to(self, schema: &Schema) -> Self {
        let entry = |operation: Operation, field: &str| format!("{} {field}", operation.word());
        let listed: BTreeSet<String> = self.0.iter().map(|line| entry(line.0, line.1)).collect();
        assert_eq!(listed.len(), self.0.len(), "an operation stands in the table twice");
        let told: BTreeSet<String> = OPERATIONS
            .iter()
            .flat_map(|operation| {
                schema.fields(*operation).iter().map(move |one| (*operation, one))
            })
            .map(|(operation, field)| entry(operation, &field.name))
            .collect();
        let uncovered: Vec<_> = told.difference(&listed).collect();
        assert!(
            uncovered.is_empty(),
            "nobody has said who may ask these: add a line for each to \
             tests/tests/all/permissions/table.rs, such as \
             `(Mutation, \"chatClose\", Sees(\"CHAT_CLOSE\"))`: {uncovered:#?}"
        );
        let gone: Vec<_> = listed.difference(&told).collect();
        assert!(gone.is_empty(), "take these lines out of the table: {gone:#?}");
        self
    }
}
