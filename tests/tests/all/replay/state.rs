//! What a client holds: objects by id, read by snapshots and replaced by events.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use switchboard_testkit::{
    graphql::Client,
    introspection::{Field, Schema},
    scene::Scene,
};

/// Fields that are made again for each answer, follow from other objects or from the time, or are counted without
/// being told.
const FLEETING: [&str; 7] =
    ["url", "hasOpenChat", "openChatCount", "pendingReplies", "useCount", "isOpen", "nextOpenAt"];
/// Lists that are told whole.
const LISTS: [&str; 19] = [
    "attributeKinds",
    "blockedAddresses",
    "broadcasts",
    "channels",
    "closeReasons",
    "contactRoles",
    "invitations",
    "labels",
    "macros",
    "referenceKinds",
    "replacements",
    "retentionRules",
    "roles",
    "ruleLists",
    "rules",
    "schedules",
    "teams",
    "templates",
    "views",
];
/// The key of the settings, which are one object without an id.
const SETTINGS: &str = "settings";

/// Objects by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State(BTreeMap<String, Value>);

impl State {
    /// Takes every object of an answer, each under its id.
    fn take(&mut self, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().for_each(|item| self.take(item)),
            Value::Object(fields) => {
                fields.values().for_each(|value| self.take(value));
                let is_whole = fields.len() > 2;
                if let Some(id) = fields.get("id").and_then(Value::as_str).filter(|_| is_whole) {
                    let flat: Map<String, Value> =
                        fields.iter().map(|(name, value)| (name.clone(), flat(value))).collect();
                    self.0.insert(id.to_owned(), Value::Object(flat));
                }
            }
            _ => {}
        }
    }

    /// Lets go of an object and of all that belongs to it.
    fn drop_with_all(&mut self, id: &str) {
        self.0.remove(id);
        let belongs = |object: &Value| {
            ["chat", "contact", "message"].iter().any(|owner| object[*owner]["id"] == id)
        };
        let of_it = self.0.iter().filter(|(_, object)| belongs(object));
        let of_it: Vec<String> = of_it.map(|(id, _)| id.clone()).collect();
        of_it.iter().for_each(|id| self.drop_with_all(id));
    }

    /// Is it what a fresh snapshot tells. Only a file that no message has yet stands in no list.
    pub fn is_like(&self, fresh: &Self, name: &str) {
        for (id, object) in &fresh.0 {
            let held = self.0.get(id).unwrap_or(&Value::Null);
            assert_eq!(held, object, "after {name} the events do not lead to {id} as it is");
        }
        let more =
            self.0.keys().filter(|id| !fresh.0.contains_key(*id) && !id.starts_with("attachment_"));
        let more: Vec<&String> = more.collect();
        assert!(more.is_empty(), "after {name} these are held and are no more: {more:?}");
    }

    /// Without the reason that ends the feed.
    pub fn without_mark(&self, mark: &str) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(_, object)| object["name"] != mark)
                .map(|(id, object)| (id.clone(), object.clone()))
                .collect(),
        )
    }
}

/// An object inside another is named by its id.
fn flat(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(flat).collect(),
        Value::Object(fields) => match fields.get("id") {
            Some(id) => json!({ "id": id }),
            None => fields.iter().map(|(name, value)| (name.clone(), flat(value))).collect(),
        },
        other => other.clone(),
    }
}

/// Reads snapshots and feeds with all fields that the schema has.
pub struct Reader {
    lists: Vec<String>,
    chat: String,
    contact: String,
    feed: String,
}

impl Reader {
    /// For a schema.
    pub fn of(schema: &Schema) -> Self {
        let whole = |name: &str| whole(schema, name);
        let states = schema.named("DeliveryState").values.join(" ");
        let mut lists: Vec<String> = LISTS
            .iter()
            .map(|name| {
                format!(
                    "{{ {name} {} }}",
                    whole(
                        &schema
                            .named("Query")
                            .fields
                            .iter()
                            .find(|field| field.name == *name)
                            .expect("a list")
                            .of
                            .name
                    )
                )
            })
            .collect();
        for (list, of) in [
            ("operators(first: 50)", "Operator"),
            ("inboundRequests(first: 50)", "InboundRequest"),
            ("contacts(first: 50)", "Contact"),
            ("chats(first: 50)", "Chat"),
        ] {
            lists.push(format!("{{ {list} {{ nodes {} }} }}", plain(schema, of)));
        }
        let delivery = plain(schema, "Delivery");
        lists.push(format!(
            "{{ deliveries(first: 50, states: [{states}]) {{ nodes {delivery} }} }}"
        ));
        lists.push(format!("{{ settings {} }}", plain(schema, "Settings")));
        for (list, of) in [
            ("drafts", "Draft"),
            ("pendingReplies", "PendingReply"),
            ("preferences", "Preferences"),
            ("pushSubscriptions", "PushSubscription"),
        ] {
            lists.push(format!("{{ viewer {{ {list} {} }} }}", plain(schema, of)));
        }
        let notification = plain(schema, "Notification");
        lists.push(format!(
            "{{ viewer {{ notifications(first: 100) {{ nodes {notification} }} }} }}"
        ));
        let message = plain(schema, "Message");
        let message = format!(
            "{} attachments {} }}",
            message.trim_end_matches('}'),
            plain(schema, "Attachment")
        );
        let chat = format!(
            "query($id: ID!) {{ chat(id: $id) {{ messages(first: 30) {{ nodes {message} }} notes(first: 30) {{ nodes {} }} }} }}",
            plain(schema, "Note"),
        );
        let contact = format!(
            "query($id: ID!) {{ contact(id: $id) {{ identities {} notes(first: 50) {{ nodes {} }} }} }}",
            plain(schema, "Identity"),
            plain(schema, "Note"),
        );
        let parts: Vec<String> = schema
            .named("Event")
            .possible
            .iter()
            .map(|name| {
                let own = |field: &&Field| {
                    !schema.named("Event").fields.iter().any(|of| of.name == field.name)
                };
                let field = schema.named(name).fields.iter().find(own).expect("what it is about");
                let about = whole(&field.of.name);
                format!("... on {name} {{ about{}: {} {about} }}", field.of.name, field.name)
            })
            .collect();
        let feed = format!(
            "subscription($after: EventCursor) {{ events(after: $after) {{ cursor reset {{ reason }} \
             events {{ __typename kind subjectId {} }} }} }}",
            parts.join(" ")
        );
        Self { lists, chat, contact, feed }
    }

