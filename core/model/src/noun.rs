//! The list of nouns, each with what happens to it. An entry gives the noun its typed id, its word in the
//! log, the topic under which the feed tells of it, and the kinds of its events.

#[macro_use]
mod list;
mod others;
#[cfg(test)]
mod tests;
mod topic;

pub use others::*;
pub use topic::*;

nouns! {
    /// A chat.
    Chat(ChatId) = "chat" in Chats {
        /// A chat was opened.
        ChatOpened = "chat.opened",
        /// A chat was assigned, or the assignment was taken back.
        ChatAssigned = "chat.assigned",
        /// An operator joined a chat.
        ChatJoined = "chat.joined",
        /// An operator left a chat.
        ChatLeft = "chat.left",
        /// A chat was closed.
        ChatClosed = "chat.closed",
        /// A chat was opened again.
        ChatReopened = "chat.reopened",
        /// A closed chat was put away, by hand or by its age.
        ChatArchived = "chat.archived",
        /// A chat's subject or priority changed.
        ChatUpdated = "chat.updated",
        /// A label was put on a chat.
        ChatLabeled = "chat.labeled",
        /// A label was taken off a chat.
        ChatUnlabeled = "chat.unlabeled",
        /// It was said, perhaps again, that a chat is about an object of the company's.
        ChatReferenceSet = "chat.reference_set",
        /// A chat is not about an object of the company's any more.
        ChatReferenceCleared = "chat.reference_cleared",
        /// A chat was made an example for colleagues, or what it is an example of was written again.
        ChatExampleSet = "chat.example_set",
        /// A chat is no example any more.
        ChatExampleCleared = "chat.example_cleared",
        /// A chat was offered to another operator or team.
        ChatForwarded = "chat.forwarded",
        /// What was offered of a chat was taken, declined, cancelled, or waited for too long.
        ChatForwardSettled = "chat.forward_settled",
        /// A chat was given to a team above, with a higher priority.
        ChatEscalated = "chat.escalated",
        /// A chat waits in the queue again, because nobody who had it is there.
        ChatQueued = "chat.queued",
        /// A chat was put aside for a time.
        ChatSnoozed = "chat.snoozed",
        /// A chat that was put aside is back.
        ChatWoken = "chat.woken",
        /// An operator opened the company's own page as the customer.
        ChatOpenedAs = "chat.opened_as",
        /// The customer rated a chat.
        ChatRated = "chat.rated",
        /// A chat was deleted, with all that was said in it: by somebody, or because its contact is erased.
        ChatDeleted = "chat.deleted",
        /// You read a chat, or marked it as unread.
        ChatRead = "chat.read",
    }
    /// A message.
    Message(MessageId) = "message" in Chats {
        /// A message was written, by either side.
        MessageCreated = "message.created",
        /// A message was edited, by either side.
        MessageEdited = "message.edited",
        /// A message was deleted, by either side.
        MessageDeleted = "message.deleted",
        /// A message was reacted to, or a reaction was taken back.
        MessageReacted = "message.reacted",
    }
    /// A delivery.
    Delivery(DeliveryId) = "delivery" in Chats {
        /// A delivery got further, failed or is tried again.
        DeliveryChanged = "delivery.changed",
    }
    /// An attachment.
    Attachment(AttachmentId) = "attachment" in Chats {
        /// An attachment was stored or could not be had.
        AttachmentChanged = "attachment.changed",
    }
    /// A note.
    Note(NoteId) = "note" in Chats {
        /// A note was written.
        NoteCreated = "note.created",
        /// A note was edited.
        NoteUpdated = "note.updated",
        /// A note was deleted.
        NoteDeleted = "note.deleted",
    }
    /// A draft of an operator.
    Draft(DraftId) = "draft" in Personal {
        /// You saved a draft.
        DraftSaved = "draft.saved",
        /// You deleted a draft, or sent it.
        DraftDeleted = "draft.deleted",
    }
    /// A reply of an operator that is not sent yet.
    PendingReply(PendingReplyId) = "pending_reply" in Personal {
        /// You said something that is sent in a moment, or at a time of your choice.
        ReplyScheduled = "reply.scheduled",
        /// You took back what was not sent yet.
        ReplyCancelled = "reply.cancelled",
        /// What you had said was sent.
        ReplyReleased = "reply.released",
        /// What you had said could not be sent: it is a draft again.
        ReplyReturned = "reply.returned",
    }
    /// What an operator prefers on their screens; the number of its id is the operator's.
    Preferences(PreferencesId) = "preferences" in Personal {
        /// You changed what you prefer.
        PreferencesUpdated = "preferences.updated",
    }
    /// What an operator is told of.
    Notification(NotificationId) = "notification" in Personal {
        /// You are told of something.
        NotificationCreated = "notification.created",
        /// You read what you were told of, or it is over.
        NotificationRead = "notification.read",
    }
    /// A browser of an operator that is told with the console closed.
    PushSubscription(PushSubscriptionId) = "push_subscription" in Personal {
        /// A browser of yours is told with the console closed, or goes on to be.
        PushSubscriptionCreated = "push_subscription.created",
        /// A browser of yours is told no more: you said so, or its push service knows it no more.
        PushSubscriptionDeleted = "push_subscription.deleted",
    }
    /// A contact.
    Contact(ContactId) = "contact" in Contacts {
        /// A contact was first seen.
        ContactCreated = "contact.created",
        /// A contact or one of its identities changed.
        ContactUpdated = "contact.updated",
        /// A contact was blocked.
        ContactBlocked = "contact.blocked",
        /// A contact's block was lifted.
        ContactUnblocked = "contact.unblocked",
        /// A contact's visits were ended.
        ContactSessionsEnded = "contact.sessions_ended",
        /// A contact was united with another one.
        ContactUnited = "contact.united",
        /// Contacts that were united are two again.
        ContactUniteUndone = "contact.unite_undone",
        /// A contact is being erased, and at last nothing is left of it.
        ContactErased = "contact.erased",
        /// Another contact has the same email address or phone number.
        ContactDuplicateFound = "contact.duplicate_found",
        /// Contacts with the same address were said to be two people.
        ContactDuplicateDismissed = "contact.duplicate_dismissed",
    }
    /// A blocked address.
    BlockedAddress(BlockedAddressId) = "blocked_address" in Contacts {
        /// An address was blocked.
        BlockedAddressCreated = "blocked_address.created",
        /// An address is blocked no more.
        BlockedAddressDeleted = "blocked_address.deleted",
    }
    /// A broadcast.
    Broadcast(BroadcastId) = "broadcast" in Contacts {
        /// A broadcast was created.
        BroadcastCreated = "broadcast.created",
        /// A broadcast was changed before it began.
        BroadcastUpdated = "broadcast.updated",
        /// A broadcast was started.
        BroadcastStarted = "broadcast.started",
        /// A broadcast was paused.
        BroadcastPaused = "broadcast.paused",
        /// A broadcast was set to go on.
        BroadcastResumed = "broadcast.resumed",
        /// A broadcast was cancelled: nobody else is written to.
        BroadcastCancelled = "broadcast.cancelled",
        /// More contacts of a broadcast were found, written to or left out.
        BroadcastProgressed = "broadcast.progressed",
        /// All contacts of a broadcast were written to or left out.
        BroadcastEnded = "broadcast.ended",
        /// A broadcast was deleted; its messages stay.
        BroadcastDeleted = "broadcast.deleted",
    }
    /// A channel.
    Channel(ChannelId) = "channel" in Channels {
        /// A channel was created.
        ChannelCreated = "channel.created",
        /// A channel's name, settings, secrets, team or account changed.
        ChannelUpdated = "channel.updated",
        /// A channel was connected to its account.
        ChannelConnected = "channel.connected",
        /// A channel was paused.
        ChannelPaused = "channel.paused",
        /// A channel was set to work again.
        ChannelResumed = "channel.resumed",
        /// A channel's platform refused its credentials.
        ChannelBroken = "channel.broken",
        /// A channel's platform refused it again and again, or did not answer.
        ChannelFailed = "channel.failed",
        /// A channel was deleted; its chats stay.
        ChannelDeleted = "channel.deleted",
    }
    /// An inbound request.
    InboundRequest(InboundRequestId) = "inbound_request" in Channels {
        /// An inbound request could not be parsed and was put aside.
        InboundRequestFailed = "inbound_request.failed",
        /// An inbound request that was put aside waits to be parsed again.
        InboundRequestReplayed = "inbound_request.replayed",
        /// An inbound request was parsed after an earlier failure.
        InboundRequestParsed = "inbound_request.parsed",
    }
    /// An operator.
    Operator(OperatorId) = "operator" in People {
        /// An operator was created.
        OperatorCreated = "operator.created",
        /// An operator's name, role, teams or state changed.
        OperatorUpdated = "operator.updated",
        /// An operator's status was set: by them, by a colleague, or because they went or came back.
        OperatorStatusSet = "operator.status_set",
    }
    /// An invitation.
    Invitation(InvitationId) = "invitation" in People {
        /// Somebody was invited.
        InvitationCreated = "invitation.created",
        /// An invitation was revoked.
        InvitationRevoked = "invitation.revoked",
        /// An invitation was accepted, and its operator created.
        InvitationAccepted = "invitation.accepted",
    }
    /// A role.
    Role(RoleId) = "role" in People {
        /// A role was created.
        RoleCreated = "role.created",
        /// A role's name or permissions changed.
        RoleUpdated = "role.updated",
        /// A role was deleted.
        RoleDeleted = "role.deleted",
    }
    /// A team.
    Team(TeamId) = "team" in People {
        /// A team was created.
        TeamCreated = "team.created",
        /// A team's name or operators changed.
        TeamUpdated = "team.updated",
        /// A team was deleted; its closed chats keep its name.
        TeamDeleted = "team.deleted",
    }
    /// A close reason.
    CloseReason(CloseReasonId) = "close_reason" in Settings {
        /// A reason for closing was created.
        CloseReasonCreated = "close_reason.created",
        /// A reason for closing changed.
        CloseReasonUpdated = "close_reason.updated",
    }
    /// A label.
    Label(LabelId) = "label" in Settings {
        /// A label was created.
        LabelCreated = "label.created",
        /// A label changed.
        LabelUpdated = "label.updated",
        /// A label is being merged into another one: its chats get that one, and it is deleted after that.
        LabelMerged = "label.merged",
        /// A label was deleted, and with that taken off all chats.
        LabelDeleted = "label.deleted",
    }
    /// A kind of references.
    ReferenceKind(ReferenceKindId) = "reference_kind" in Settings {
        /// A kind of references was created.
        ReferenceKindCreated = "reference_kind.created",
        /// A kind of references changed.
        ReferenceKindUpdated = "reference_kind.updated",
        /// A kind of references was deleted.
        ReferenceKindDeleted = "reference_kind.deleted",
    }
    /// A contact role.
    ContactRole(ContactRoleId) = "contact_role" in Settings {
        /// A contact role was created.
        ContactRoleCreated = "contact_role.created",
        /// A contact role changed.
        ContactRoleUpdated = "contact_role.updated",
        /// A contact role was deleted.
        ContactRoleDeleted = "contact_role.deleted",
    }
    /// A kind of attribute.
    AttributeKind(AttributeKindId) = "attribute_kind" in Settings {
        /// A kind of attribute was created.
        AttributeKindCreated = "attribute_kind.created",
        /// A kind of attribute changed.
        AttributeKindUpdated = "attribute_kind.updated",
        /// A kind of attribute was deleted.
        AttributeKindDeleted = "attribute_kind.deleted",
    }
    /// A template.
    Template(TemplateId) = "template" in Settings {
        /// A template was created.
        TemplateCreated = "template.created",
        /// A template changed.
        TemplateUpdated = "template.updated",
        /// A template was deleted.
        TemplateDeleted = "template.deleted",
    }
    /// A macro.
    Macro(MacroId) = "macro" in Settings {
        /// A macro was created.
        MacroCreated = "macro.created",
        /// A macro changed.
        MacroUpdated = "macro.updated",
        /// A macro was deleted.
        MacroDeleted = "macro.deleted",
    }
    /// A replacement of what is typed.
    Replacement(ReplacementId) = "replacement" in Settings {
        /// A replacement was created.
        ReplacementCreated = "replacement.created",
        /// A replacement changed.
        ReplacementUpdated = "replacement.updated",
        /// A replacement was deleted.
        ReplacementDeleted = "replacement.deleted",
    }
    /// A view.
    View(ViewId) = "view" in Settings {
        /// A view was created.
        ViewCreated = "view.created",
        /// A view changed.
        ViewUpdated = "view.updated",
        /// A view was deleted.
        ViewDeleted = "view.deleted",
    }
    /// A retention rule.
    RetentionRule(RetentionRuleId) = "retention_rule" in Settings {
        /// A retention rule was created.
        RetentionRuleCreated = "retention_rule.created",
        /// A retention rule changed.
        RetentionRuleUpdated = "retention_rule.updated",
        /// A retention rule was deleted.
        RetentionRuleDeleted = "retention_rule.deleted",
    }
    /// A rule.
    Rule(RuleId) = "rule" in Settings {
        /// A rule was created, as a draft.
        RuleCreated = "rule.created",
        /// A version of a rule was saved.
        RuleUpdated = "rule.updated",
        /// A rule was switched on, or another of its versions was.
        RuleEnabled = "rule.enabled",
        /// A rule was switched off.
        RuleDisabled = "rule.disabled",
        /// A rule failed or did too much, and the server has switched it off.
        RuleSuspended = "rule.suspended",
        /// A rule was deleted; what it did stays.
        RuleDeleted = "rule.deleted",
    }
    /// A list of words that rules share.
    RuleList(RuleListId) = "rule_list" in Settings {
        /// A list of words was created.
        RuleListCreated = "rule_list.created",
        /// A list of words changed.
        RuleListUpdated = "rule_list.updated",
        /// A list of words was deleted.
        RuleListDeleted = "rule_list.deleted",
    }
    /// A schedule.
    Schedule(ScheduleId) = "schedule" in Settings {
        /// A schedule was created.
        ScheduleCreated = "schedule.created",
        /// A schedule changed, or another one became the default in its place.
        ScheduleUpdated = "schedule.updated",
        /// A schedule was deleted.
        ScheduleDeleted = "schedule.deleted",
    }
    /// A setting.
    Setting = "setting" in Settings {
        /// A setting changed.
        SettingUpdated = "setting.updated",
    }
}
