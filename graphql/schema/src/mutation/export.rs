//! What is done with exports and transcripts of chats.

use crate::{
    mutation::call::{Returned, mutations},
    query::chat_filter::ChatFilter,
};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::{
    export::{ExportLink, begin},
    transcript,
};
use switchboard_graphql::{
    api::api,
    choice::Choice,
    input, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    ChatId,
    export::{ExportFormat, TranscriptAudience, TranscriptFormat},
};

input! {
    /// What to export.
    ExportBeginInput into begin::BeginInput {
        /// What the chats are like; absent: all that you may read.
        filter: Option<ChatFilter>,
        /// The form of the file.
        format: Choice<ExportFormat>,
        /// With the notes, where the form has a place for them.
        includes_notes: Option<bool>,
        /// Only the chats behind this one: the last of which an earlier export, that was cut off, has all.
        after_chat_id: Option<Id<ChatId>>,
    }

    /// What to print.
    TranscriptBeginInput into transcript::BeginInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The form.
        format: Choice<TranscriptFormat>,
        /// For whom.
        audience: Choice<TranscriptAudience>,
        /// The time zone (IANA name) in which times are shown; absent: UTC.
        time_zone: Option<String>,
    }
}

/// Where an export is to be had.
#[derive(Clone, SimpleObject)]
pub struct Export {
    /// The link that streams it, the oldest first. Whoever has it can read what you may read while it
    /// runs: keep it to yourself.
    url: String,
    /// Until when the link can be followed.
    expires_at: DateTime,
}

impl Returned<ExportLink> for Export {
    async fn returned(ctx: &Context<'_>, link: ExportLink) -> Result<Option<Self>> {
        let url = api(ctx)?.url(&link.path);
        Ok(Some(Self { url, expires_at: DateTime(link.expires_at) }))
    }
}

payload!(ExportBeginPayload, "The result of beginning an export.", export: Export, "Where it is to be had; absent when it was not begun.");
payload!(TranscriptBeginPayload, "The result of beginning a transcript.", export: Export, "Where it is to be had; absent when it was not begun.");

mutations! {
    /// What is done with exports and transcripts of chats.
    ExportMutation {
        /// Begins an export of at most a million chats.
        export_begin(ExportBeginInput, "What to export.") -> ExportBeginPayload { begin::begin }
        /// Begins a transcript of one chat, to read and to print.
        transcript_begin(TranscriptBeginInput, "What to print.")
            -> TranscriptBeginPayload { transcript::begin }
    }
}
