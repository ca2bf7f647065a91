//! What an entry of the list of nouns gives.

macro_rules! nouns {
    (@outside $value:ident) => {{ let _ = $value; None }};
    (@outside $value:ident $id:ident) => { Some($id($value).to_string()) };
    ($($(#[doc = $doc:literal])+ $noun:ident $(($id:ident))? = $word:literal in $topic:ident {
        $($(#[doc = $kind_doc:literal])+ $kind:ident = $kind_word:literal),+ $(,)?
    })+) => {
        text_enum! {
            /// What an event is about.
            SubjectKind { $($(#[doc = $doc])+ $noun = $word),+ }
        }

        text_enum! {
            /// What happened: a command in the past tense.
            EventKind { $($($(#[doc = $kind_doc])+ $kind = $kind_word),+),+ }
        }

        impl EventKind {
            /// What its events are about.
            pub fn noun(self) -> SubjectKind {
                match self { $($(Self::$kind => SubjectKind::$noun,)+)+ }
            }
        }

        $crate::id::ids! { $($(
            #[doc = concat!("A typed id: `", $word, "_…` outside.")]
            $id = $word,
        )?)+ }

        impl SubjectKind {
            /// The topic of its events.
            pub fn topic(self) -> FeedTopic {
                match self { $(Self::$noun => FeedTopic::$topic),+ }
            }

            /// The id of one of them as it is outside; none for what has no id.
            pub fn global_id(self, id: i64) -> Option<String> {
                match self { $(Self::$noun => nouns!(@outside id $($id)?)),+ }
            }

            /// What an id from outside is of, and its number; none for a word that is no id.
            pub fn of_global_id(word: &str) -> Option<(Self, i64)> {
                $($(if let Ok(id) = word.parse::<$id>() {
                    return Some((Self::$noun, id.0));
                })?)+
                None
            }
        }
    };
}
