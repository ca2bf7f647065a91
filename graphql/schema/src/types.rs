//! The types of the operator schema, one noun a file, and the list of nouns. `node`, the feed's events and
//! the feed's rows are made from it; what they want to know of a noun, its type says (`noun::Noun`). A small
//! noun's file also has what is asked about it and done with it.

/// Calls a macro with each noun's type and the type of its events.
macro_rules! for_each_noun {
    ($callback:ident) => {
        $callback! {
            attachment::Attachment, AttachmentEvent;
            attribute_kind::AttributeKind, AttributeKindEvent;
            blocked_address::BlockedAddress, BlockedAddressEvent;
            broadcast::Broadcast, BroadcastEvent;
            channel::Channel, ChannelEvent;
            chat::Chat, ChatEvent;
            close_reason::CloseReason, CloseReasonEvent;
            contact::Contact, ContactEvent;
            contact_role::ContactRole, ContactRoleEvent;
            delivery::Delivery, DeliveryEvent;
            draft::Draft, DraftEvent;
            inbound_request::InboundRequest, InboundRequestEvent;
            invitation::Invitation, InvitationEvent;
            label::Label, LabelEvent;
            macros::Macro, MacroEvent;
            message::Message, MessageEvent;
            note::Note, NoteEvent;
            notification::Notification, NotificationEvent;
            operator::Operator, OperatorEvent;
            pending_reply::PendingReply, PendingReplyEvent;
            push_subscription::PushSubscription, PushSubscriptionEvent;
            reference_kind::ReferenceKind, ReferenceKindEvent;
            replacement::Replacement, ReplacementEvent;
            retention_rule::RetentionRule, RetentionRuleEvent;
            role::Role, RoleEvent;
            rule::Rule, RuleEvent;
            rule_list::RuleList, RuleListEvent;
            schedule::Schedule, ScheduleEvent;
            team::Team, TeamEvent;
            template::Template, TemplateEvent;
            view::View, ViewEvent;
        }
    };
}

pub mod attachment;
pub mod attribute_kind;
pub mod audit;
pub mod author;
pub mod blocked_address;
pub mod broadcast;
pub mod channel;
pub mod chat;
pub mod chat_counts;
pub mod close_reason;
pub mod contact;
pub mod contact_role;
pub mod delivery;
pub mod draft;
pub mod event;
pub mod identity;
pub mod inbound_request;
pub mod invitation;
pub mod label;
pub mod macros;
pub mod message;
pub mod node;
pub mod note;
pub mod notification;
pub mod operator;
pub mod participant;
pub mod pending_reply;
pub mod plugin;
pub mod preferences;
pub mod push_subscription;
pub mod reaction;
pub mod reference_kind;
pub mod replacement;
pub mod retention_rule;
pub mod role;
pub mod rule;
pub mod rule_list;
pub mod schedule;
pub mod search;
pub mod server;
pub mod session;
pub mod setting;
pub mod team;
pub mod template;
pub mod timeline;
pub mod token;
pub mod united;
pub mod view;
pub mod view_counts;
pub mod viewer;
pub mod visit;

use async_graphql::MergedObject;

/// What is asked about the small nouns.
#[derive(MergedObject, Default)]
pub struct NounQuery(
    attribute_kind::AttributeKindQuery,
    blocked_address::BlockedAddressQuery,
    broadcast::BroadcastQuery,
    close_reason::CloseReasonQuery,
    contact_role::ContactRoleQuery,
    invitation::InvitationQuery,
    label::LabelQuery,
    macros::MacroQuery,
    reference_kind::ReferenceKindQuery,
    replacement::ReplacementQuery,
    retention_rule::RetentionRuleQuery,
    role::RoleQuery,
    rule::RuleQuery,
    rule::RuleRunQuery,
    rule_list::RuleListQuery,
    schedule::ScheduleQuery,
    team::TeamQuery,
    template::TemplateQuery,
    view::ViewQuery,
);

/// What is done with the small nouns.
#[derive(MergedObject, Default)]
pub struct NounMutation(
    attribute_kind::AttributeKindMutation,
    blocked_address::BlockedAddressMutation,
    broadcast::BroadcastMutation,
    close_reason::CloseReasonMutation,
    contact_role::ContactRoleMutation,
    draft::DraftMutation,
    invitation::InvitationMutation,
    label::LabelMutation,
    macros::MacroMutation,
    notification::NotificationMutation,
    pending_reply::PendingReplyMutation,
    preferences::PreferencesMutation,
    push_subscription::PushSubscriptionMutation,
    reference_kind::ReferenceKindMutation,
    replacement::ReplacementMutation,
    retention_rule::RetentionRuleMutation,
    role::RoleMutation,
    rule::RuleMutation,
    rule_list::RuleListMutation,
    schedule::ScheduleMutation,
    team::TeamMutation,
    template::TemplateMutation,
    view::ViewMutation,
);
