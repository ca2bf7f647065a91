//! What brings a chat to others, or to a later time: forwarding, escalating, putting aside.

use crate::{mutation::call::mutations, types::chat::Chat};
use switchboard_desk::chat::{
    cancel_forward, decline_forward, escalate, forward, snooze, take_forward, wake,
};
use switchboard_graphql::{
    input, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{ChatId, OperatorId, TeamId};

input! {
    /// To whom to offer a chat: an operator or a team.
    ChatForwardInput into forward::ForwardInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The operator it is for.
        operator_id: Option<Id<OperatorId>>,
        /// The team it is for.
        team_id: Option<Id<TeamId>>,
        /// What the receiver should know: a note in the chat, which the customer never sees.
        comment: String,
        /// Do those who have the chat stay in it when it is taken.
        is_staying: Option<bool>,
        /// Offer it also to one who is not there. Needs the permission `CHAT_ASSIGN`.
        is_forced: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to take.
    ChatTakeForwardInput into take_forward::TakeForwardInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// The chat not to take.
    ChatDeclineForwardInput into decline_forward::DeclineForwardInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Why not: a note in the chat, which the customer never sees.
        comment: String,
    }

    /// The chat to offer no more.
    ChatCancelForwardInput into cancel_forward::CancelForwardInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// Where to escalate a chat: a team, or a level that its team's settings lead to.
    ChatEscalateInput into escalate::EscalateInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The team it goes to.
        team_id: Option<Id<TeamId>>,
        /// The level it goes to, 1 to 3.
        level: Option<i64>,
        /// What the team should know: a note in the chat, which the customer never sees.
        comment: String,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to put aside.
    ChatSnoozeInput into snooze::SnoozeInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Until when, at most a year ahead; absent: until the customer writes.
        until: Option<DateTime>,
        /// Does it stay put aside when the customer writes. Needs a time.
        is_kept: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to fetch back.
    ChatWakeInput into wake::WakeInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }
}

payload!(ChatForwardPayload, "The result of offering a chat.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");
payload!(ChatTakeForwardPayload, "The result of taking a chat.", chat: Chat, "The chat as it is now; absent when it was not taken.");
payload!(ChatDeclineForwardPayload, "The result of declining a chat.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");
payload!(ChatCancelForwardPayload, "The result of offering a chat no more.", chat: Chat, "The chat as it is now; absent when it was not cancelled.");
payload!(ChatEscalatePayload, "The result of escalating a chat.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");
payload!(ChatSnoozePayload, "The result of putting a chat aside.", chat: Chat, "The chat as it is now; absent when it was not put aside.");
payload!(ChatWakePayload, "The result of fetching a chat back.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");

mutations! {
    /// What brings a chat to others, or to a later time.
    HandoverMutation {
        /// Offers a chat to an operator or a team. It is TRANSFERRED, and with those who have it, until it
        /// is taken, declined, cancelled, or has waited for too long.
        chat_forward(ChatForwardInput, "To whom to offer it.")
            -> ChatForwardPayload { forward::forward, version of chat_id }
        /// Takes a chat that was offered to you or to your team. To join it or to reply takes it as well.
        chat_take_forward(ChatTakeForwardInput, "The chat to take.")
            -> ChatTakeForwardPayload { take_forward::take_forward }
        /// Declines a chat that was offered to you or to your team.
        chat_decline_forward(ChatDeclineForwardInput, "The chat, and why not.")
            -> ChatDeclineForwardPayload { decline_forward::decline_forward }
        /// Takes back your offer of a chat.
        chat_cancel_forward(ChatCancelForwardInput, "The chat to offer no more.")
            -> ChatCancelForwardPayload { cancel_forward::cancel_forward }
        /// Gives a chat to a team above, at least of a high priority. Whoever was in it leaves.
        chat_escalate(ChatEscalateInput, "Where to escalate it.")
            -> ChatEscalatePayload { escalate::escalate, version of chat_id }
        /// Puts a chat aside until a time, or until the customer writes. Nobody is told.
        chat_snooze(ChatSnoozeInput, "The chat, and until when.")
            -> ChatSnoozePayload { snooze::snooze, version of chat_id }
        /// Fetches back a chat that was put aside.
        chat_wake(ChatWakeInput, "The chat to fetch back.") -> ChatWakePayload { wake::wake }
    }
}
