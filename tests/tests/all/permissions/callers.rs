//! The kinds of callers, and what each of them is given by the table.

use super::{DEPTH, Outcome, table::Access};
use serde_json::json;
use switchboard_model::Permission;
use switchboard_testkit::{
    graphql::Client,
    scene::{FILE, Scene},
};

/// One who asks.
pub struct Caller {
    pub name: &'static str,
    pub client: Client,
    pub who: Who,
    /// Which operations are asked.
    pub asks: Asks,
}

/// What decides what a caller is given.
pub enum Who {
    /// Nobody who is known.
    Nobody,
    /// One who shows a secret that opens nothing any more.
    Former,
    /// A visitor of Night's web chat.
    Visitor { is_owner: bool, has_chat: bool, is_blocked: bool },
    /// An operator.
    Operator { permissions: Vec<&'static str>, sees_night: bool, is_interactive: bool },
}

/// Which operations are asked. Nobody who may change everything is asked to: each mutation is done with
/// effect elsewhere (`replay`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    Everything,
    Questions,
    Accounts,
}

impl Caller {
    fn new(name: &'static str, client: &Client, who: Who) -> Self {
        Self { name, client: client.clone(), who, asks: Asks::Everything }
    }

    fn operator(name: &'static str, client: &Client, permissions: &[&'static str]) -> Self {
        let permissions = permissions.to_vec();
        let who = Who::Operator { permissions, sees_night: false, is_interactive: true };
        Self::new(name, client, who)
    }

    /// How deep this caller's questions go: whoever is not known may ask for less.
    pub fn depth(&self) -> usize {
        if matches!(self.who, Who::Nobody) { 1 } else { DEPTH }
    }

    /// May know what is private of Night.
    pub fn sees_night(&self) -> bool {
        matches!(
            self.who,
            Who::Operator { sees_night: true, .. } | Who::Visitor { is_owner: true, .. }
        )
    }

    /// What comes of asking.
    pub fn expected(&self, access: Access) -> Outcome {
        let is_given = match (&self.who, access) {
            (Who::Nobody, Access::Anyone) => true,
            (Who::Visitor { .. }, Access::Signed)
            | (Who::Operator { is_interactive: true, .. }, Access::Coded) => {
                return Outcome::Malformed;
            }
            (Who::Visitor { .. }, Access::Anyone | Access::Visitor) => true,
            (Who::Visitor { is_blocked, .. }, Access::Writer) => !is_blocked,
            (Who::Visitor { is_owner, .. }, Access::Owner) => *is_owner,
            (Who::Visitor { has_chat, .. }, Access::OwnChat) => *has_chat,
            (Who::Operator { .. }, Access::Operator) => true,
            (Who::Operator { is_interactive, .. }, Access::Own) => *is_interactive,
            (Who::Operator { permissions, .. }, Access::Needs(needed)) => {
                permissions.contains(&needed)
            }
            (Who::Operator { permissions, sees_night, .. }, Access::Sees(needed)) => {
                *sees_night && permissions.contains(&needed)
            }
            (Who::Operator { permissions, is_interactive, .. }, Access::Account) => {
                *is_interactive && permissions.contains(&"OPERATOR_MANAGE")
            }
            _ => false,
        };
        if is_given { Outcome::Given } else { Outcome::Refused }
    }
}

/// What those of the role Operator may do, and what those who may do everything may ask.
const OF_OPERATORS: [&str; 18] = [
    "CHAT_READ",
    "CHAT_REPLY",
    "CHAT_NOTE",
    "CHAT_ASSIGN",
    "CHAT_CLOSE",
    "CHAT_ARCHIVE",
    "CHAT_LABEL",
    "CHAT_REFERENCE",
    "CHAT_EXAMPLE",
    "CHAT_FORWARD",
    "CHAT_ESCALATE",
    "CHAT_SNOOZE",
    "MESSAGE_PREVIEW",
    "CONTACT_READ",
    "CONTACT_CREATE",
    "CONTACT_UPDATE",
    "CONTACT_UNITE",
    "VISIT_READ",
];
const ASKED: [&str; 11] = [
    "AUDIT_READ",
    "BROADCAST_SEND",
    "CHANNEL_READ",
    "CHAT_READ",
    "CONTACT_READ",
    "OPERATOR_MANAGE",
    "OPERATOR_STATUS",
    "RETENTION_MANAGE",
    "RULE_READ",
    "SETTING_MANAGE",
    "VISIT_READ",
];

