//! Enums that are stored as TEXT: one list of variants gives the Rust enum, its stored word, the way
//! back, and what the API says of it.

/// An enum whose variants have one stored word each.
pub trait TextEnum: Copy + Eq + std::str::FromStr + Send + Sync + 'static {
    /// Its name in the API.
    const NAME: &'static str;
    /// What it is, as its doc comment says.
    const DESCRIPTION: &'static str;
    /// All variants, in the order of their declaration, each with what its doc comment says.
    const DESCRIBED: &'static [(Self, &'static str)];
    /// The stored word.
    fn word(self) -> &'static str;
}

/// Declares an enum whose variants have one stored word each. `as` names it in the API, where that has
/// another name for it.
macro_rules! text_enum {
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $public:literal) => { $public };
    ($(#[doc = $doc:literal])+ $name:ident $(as $public:literal)? { $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sql", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "sql", diesel(sql_type = diesel::sql_types::Text))]
        pub enum $name { $($(#[doc = $variant_doc])+ #[serde(rename = $word)] $variant),+ }

        impl $crate::TextEnum for $name {
            const NAME: &'static str = text_enum!(@name $name $($public)?);
            const DESCRIPTION: &'static str = concat!($($doc, "\n"),+);
            const DESCRIBED: &'static [(Self, &'static str)] =
                &[$((Self::$variant, concat!($($variant_doc, "\n"),+))),+];
            fn word(self) -> &'static str {
                self.as_str()
            }
        }

        #[cfg(feature = "sql")]
        $crate::sql::stored_as_word!($name);

        impl $name {
            /// All variants, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownWord { kind: stringify!($name), word: word.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

/// A stored word that no variant has: the database is newer than this binary, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no {kind}")]
pub struct UnknownWord {
    /// The enum.
    pub kind: &'static str,
    /// The word.
    pub word: String,
}
