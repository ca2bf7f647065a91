//! What the events of all nouns have in common. The object in an event is as it is now, not as it was
//! then.

/// Declares the type of a noun's events; what it tells beside its object comes of the event alone.
macro_rules! event {
    ($(#[doc = $doc:literal])+ $name:ident {
        $(#[doc = $field_doc:literal])+ $field:ident: $type:ty
        $(, $(#[doc = $more_doc:literal])+ $more:ident: $more_type:ty = |$event:ident| $value:expr)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $name {
            /// Its place in the log: pass it as `after` to go on from here.
            pub cursor: switchboard_graphql::scalars::EventCursor,
            /// When it happened.
            pub at: switchboard_graphql::scalars::DateTime,
            /// What happened.
            pub kind: switchboard_graphql::choice::EventKind,
            /// The global id of what it happened to; absent where that has none.
            pub subject_id: Option<async_graphql::ID>,
            /// The names of what changed; empty where all of it is new.
            pub changed: Vec<String>,
            $(#[doc = $field_doc])+
            $field: Option<$type>,
            $($(#[doc = $more_doc])+ $more: Option<$more_type>,)*
        }

        impl $name {
            /// Of an event and the object as it is now.
            pub fn of(of: &switchboard_model::event::Event, $field: Option<$type>) -> Self {
                Self {
                    cursor: switchboard_graphql::scalars::EventCursor(of.cursor),
                    at: switchboard_graphql::scalars::DateTime(of.at),
                    kind: of.event.kind.into(),
                    subject_id: of.event.subject_kind.global_id(of.event.subject_id).map(Into::into),
                    changed: of.event.detail.changed.clone(),
                    $field,
                    $($more: {
                        let $event = of;
                        $value
                    },)*
                }
            }
        }
    };
}
pub(crate) use event;
