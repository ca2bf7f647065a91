//! The named permissions that roles are made of (F70), and which the built-in roles begin with.

text_enum! {
    // Reading a chat needs `ChatRead` and that the chat is visible (`ChatVisibility`), or `ChatReadAll`.
    /// What a role or an API token allows.
    Permission {
        /// Read chats of own teams and their channels, own and joined chats.
        ChatRead = "chat.read",
        /// Read every chat.
        ChatReadAll = "chat.read.all",
        /// Write to customers, edit and delete own messages, join and leave.
        ChatReply = "chat.reply",
        /// Write and edit notes.
        ChatNote = "chat.note",
        /// Assign chats, to oneself and to others.
        ChatAssign = "chat.assign",
        /// Close and reopen chats, change their priority.
        ChatClose = "chat.close",
        /// Put closed chats away.
        ChatArchive = "chat.archive",
        /// Delete chats, with all that was said in them.
        ChatDelete = "chat.delete",
        /// Put labels on chats, and take them off.
        ChatLabel = "chat.label",
        /// Say which of the company's objects chats are about.
        ChatReference = "chat.reference",
        /// Make chats examples for colleagues, and take that back.
        ChatExample = "chat.example",
        /// Open the company's own page as the customer of a chat.
        ChatImpersonate = "chat.impersonate",
        /// Export chats, with their messages and notes, to a file.
        ChatExport = "chat.export",
        /// Offer chats to other operators and teams.
        ChatForward = "chat.forward",
        /// Give chats to a team above.
        ChatEscalate = "chat.escalate",
        /// Put chats aside for a time, and fetch them back.
        ChatSnooze = "chat.snooze",
        /// See what customers type before they send it, on the channels that show it.
        MessagePreview = "message.preview",
        /// See contacts.
        ContactRead = "contact.read",
        /// Create contacts.
        ContactCreate = "contact.create",
        /// Change contacts.
        ContactUpdate = "contact.update",
        /// Push what the company's own product knows of its users, as a program does.
        ContactPush = "contact.push",
        /// Unite contacts, and undo that.
        ContactUnite = "contact.unite",
        /// Export all that is held on a contact, also the chats that one does not see.
        ContactExport = "contact.export",
        /// Erase contacts, with all that was said with them.
        ContactErase = "contact.erase",
        /// Write to many contacts at once, as far as they have agreed to that.
        BroadcastSend = "broadcast.send",
        /// See who is on the pages with the web chats of own channels, and what they look at.
        VisitRead = "visit.read",
        /// See what is kept of visitors' addresses.
        VisitAddress = "visit.address",
        /// See channels, their state and what failed.
        ChannelRead = "channel.read",
        /// Create, change and pause channels; replay what failed.
        ChannelManage = "channel.manage",
        /// Create and change operators, roles and teams.
        OperatorManage = "operator.manage",
        /// Set the status of other operators, and see how long they were in which.
        OperatorStatus = "operator.status",
        /// Change settings, close reasons, contact roles and kinds of attributes.
        SettingManage = "setting.manage",
        /// Create, change and delete labels.
        LabelManage = "label.manage",
        /// Create, change and delete kinds of references.
        ReferenceManage = "reference.manage",
        /// Create, change and delete templates and replacements of teams and of everybody. One's own need no
        /// permission.
        TemplateManage = "template.manage",
        /// Create, change and delete the views of teams and of everybody.
        ViewManage = "view.manage",
        /// See and change the rules by which contacts are erased after a time. What a rule does, one must be
        /// allowed to do oneself.
        RetentionManage = "retention.manage",
        /// Create, change and delete schedules.
        ScheduleManage = "schedule.manage",
        /// See rules and what they did.
        RuleRead = "rule.read",
        /// Write rules and lists of words.
        RuleUpdate = "rule.update",
        /// Switch rules on and off. A rule may do what whoever switched it on may do.
        RuleEnable = "rule.enable",
        /// Read the audit log.
        AuditRead = "audit.read",
    }
}

impl Permission {
    /// What the role of those who answer begins with.
    pub const OF_OPERATORS: &'static [Self] = &[
        Self::ChatRead,
        Self::ChatReply,
        Self::ChatNote,
        Self::ChatAssign,
        Self::ChatClose,
        Self::ChatArchive,
        Self::ChatLabel,
        Self::ChatReference,
        Self::ChatExample,
        Self::ChatForward,
        Self::ChatEscalate,
        Self::ChatSnooze,
        Self::MessagePreview,
        Self::ContactRead,
        Self::ContactCreate,
        Self::ContactUpdate,
        Self::ContactUnite,
        Self::VisitRead,
    ];
    /// What decides which chats and contacts somebody sees.
    pub const OF_REACH: &'static [Self] = &[Self::ChatRead, Self::ChatReadAll, Self::ContactRead];
    /// What the role of those who see all chats has beyond that.
    pub const OF_SUPERVISORS: &'static [Self] = &[
        Self::ChatReadAll,
        Self::ChatExport,
        Self::VisitAddress,
        Self::ChannelRead,
        Self::OperatorStatus,
        Self::ViewManage,
        Self::RuleRead,
    ];
}
