//! The status table of a chat (F41, F42): one pure function says what each act does, or refuses it.

use crate::{chat::ChatStatus, chat::WaitingOn};

/// What happens to a chat, as far as its status is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatTransition {
    /// The customer wrote.
    CustomerWrote,
    /// An operator answered.
    OperatorReplied,
    /// An operator joined it.
    Joined,
    /// It was assigned to an operator, or its receiver took it.
    Taken,
    /// The last operator left, or the assignment was taken back.
    Released,
    /// It was forwarded and waits for its receiver.
    Forwarded,
    /// What was forwarded came back untaken.
    Returned,
    /// It was closed with a reason.
    Closed,
    /// An operator opened it again.
    Reopened,
    /// It was put away.
    Archived,
}

impl ChatTransition {
    /// All acts.
    pub const ALL: &'static [Self] = &[
        Self::CustomerWrote,
        Self::OperatorReplied,
        Self::Joined,
        Self::Taken,
        Self::Released,
        Self::Forwarded,
        Self::Returned,
        Self::Closed,
        Self::Reopened,
        Self::Archived,
    ];
}

/// A chat's status and whom it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChatState {
    /// The status.
    pub status: ChatStatus,
    /// Whom the chat waits for; a closed one, whom it would wait for if it were open.
    pub waiting_on: WaitingOn,
}

/// The act is not allowed in this status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chat is {} and cannot be {}: {}", words(*status), done(*act), self.instead())]
pub struct InvalidTransition {
    /// The status it is in.
    pub status: ChatStatus,
    /// What was asked for.
    pub act: ChatTransition,
}

impl InvalidTransition {
    /// What to do about it.
    const fn instead(&self) -> &'static str {
        match (self.act, self.status) {
            (ChatTransition::Closed, _) | (ChatTransition::Archived, ChatStatus::Archived) => {
                "it is already"
            }
            (ChatTransition::Reopened, _) => "it is open",
            (ChatTransition::Archived, _) => "close it first",
            (ChatTransition::Returned, _) => "nobody is offered it",
            (ChatTransition::Forwarded, ChatStatus::Transferred) => {
                "cancel the offer that is there first"
            }
            _ => "open it again first",
        }
    }
}

const fn words(status: ChatStatus) -> &'static str {
    match status {
        ChatStatus::New => "new",
        ChatStatus::Active => "active",
        ChatStatus::AwaitingResponse => "awaiting the customer's response",
        ChatStatus::Transferred => "offered to somebody",
        ChatStatus::Closed => "closed",
        ChatStatus::Archived => "archived",
    }
}

const fn done(act: ChatTransition) -> &'static str {
    match act {
        ChatTransition::CustomerWrote => "written to",
        ChatTransition::OperatorReplied => "answered",
        ChatTransition::Joined => "joined",
        ChatTransition::Taken => "taken",
        ChatTransition::Released => "left",
        ChatTransition::Forwarded => "forwarded",
        ChatTransition::Returned => "given back",
        ChatTransition::Closed => "closed",
        ChatTransition::Reopened => "opened again",
        ChatTransition::Archived => "archived",
    }
}

