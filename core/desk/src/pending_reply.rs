//! Pending replies: what an operator has said and can still take back, and what they want to be sent later.
//! Nothing of it is a message before its time, so no channel, index or count has to know. Like a draft it is
//! its author's alone: its events belong to no chat, and the audit log learns of the message.

mod cancel;
mod release;
mod schedule;

pub use cancel::{cancel, cancel_in};
pub(crate) use cancel::{end_all, end_each};
pub(crate) use release::{chat_of, return_in, when_due};
pub use schedule::{ScheduleInput, schedule, schedule_in};

use switchboard_model::pending_reply::PendingReply;

noun!(PendingReply.pending_reply_id: PendingReplyId in pending_reply, read as pending_replies,
    seen as Own(|pending| (pending.operator_id, Some(pending.chat_id))));
