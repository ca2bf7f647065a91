//! What a platform tells.

use switchboard_model::{
    Timestamp,
    connector::{
        ContactChange, InboundEvent, InboundReaction, InboundReceipt, PlatformIdentity,
        ReceiptState, ReceiptTarget,
    },
};
use switchboard_testkit::{
    app::BEGIN,
    scene::{Scene, customer, inbound, reference},
};

/// What a platform tells, in an order in which each has an effect.
pub const PLATFORM: [&str; 9] = [
    "message",
    "newCustomer",
    "edited",
    "reaction",
    "reactionRemoved",
    "deleted",
    "receipt",
    "profile",
    "unreachable",
];

/// The platform tells it.
pub async fn ingest(scene: &Scene, name: &str) {
    let now = Timestamp(BEGIN.0 + 1);
    let event = match name {
        "message" => InboundEvent::Message(inbound("20", "one more thing")),
        "newCustomer" => {
            let mut message = inbound("1", "hello from another");
            message.reference.chat.id = "800".to_owned();
            message.sender = PlatformIdentity {
                id: "800".to_owned(),
                name: Some("Eve".to_owned()),
                ..customer()
            };
            InboundEvent::Message(message)
        }
        "edited" => {
            let mut message = inbound("20", "one more important thing");
            message.edited_at = Some(now);
            InboundEvent::Edited(message, None)
        }
        "reaction" | "reactionRemoved" => InboundEvent::Reaction(InboundReaction {
            reference: reference("20"),
            by: customer(),
            emoji: Some("🎉".to_owned()),
            is_removed: name == "reactionRemoved",
            at: now,
        }),
        "deleted" => InboundEvent::Retracted(reference("20"), now),
        "receipt" => InboundEvent::Receipt(InboundReceipt {
            target: ReceiptTarget::UpTo(reference("1").chat, now),
            state: ReceiptState::Read,
            at: now,
            error: None,
        }),
        "profile" => {
            InboundEvent::Profile(PlatformIdentity { name: Some("Zoe".to_owned()), ..customer() })
        }
        "unreachable" => InboundEvent::Reach {
            identity: customer(),
            change: ContactChange::Unreachable,
            chat: None,
            at: now,
        },
        other => panic!("nobody tells {other}"),
    };
    scene.takes(name, event).await;
}