/// The state after an act, or why it is refused.
///
/// `is_staffed` tells whether an operator is assigned or takes part after the act; it decides
/// between NEW and ACTIVE where a chat comes back.
pub fn next_state(
    state: ChatState,
    act: ChatTransition,
    is_staffed: bool,
) -> Result<ChatState, InvalidTransition> {
    use ChatStatus::{Active, Archived, AwaitingResponse, Closed, New, Transferred};
    use ChatTransition as Act;
    use WaitingOn::{Customer, Nobody, Operator};
    let refused = Err(InvalidTransition { status: state.status, act });
    let open = if is_staffed { Active } else { New };
    let worked_on = if state.waiting_on == Customer { AwaitingResponse } else { Active };
    let to = |status, waiting_on| Ok(ChatState { status, waiting_on });
    match (act, state.status) {
        (Act::CustomerWrote, Transferred) => to(Transferred, Operator),
        (Act::CustomerWrote, _) => to(open, Operator),
        (Act::OperatorReplied, Transferred) => to(Transferred, Customer),
        (Act::OperatorReplied, Closed | Archived) => refused,
        (Act::OperatorReplied, _) => to(AwaitingResponse, Customer),
        (Act::Joined, Transferred) => Ok(state),
        (Act::Joined, New) | (Act::Taken, New | Transferred) => to(worked_on, state.waiting_on),
        (Act::Joined | Act::Taken, Active | AwaitingResponse) => Ok(state),
        (Act::Joined | Act::Taken | Act::Released | Act::Forwarded, Closed | Archived) => refused,
        (Act::Returned, Transferred) => {
            to(if is_staffed { worked_on } else { New }, state.waiting_on)
        }
        (Act::Returned, _) => refused,
        (Act::Released, New | Transferred) => Ok(state),
        (Act::Released, Active | AwaitingResponse) => {
            to(if is_staffed { state.status } else { New }, state.waiting_on)
        }
        (Act::Forwarded, Transferred) => refused,
        (Act::Forwarded, _) => to(Transferred, state.waiting_on),
        (Act::Closed, Closed | Archived) => refused,
        (Act::Closed, _) => to(Closed, Nobody),
        (Act::Reopened, Closed | Archived) => {
            to(if is_staffed { worked_on } else { New }, state.waiting_on)
        }
        (Act::Reopened, _) => refused,
        (Act::Archived, Closed) => to(Archived, Nobody),
        (Act::Archived, _) => refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_states() -> impl Iterator<Item = ChatState> {
        ChatStatus::ALL.iter().flat_map(|status| {
            WaitingOn::ALL
                .iter()
                .map(|waiting_on| ChatState { status: *status, waiting_on: *waiting_on })
        })
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let said = |status, act| InvalidTransition { status, act }.to_string();
        assert_eq!(
            said(ChatStatus::Closed, ChatTransition::OperatorReplied),
            "the chat is closed and cannot be answered: open it again first"
        );
        assert_eq!(
            said(ChatStatus::Active, ChatTransition::Archived),
            "the chat is active and cannot be archived: close it first"
        );
        assert_eq!(
            said(ChatStatus::Closed, ChatTransition::Closed),
            "the chat is closed and cannot be closed: it is already"
        );
    }

    /// The whole table: status × act, for an unstaffed and a staffed chat; `-` is a refusal.
    const TABLE: &[(&str, [&str; 10])] = &[
        // customer wrote, replied, joined, taken, released, forwarded, returned, closed, reopened,
        // archived
        (
            "NEW",
            [
                "NEW/ACTIVE",
                "AWAITING_RESPONSE",
                "ACTIVE",
                "ACTIVE",
                "NEW",
                "TRANSFERRED",
                "-",
                "CLOSED",
                "-",
                "-",
            ],
        ),
        (
            "ACTIVE",
            [
                "NEW/ACTIVE",
                "AWAITING_RESPONSE",
                "ACTIVE",
                "ACTIVE",
                "NEW/ACTIVE",
                "TRANSFERRED",
                "-",
                "CLOSED",
                "-",
                "-",
            ],
        ),
        (
            "AWAITING_RESPONSE",
            [
                "NEW/ACTIVE",
                "AWAITING_RESPONSE",
                "AWAITING_RESPONSE",
                "AWAITING_RESPONSE",
                "NEW/AWAITING_RESPONSE",
                "TRANSFERRED",
                "-",
                "CLOSED",
                "-",
                "-",
            ],
        ),
        (
            "TRANSFERRED",
            [
                "TRANSFERRED",
                "TRANSFERRED",
                "TRANSFERRED",
                "ACTIVE",
                "TRANSFERRED",
                "-",
                "NEW/ACTIVE",
                "CLOSED",
                "-",
                "-",
            ],
        ),
        ("CLOSED", ["NEW/ACTIVE", "-", "-", "-", "-", "-", "-", "-", "NEW/ACTIVE", "ARCHIVED"]),
        ("ARCHIVED", ["NEW/ACTIVE", "-", "-", "-", "-", "-", "-", "-", "NEW/ACTIVE", "-"]),
    ];

    /// F41.
    #[test]
    fn every_status_and_act_stands_in_the_table() {
        for (status, row) in TABLE {
            for (act, cell) in ChatTransition::ALL.iter().zip(row) {
                for is_staffed in [false, true] {
                    let state = ChatState {
                        status: status.parse().expect("a status"),
                        waiting_on: WaitingOn::Operator,
                    };
                    let expected = match cell.split_once('/') {
                        Some((unstaffed, staffed)) => {
                            if is_staffed {
                                staffed
                            } else {
                                unstaffed
                            }
                        }
                        None => cell,
                    };
                    let got = next_state(state, *act, is_staffed)
                        .map_or("-", |next| next.status.as_str());
                    assert_eq!(got, expected, "{status} + {act:?}, staffed {is_staffed}");
                }
            }
        }
        assert_eq!(TABLE.len(), ChatStatus::ALL.len());
    }

    /// F7, F42.
    #[test]
    fn a_customers_message_always_waits_on_an_operator() {
        for state in all_states() {
            let next =
                next_state(state, ChatTransition::CustomerWrote, false).expect("never refused");
            assert_eq!(next.waiting_on, WaitingOn::Operator, "{state:?}");
        }
    }

    #[test]
    fn nothing_waits_in_a_closed_chat() {
        for state in all_states() {
            for act in ChatTransition::ALL {
                let Ok(next) = next_state(state, *act, true) else { continue };
                if matches!(next.status, ChatStatus::Closed | ChatStatus::Archived) {
                    assert_eq!(next.waiting_on, WaitingOn::Nobody, "{state:?} + {act:?}");
                }
            }
        }
    }

    #[test]
    fn a_chat_that_is_opened_again_waits_for_whom_it_would_wait() {
        for (waiting_on, staffed) in [
            (WaitingOn::Customer, ChatStatus::AwaitingResponse),
            (WaitingOn::Operator, ChatStatus::Active),
            (WaitingOn::Nobody, ChatStatus::Active),
        ] {
            let state = ChatState { status: ChatStatus::Closed, waiting_on };
            for (is_staffed, status) in [(false, ChatStatus::New), (true, staffed)] {
                let next = next_state(state, ChatTransition::Reopened, is_staffed);
                assert_eq!(next, Ok(ChatState { status, waiting_on }));
            }
        }
    }

    /// F42.
    #[test]
    fn taking_an_answered_chat_keeps_waiting_for_the_customer() {
        let state = ChatState { status: ChatStatus::Transferred, waiting_on: WaitingOn::Customer };
        let next = next_state(state, ChatTransition::Taken, true).expect("allowed");
        assert_eq!(
            (next.status, next.waiting_on),
            (ChatStatus::AwaitingResponse, WaitingOn::Customer)
        );
    }
}
