//! What is asked of a chat at the wrong time, made from the schema: each mutation that names the chat, or what
//! was said in it, of one that is closed, archived, put aside or offered to somebody. Whatever is refused is
//! refused by a stable code and has changed nothing. Each mutation is tried in one of these states, and in all
//! of them with `SWITCHBOARD_SPOILED=full`.

use super::{CODES, all, changed, document, is_whole, refusal};
use crate::replay::{
    recipes::recipe,
    steps::{close, offered_to_admin, open},
};
use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    introspection::{Operation, Schema},
    scene::Scene,
};

/// Ids of what a state of the chat decides about.
const NAMES_IT: [&str; 6] =
    ["chatId", "identityId", "messageId", "noteId", "pendingReplyId", "attachmentId"];
/// Deletes the chat, whatever its state is.
const ENDS_IT: &str = "chatDelete";
/// Fewer mutations than this are not all.
const MUTATIONS: usize = 30;

/// A state of a chat.
#[derive(Clone, Copy, Debug)]
enum State {
    Closed,
    Archived,
    Aside,
    Offered,
}

const STATES: [State; 4] = [State::Closed, State::Archived, State::Aside, State::Offered];

impl State {
    /// Brings the scene's chat into it.
    async fn reached(self, scene: &Scene) {
        let chat = json!({ "chatId": scene.id("chat") });
        open(scene).await;
        match self {
            Self::Closed => close(scene).await,
            Self::Archived => {
                close(scene).await;
                scene.admin.change("chatArchive", chat, "chat { id }").await;
            }
            Self::Aside => {
                scene.admin.change("chatSnooze", chat, "chat { id }").await;
            }
            Self::Offered => offered_to_admin(scene).await,
        }
    }
}

#[both_databases]
async fn what_comes_at_the_wrong_time_is_refused_by_a_stable_code_and_changes_nothing(
    scene: Scene,
) {
    let schema = Schema::told_to(&scene.admin).await;
    let (mut wrong, mut tried, mut refused) = (Vec::new(), 0, 0);
    for field in schema.fields(Operation::Mutation) {
        let name = field.name.as_str();
        let inputs = &schema.named(&field.arguments[0].of.name).inputs;
        let is_of_chat = inputs.iter().any(|input| NAMES_IT.contains(&input.name.as_str()));
        if !is_of_chat || name == ENDS_IT {
            continue;
        }
        let document = document(&schema, name);
        let input = recipe(&scene, name).await.input;
        for state in STATES {
            if !is_whole() && state as usize != tried % STATES.len() {
                continue;
            }
            state.reached(&scene).await;
            let before = all(&scene).await;
            let answer = scene.admin.send(&document, json!({ "input": input })).await.body;
            let Some(code) = refusal(&answer, name) else { continue };
            refused += 1;
            let after = all(&scene).await;
            let what = format!("{name} of a chat that is {state:?}");
            if !CODES.contains(&code) {
                wrong.push(format!("{what}: {answer}"));
            }
            if before != after {
                wrong.push(format!("{what} changed {:?}", changed(&before, &after)));
            }
        }
        tried += 1;
        println!("{name}: {refused} refused, {} wrong", wrong.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried > MUTATIONS, "only {tried} mutations were tried");
    assert!(refused > 3, "only {refused} were refused");
    answers_again(&scene).await;
}

/// Whatever was tried, the chat can be worked with.
async fn answers_again(scene: &Scene) {
    open(scene).await;
    let said = json!({ "chatId": scene.id("chat"), "body": "all is well" });
    let made = scene.admin.change("messageReply", said, "message { chat { status } }").await;
    let is_open = |status: &Value| status == "AWAITING_RESPONSE" || status == "ACTIVE";
    assert!(is_open(&made["message"]["chat"]["status"]), "{made:#}");
}
