//! The types of the operator schema, one noun a file, and the list of nouns. `node`, the feed's events and
//! the feed's rows are made from it; what they want to know of a noun, its type says (`noun::Noun`). A small
//! noun's file also has what is asked about it and done with it.

/// Calls a macro with each noun's type and the type of its events.
macro_rules! for_each_noun {
    ($callback:ident) => {
        $callback! {
            attachment::Attachment, AttachmentEvent;
            channel::Channel, ChannelEvent;
            chat::Chat, ChatEvent;
            close_reason::CloseReason, CloseReasonEvent;
            contact::Contact, ContactEvent;
            delivery::Delivery, DeliveryEvent;
            draft::Draft, DraftEvent;
            inbound_request::InboundRequest, InboundRequestEvent;
            invitation::Invitation, InvitationEvent;
            label::Label, LabelEvent;
            message::Message, MessageEvent;
            note::Note, NoteEvent;
            operator::Operator, OperatorEvent;
            replacement::Replacement, ReplacementEvent;
            role::Role, RoleEvent;
            team::Team, TeamEvent;
            template::Template, TemplateEvent;
            view::View, ViewEvent;
        }
    };
}

pub mod attachment;
pub mod audit;
pub mod author;
pub mod channel;
pub mod chat;
pub mod chat_counts;
pub mod close_reason;
pub mod contact;
pub mod delivery;
pub mod draft;
pub mod event;
pub mod identity;
pub mod inbound_request;
pub mod invitation;
pub mod label;
pub mod message;
pub mod node;
pub mod note;
pub mod operator;
pub mod participant;
pub mod plugin;
pub mod preferences;
pub mod reaction;
pub mod replacement;
pub mod role;
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

use async_graphql::MergedObject;

/// What is asked about the small nouns.
#[derive(MergedObject, Default)]
pub struct NounQuery(
    close_reason::CloseReasonQuery,
    invitation::InvitationQuery,
    label::LabelQuery,
    replacement::ReplacementQuery,
    role::RoleQuery,
    team::TeamQuery,
    template::TemplateQuery,
    view::ViewQuery,
);

/// What is done with the small nouns.
#[derive(MergedObject, Default)]
pub struct NounMutation(
    close_reason::CloseReasonMutation,
    draft::DraftMutation,
    invitation::InvitationMutation,
    label::LabelMutation,
    preferences::PreferencesMutation,
    replacement::ReplacementMutation,
    role::RoleMutation,
    team::TeamMutation,
    template::TemplateMutation,
    view::ViewMutation,
);
