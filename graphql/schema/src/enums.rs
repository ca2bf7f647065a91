//! The model's enums as the schema names them.

use async_graphql::Enum;

macro_rules! mirror {
    ($(#[doc = $doc:literal])+ $name:ident of $remote:literal { $($(#[doc = $item_doc:literal])+ $item:ident),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Enum, PartialEq, Eq, Hash)]
        #[graphql(remote = $remote)]
        pub enum $name { $($(#[doc = $item_doc])+ $item),+ }
    };
}

mirror! {
    /// Where a chat stands.
    ChatStatus of "switchboard_model::chat::ChatStatus" {
        /// Nobody has taken it yet.
        New,
        /// An operator works on it.
        Active,
        /// The operator has answered and waits for the customer.
        AwaitingResponse,
        /// Forwarded, not yet taken by its receiver.
        Transferred,
        /// Closed with a reason.
        Closed,
        /// Closed and put away.
        Archived,
    }
}

mirror! {
    /// Whom a chat waits for.
    WaitingOn of "switchboard_model::chat::WaitingOn" {
        /// The customer's answer.
        Customer,
        /// An operator's answer.
        Operator,
        /// Nobody: it is closed, or nothing was said yet.
        Nobody,
    }
}

mirror! {
    /// How urgent a chat is.
    ChatPriority of "switchboard_model::chat::ChatPriority" {
        /// Can wait.
        Low,
        /// As usual.
        Normal,
        /// Before the usual ones.
        High,
        /// Payment blocks, lost access.
        Urgent,
    }
}

mirror! {
    /// Who wrote or did something.
    AuthorKind of "switchboard_model::AuthorKind" {
        /// A customer.
        Contact,
        /// A colleague.
        Operator,
        /// A plugin that answers.
        Responder,
        /// A rule.
        Rule,
        /// The house itself.
        System,
    }
}

mirror! {
    /// How a text is marked up.
    TextFormat of "switchboard_model::connector::TextFormat" {
        /// No markup.
        Plain,
        /// CommonMark.
        Markdown,
        /// HTML: sanitise it before you show it.
        Html,
    }
}

mirror! {
    /// How far a delivery got.
    DeliveryState of "switchboard_model::delivery::DeliveryState" {
        /// Waits for its turn or for the next try.
        Queued,
        /// The platform has it.
        Sent,
        /// The customer's device has it.
        Delivered,
        /// The customer has seen it.
        Read,
        /// It will not arrive; the reason stands beside it.
        Failed,
        /// Bytes left and no answer came: an operator decides.
        MaybeSent,
    }
}

mirror! {
    /// What a delivery does on the platform.
    DeliveryOperation of "switchboard_model::delivery::DeliveryOperation" {
        /// A new message.
        Send,
        /// A change of a sent one.
        Edit,
        /// The deletion of a sent one.
        Retract,
    }
}

mirror! {
    /// What an attachment is.
    AttachmentKind of "switchboard_model::connector::MediaKind" {
        /// A picture.
        Image,
        /// A film, with or without sound.
        Video,
        /// Music or another recording.
        Audio,
        /// A voice note.
        Voice,
        /// A sticker.
        Sticker,
        /// A place on the map: `extra` has `lat` and `lon`.
        Location,
        /// A contact card: `extra` has `name` and `phone`.
        Card,
        /// Any other file.
        File,
        /// Something that cannot be shown here: `extra` names it.
        Unsupported,
    }
}

mirror! {
    /// Where an attachment's bytes are.
    AttachmentState of "switchboard_model::attachment::AttachmentState" {
        /// Being uploaded, or waiting to be fetched from the platform.
        Pending,
        /// Stored and checked.
        Stored,
        /// Could not be had; the reason stands beside it.
        Failed,
        /// Nothing to store: a location, a card, a kind that cannot be shown.
        Described,
    }
}

mirror! {
    /// Does a channel work.
    ChannelState of "switchboard_model::channel::ChannelState" {
        /// It receives and sends.
        Active,
        /// An admin paused sending and polling; webhooks are still stored.
        Paused,
        /// The platform refused the credentials; webhooks are still stored.
        Broken,
    }
}

mirror! {
    /// What became of a raw request of a platform.
    InboxState of "switchboard_model::inbox::InboxState" {
        /// Not parsed yet.
        Waiting,
        /// Parsed and taken in.
        Done,
        /// Cannot be parsed: replay it after a fix.
        Dead,
    }
}

mirror! {
    /// What a role or an API token allows.
    Right of "switchboard_model::Right" {
        /// Read chats in reach: own teams' channels and chats, own and joined chats.
        ChatRead,
        /// Read every chat.
        ChatReadAll,
        /// Write to customers, edit and retract own messages, join and leave.
        ChatReply,
        /// Write and edit notes.
        ChatNote,
        /// Assign chats, to oneself and to others.
        ChatAssign,
        /// Close and reopen chats, change their priority.
        ChatClose,
        /// See contacts.
        ContactRead,
        /// Change contacts.
        ContactEdit,
        /// See channels, their state and what failed.
        ChannelRead,
        /// Add, change and pause channels; replay what failed.
        ChannelManage,
        /// Add and change operators, roles and teams.
        OperatorManage,
        /// Change settings and reasons.
        SettingManage,
        /// Read the audit log.
        AuditRead,
    }
}

mirror! {
    /// What happened: a command in the past tense.
    EventKind of "switchboard_model::event::EventKind" {
        /// A chat was opened.
        ChatOpened,
        /// A chat was assigned, or the assignment was taken back.
        ChatAssigned,
        /// An operator joined a chat.
        ChatJoined,
        /// An operator left a chat.
        ChatLeft,
        /// A chat was closed.
        ChatClosed,
        /// A chat was opened again.
        ChatReopened,
        /// A chat's subject or priority changed.
        ChatEdited,
        /// You read a chat, or marked it as unread.
        ChatRead,
        /// A message was written, by either side.
        MessageCreated,
        /// A message was edited, by either side.
        MessageEdited,
        /// A message was deleted, by either side.
        MessageRetracted,
        /// A message was reacted to, or a reaction was taken back.
        MessageReacted,
        /// A delivery got further, failed or is tried again.
        DeliveryChanged,
        /// An attachment was stored or could not be had.
        AttachmentChanged,
        /// A note was written.
        NoteCreated,
        /// A note was edited.
        NoteEdited,
        /// A note was deleted.
        NoteDeleted,
        /// A contact was first seen.
        ContactCreated,
        /// A contact or one of its identities changed.
        ContactEdited,
        /// A channel was added.
        ChannelAdded,
        /// A channel's settings, name or state changed.
        ChannelEdited,
        /// A raw request could not be parsed, or was parsed after all.
        InboxChanged,
        /// An operator was added.
        OperatorAdded,
        /// An operator's name, role, teams or state changed.
        OperatorEdited,
        /// A role was added or its rights changed.
        RoleEdited,
        /// A team was added or changed.
        TeamEdited,
        /// The list of reasons changed.
        ReasonEdited,
        /// A setting changed.
        SettingEdited,
    }
}