    /// Everything, with the place in the log that was read before it.
    pub async fn snapshot(&self, client: &Client) -> (State, String) {
        let mut state = State::default();
        let head = client.data("{ headCursor }", json!({})).await["headCursor"].clone();
        for list in &self.lists {
            let data = client.data(list, json!({})).await;
            state.take(&data);
            if data[SETTINGS].is_object() {
                state.0.insert(SETTINGS.to_owned(), data[SETTINGS].clone());
            }
        }
        for (query, kind) in [(&self.chat, "chat"), (&self.contact, "contact")] {
            let is_of = |id: &&String| id.rsplit_once('_').is_some_and(|(of, _)| of == kind);
            let ids: Vec<String> = state.0.keys().filter(is_of).cloned().collect();
            for id in ids {
                state.take(&client.data(query, json!({ "id": id })).await);
            }
        }
        (state, head.as_str().expect("a cursor").to_owned())
    }

    /// Applies what happened after a place, up to the reason of this name.
    pub async fn follow(&self, scene: &Scene, mut state: State, after: &str, mark: &str) -> State {
        let mut feed = scene.admin.subscribe(&self.feed, json!({ "after": after })).await;
        loop {
            let batch = feed.next(&scene.app).await["events"].clone();
            assert_eq!(batch["reset"], Value::Null, "nothing took the place in the log away");
            let mut is_done = false;
            for event in batch["events"].as_array().expect("events") {
                is_done |= event["aboutCloseReason"]["name"] == mark;
                self.apply(scene, &mut state, event).await;
            }
            if is_done {
                return state;
            }
        }
    }

    async fn apply(&self, scene: &Scene, state: &mut State, event: &Value) {
        let fields = event.as_object().expect("an event");
        let about = fields.iter().find(|(name, _)| name.starts_with("about")).expect("a subject").1;
        match (about, event["subjectId"].as_str()) {
            (Value::Null, Some(id)) => state.drop_with_all(id),
            _ if event["__typename"] == "SettingEvent" => {
                let list = self.lists.iter().find(|list| list.contains("{ settings ")).expect("it");
                let data = scene.admin.data(list, json!({})).await;
                state.0.insert(SETTINGS.to_owned(), data[SETTINGS].clone());
            }
            _ if event["__typename"] == "PreferencesEvent" => {
                let list = self.lists.iter().find(|list| list.contains("{ preferences "));
                state.take(&scene.admin.data(list.expect("it"), json!({})).await);
            }
            _ => state.take(about),
        }
    }
}

/// All of an object, and of the objects that it names.
fn whole(schema: &Schema, name: &str) -> String {
    let of = schema.named(name);
    if of.kind != "OBJECT" {
        return String::new();
    }
    let nested =
        of.fields.iter().filter(|field| is_kept(field) && is_object(schema, &field.of.name));
    let nested: Vec<String> =
        nested.map(|field| format!("{} {}", field.name, plain(schema, &field.of.name))).collect();
    let own = plain(schema, name);
    format!("{} {} }}", own.trim_end_matches('}'), nested.join(" "))
}

/// All of an object, with the ids of the objects that it names.
fn plain(schema: &Schema, name: &str) -> String {
    let fields: Vec<String> = schema
        .named(name)
        .fields
        .iter()
        .filter(|field| is_kept(field))
        .map(|field| {
            let below = schema.named(&field.of.name);
            let selection = match below.kind.as_str() {
                "OBJECT" if is_object(schema, &field.of.name) => "{ id }".to_owned(),
                "OBJECT" => plain(schema, &field.of.name),
                "UNION" => union(schema, &below.possible),
                _ => String::new(),
            };
            format!("{} {selection}", field.name)
        })
        .collect();
    format!("{{ {} }}", fields.join(" "))
}

fn union(schema: &Schema, objects: &[String]) -> String {
    let parts: Vec<String> = objects
        .iter()
        .map(|name| {
            let inner =
                if is_object(schema, name) { "{ id }".to_owned() } else { plain(schema, name) };
            format!("... on {name} {inner}")
        })
        .collect();
    format!("{{ {} }}", parts.join(" "))
}

fn is_object(schema: &Schema, name: &str) -> bool {
    let of = schema.named(name);
    of.kind == "OBJECT" && of.fields.iter().any(|field| field.name == "id")
}

fn is_kept(field: &Field) -> bool {
    let needs_arguments = field.arguments.iter().any(|argument| !argument.is_optional);
    !needs_arguments
        && !field.of.name.ends_with("Connection")
        && !FLEETING.contains(&field.name.as_str())
}
