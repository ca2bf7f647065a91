//! What the desk makes of a noun, declared in the noun's own file: what its events are about and to what
//! it belongs, who may see it, the answer of a repeated call, and the readers of its rows: by their ids, and
//! of all of them where there are few.

/// `noun!(Label.label_id: LabelId in label, read as labels, seen as Directory, all by name);`, and last to
/// what it belongs. What it is seen as is one of `access::SeenAs`. `for` names the permission that the list
/// of all needs, where not every operator may know them.
macro_rules! noun {
    ($noun:ident.$column:ident: $id:ident in $table:ident, read as $rows:ident,
        seen as $seen:ident $((|$row:ident| $place:expr))?
        $(, all by $order:ident $(for $permission:ident)?)?
        $(, of |$this:ident| { $($of:ident: $value:expr),+ $(,)? })?) => {
        impl $crate::subject::Subject for switchboard_model::$id {
            fn subject(&self) -> (switchboard_model::event::SubjectKind, i64) {
                (switchboard_model::event::SubjectKind::$noun, self.0)
            }
        }

        impl $crate::subject::Subject for $noun {
            fn subject(&self) -> (switchboard_model::event::SubjectKind, i64) {
                $crate::subject::Subject::subject(&self.$column)
            }

            $(#[allow(clippy::needless_update, reason = "only a chat belongs to all there is")]
            fn belongs_to(&self) -> $crate::subject::BelongsTo {
                let $this = self;
                $crate::subject::BelongsTo {
                    $($of: Some($value),)+
                    ..$crate::subject::BelongsTo::default()
                }
            })?
        }

        impl $crate::idempotent::Answer for $noun {
            fn id(&self) -> i64 {
                self.$column.0
            }

            fn load(
                connection: &mut switchboard_store::DatabaseConnection,
                actor: &switchboard_model::Actor,
                id: i64,
            ) -> $crate::Result<Self> {
                let id = switchboard_model::$id(id);
                let found = switchboard_store::$table::get(connection, id)?;
                let seen_as = $crate::access::SeenAs::$seen $(({
                    let $row = &found;
                    $place
                }))?;
                $crate::access::check_seen(connection, actor, seen_as)?;
                Ok(found)
            }
        }

        /// The answer of what has deleted the object.
        impl $crate::idempotent::Answer for switchboard_model::$id {
            fn id(&self) -> i64 {
                self.0
            }

            fn load(
                _: &mut switchboard_store::DatabaseConnection,
                _: &switchboard_model::Actor,
                id: i64,
            ) -> $crate::Result<Self> {
                Ok(Self(id))
            }
        }

        impl $crate::read::Related<'_> {
            #[doc = concat!("The ", stringify!($rows), " with these ids, in any order; reads nothing where there are none.")]
            pub fn $rows(
                &mut self,
                ids: &[switchboard_model::$id],
            ) -> $crate::Result<Vec<$noun>> {
                if ids.is_empty() {
                    return Ok(Vec::new());
                }
                Ok(switchboard_store::$table::by_ids(self.connection, ids)?)
            }
        }

        $(impl $crate::read::Reader<'_> {
            #[doc = concat!("All ", stringify!($rows), " by ", stringify!($order), ", at most `max`.")]
            pub fn $rows(&mut self, max: i64) -> $crate::Result<Vec<$noun>> {
                self.operator()?;
                $(self.require(switchboard_model::Permission::$permission)?;)?
                Ok(switchboard_store::$table::all(self.related().connection, max)?)
            }
        })?
    };
}
