//! The list of nouns that the schema knows. `node`, the feed's events and the feed's rows are made from
//! it; what they want to know of a noun, its type says (`noun::Noun`).

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
            inbound_request::InboundRequest, InboundRequestEvent;
            message::Message, MessageEvent;
            note::Note, NoteEvent;
            operator::Operator, OperatorEvent;
            role::Role, RoleEvent;
            team::Team, TeamEvent;
        }
    };
}