/// A visitor who has written and was blocked.
async fn blocked(scene: &Scene) -> Client {
    let visitor = scene.app.visitor("night").await;
    let said = json!({ "clientMutationId": "hello", "body": "hello from nowhere" });
    visitor.change("messageWrite", said, "message { id }").await;
    let newest = "{ chats(first: 1, order: CREATED) { nodes { contact { id } } } }";
    let chat = scene.admin.data(newest, json!({})).await["chats"]["nodes"][0].clone();
    assert_ne!(chat["contact"]["id"], json!(scene.id("contact")), "it is another's chat");
    let contact = json!({ "contactId": chat["contact"]["id"] });
    scene.admin.change("contactBlock", contact, "contact { id }").await;
    visitor
}

/// Those who were something, and are it no more; each was let in before.
async fn former(scene: &Scene, name: &'static str, change: serde_json::Value) -> Client {
    let operator = scene.app.operator(name, "Admin", &[]).await;
    let client = scene.app.client_of(&operator).await;
    client.data("{ settings { isTypingPreviewOn } }", json!({})).await;
    let mut input = change;
    input["operatorId"] = json!(operator.operator_id.to_string());
    scene.admin.change("operatorUpdate", input, "operator { id }").await;
    client
}

/// An API token of an admin, cut to these permissions.
async fn token(scene: &Scene, permissions: &[Permission]) -> Client {
    let words: Vec<String> = permissions
        .iter()
        .map(|permission| permission.as_str().to_uppercase().replace('.', "_"))
        .collect();
    let input = json!({ "name": "cut", "permissions": words });
    let made = scene.admin.change("tokenCreate", input, "created { secret }").await;
    let secret = made["created"]["secret"].as_str().expect("a secret").to_owned();
    scene.app.at("/graphql", Some(secret))
}

/// Everybody who asks. The scene gets the file that its visitor asks for.
pub async fn callers(scene: &mut Scene) -> Vec<Caller> {
    let file = scene.visitor.upload(None, "own.txt", FILE).await;
    scene.ids.insert("visitorFile", file);
    let visitor = |is_owner, has_chat, is_blocked| Who::Visitor { is_owner, has_chat, is_blocked };
    let nothing = json!({ "roleId": scene.id("role") });
    let changed = former(scene, "Ada", nothing).await;
    let deactivated = former(scene, "Dora", json!({ "isActive": false })).await;
    let reads = [Permission::ChatRead, Permission::ChatReadAll, Permission::ContactRead];
    let who = |permissions: &[&'static str], is_interactive| Who::Operator {
        permissions: permissions.to_vec(),
        sees_night: true,
        is_interactive,
    };
    let questions = |caller: Caller| Caller { asks: Asks::Questions, ..caller };
    let reader = ["CHAT_READ", "CONTACT_READ"];
    vec![
        Caller::new("nobody", &scene.app.nobody(), Who::Nobody),
        Caller::new("otherVisitor", &scene.other_visitor, visitor(false, false, false)),
        Caller::new("blockedVisitor", &blocked(scene).await, visitor(false, true, true)),
        Caller::new("visitor", &scene.visitor, visitor(true, true, false)),
        Caller::operator("otherTeam", &scene.dana, &OF_OPERATORS),
        Caller::operator("withoutPermissions", &scene.guest, &[]),
        Caller::operator("changedRole", &changed, &[]),
        Caller::new("deactivated", &deactivated, Who::Former),
        Caller::new("reader", &scene.reader, who(&reader, true)),
        Caller::new("reducedToken", &token(scene, &reads).await, who(&reader, false)),
        Caller {
            asks: Asks::Accounts,
            ..Caller::new(
                "fullToken",
                &token(scene, Permission::ALL).await,
                who(&["OPERATOR_MANAGE"], false),
            )
        },
        questions(Caller::new("admin", &scene.admin, who(&ASKED, true))),
    ]
}
