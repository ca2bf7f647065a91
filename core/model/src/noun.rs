//! The list of nouns that things happen to. A line of it gives the noun its typed id, its word in the
//! log, and the topic under which the feed tells of it.

text_enum! {
    /// What events are about.
    FeedTopic {
        /// Chats with their messages, notes, deliveries and attachments.
        Chats = "CHATS",
        /// Contacts.
        Contacts = "CONTACTS",
        /// Channels, and inbound requests that could not be taken in.
        Channels = "CHANNELS",
        /// Operators, teams and roles.
        People = "PEOPLE",
        /// Close reasons and settings.
        Settings = "SETTINGS",
    }
}

macro_rules! nouns {
    (@outside $value:ident) => {{ let _ = $value; None }};
    (@outside $value:ident $id:ident) => { Some($id($value).to_string()) };
    ($($(#[doc = $doc:literal])+ $noun:ident $(($id:ident))? = $word:literal in $topic:ident),+ $(,)?) => {
        text_enum! {
            /// What an event is about.
            SubjectKind { $($(#[doc = $doc])+ $noun = $word),+ }
        }

        $crate::id::ids! { $($(
            #[doc = concat!("A typed id: `", $word, "_…` outside.")]
            $id = $word,
        )?)+ }

        impl SubjectKind {
            /// The topic of its events.
            pub fn topic(self) -> FeedTopic {
                match self { $(Self::$noun => FeedTopic::$topic),+ }
            }

            /// The id of one of them as it is outside; none for what has no id.
            pub fn global_id(self, id: i64) -> Option<String> {
                match self { $(Self::$noun => nouns!(@outside id $($id)?)),+ }
            }
        }
    };
}

nouns! {
    /// A chat.
    Chat(ChatId) = "chat" in Chats,
    /// A message.
    Message(MessageId) = "message" in Chats,
    /// A delivery.
    Delivery(DeliveryId) = "delivery" in Chats,
    /// An attachment.
    Attachment(AttachmentId) = "attachment" in Chats,
    /// A note.
    Note(NoteId) = "note" in Chats,
    /// A contact.
    Contact(ContactId) = "contact" in Contacts,
    /// A channel.
    Channel(ChannelId) = "channel" in Channels,
    /// An inbound request.
    InboundRequest(InboundRequestId) = "inbound_request" in Channels,
    /// An operator.
    Operator(OperatorId) = "operator" in People,
    /// A role.
    Role(RoleId) = "role" in People,
    /// A team.
    Team(TeamId) = "team" in People,
    /// A close reason.
    CloseReason(CloseReasonId) = "close_reason" in Settings,
    /// A setting.
    Setting = "setting" in Settings,
}

// What nothing happens to by itself.
super::id::ids! {
    /// A line of the audit log.
    AuditId = "audit",
    /// An identity.
    IdentityId = "identity",
    /// A session of an operator or a visitor.
    SessionId = "session",
    /// An API token.
    TokenId = "token",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_the_id_of_its_noun_outside() {
        assert_eq!(SubjectKind::Team.global_id(7), Some(TeamId(7).to_string()));
        assert_eq!(SubjectKind::Setting.global_id(0), None);
    }
}
