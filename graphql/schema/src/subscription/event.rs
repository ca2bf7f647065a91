//! Events of all nouns: the log as operators see it in the feed, each event with its object as it is now.

use super::rows::FeedRows;
use crate::{
    batch::Batched,
    noun::{Noun, Subscriber},
    types::event::event,
};
use async_graphql::{ID, Interface};
use std::collections::HashMap;
use switchboard_graphql::{
    choice::EventKind,
    scalars::{DateTime, EventCursor},
};
use switchboard_model::{
    Permission,
    event::{self, SubjectKind},
};

event! {
    /// A setting changed.
    SettingEvent {
        /// The name of the setting.
        key: String
    }
}

event! {
    /// You changed what you prefer, on one of your devices: read it again.
    PreferencesEvent {
        /// The version that it has now.
        version: i64
    }
}

macro_rules! events {
    ($($module:ident::$noun:ident, $event:ident;)+) => {
        /// Something that happened.
        #[derive(Clone, Interface)]
        #[graphql(
            field(
                name = "cursor",
                ty = "&EventCursor",
                desc = "Its place in the log: pass it as `after` to go on from here."
            ),
            field(name = "at", ty = "&DateTime", desc = "When it happened."),
            field(name = "kind", ty = "&EventKind", desc = "What happened."),
            field(
                name = "subject_id",
                ty = "&Option<ID>",
                desc = "The global id of what it happened to; absent where that has none."
            ),
            field(
                name = "changed",
                ty = "&Vec<String>",
                desc = "The names of what changed; empty where all of it is new."
            )
        )]
        pub enum Event {
            $($noun(crate::types::$module::$event),)+
            Preferences(PreferencesEvent),
            Setting(SettingEvent),
        }

        impl Event {
            /// Of a row of the log, with the object as it is now.
            pub fn of(event: &event::Event, rows: &FeedRows) -> Self {
                let id = event.event.subject_id;
                match event.event.subject_kind {
                    $(SubjectKind::$noun => Self::$noun(crate::types::$module::$event::of(
                        event,
                        find(&rows.$module, id),
                    )),)+
                    SubjectKind::Preferences => Self::Preferences(PreferencesEvent::of(
                        event,
                        event.event.detail.version,
                    )),
                    SubjectKind::Setting => {
                        let key = event.event.detail.changed.first().cloned();
                        Self::Setting(SettingEvent::of(event, key))
                    }
                }
            }
        }

        /// May a subscriber be told of an event that happened outside of a chat.
        pub fn is_told(event: &event::Event, subscriber: &Subscriber<'_>) -> bool {
            match event.event.subject_kind {
                $(SubjectKind::$noun => {
                    <crate::types::$module::$noun as Noun>::IS_TOLD(event, subscriber)
                })+
                SubjectKind::Preferences => {
                    event.event.detail.operator_id == Some(subscriber.operator.operator_id.0)
                }
                SubjectKind::Setting => subscriber.operator.has(Permission::SettingManage),
            }
        }
    };
}
for_each_noun!(events);

fn find<T: Batched>(rows: &HashMap<T::Id, T>, id: i64) -> Option<T> {
    rows.get(&id.into()).cloned()
}
