//! How the values of the nouns stand in columns: ids and times as BIGINT, enums as their words, JSON as
//! TEXT. The same on every backend of diesel; what the two databases say differently is the store's.

use crate::{Permission, TeamId, contact::VerifiedProfile, event::EventDetail, hours::Opening};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{SqlType, Text};
use diesel::sqlite::Sqlite;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::io::Write;

/// Stores a newtype over `i64` as its number.
macro_rules! stored_as_number {
    ($name:ident) => {
        impl<DB: diesel::backend::Backend>
            diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                <i64 as diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>>::from_sql(
                    bytes,
                )
                .map(Self)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>
            for $name
        where
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }
    };
}

/// Stores an enum as its word; a word that no variant has is an error of the read.
macro_rules! stored_as_word {
    ($name:ident) => {
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB>
            for $name
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let word = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(bytes)?;
                Ok(word.parse()?)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB>
            for $name
        where
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                self.as_str().to_sql(out)
            }
        }
    };
}

pub(crate) use {stored_as_number, stored_as_word};

/// The type of a column that holds JSON as text. Nothing is ever queried inside.
#[derive(Clone, Copy, Debug, Default, SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct JsonText;

/// The value of a JSON text.
fn from_json<DB: Backend, T: DeserializeOwned>(bytes: DB::RawValue<'_>) -> deserialize::Result<T>
where
    String: FromSql<Text, DB>,
{
    let text = <String as FromSql<Text, DB>>::from_sql(bytes)?;
    serde_json::from_str(&text)
        .map_err(|error| format!("a stored JSON value is damaged: {error}").into())
}

/// Stores a value as its JSON.
macro_rules! stored_as_json {
    ($name:ty) => {
        impl<DB: Backend> FromSql<JsonText, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                from_json::<DB, Self>(bytes)
            }
        }

        written_as_json!($name);
    };
}

macro_rules! written_as_json {
    ($name:ty) => {
        impl ToSql<JsonText, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                out.write_all(serde_json::to_string(self)?.as_bytes())?;
                Ok(IsNull::No)
            }
        }

        impl ToSql<JsonText, Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                out.set_value(serde_json::to_string(self)?);
                Ok(IsNull::No)
            }
        }
    };
}

stored_as_json!(serde_json::Value);
stored_as_json!(EventDetail);
stored_as_json!(VerifiedProfile);
stored_as_json!(Vec<TeamId>);
stored_as_json!(Vec<String>);
stored_as_json!(Vec<Opening>);
written_as_json!(Vec<Permission>);

/// A permission that only a newer binary knows allows nothing here. Were it an error, nobody with such a
/// role could sign in.
impl<DB: Backend> FromSql<JsonText, DB> for Vec<Permission>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let words: Vec<String> = from_json::<DB, _>(bytes)?;
        Ok(words.iter().filter_map(|word| word.parse().ok()).collect())
    }
}

impl<DB: Backend> Queryable<JsonText, DB> for serde_json::Value
where
    Self: FromSql<JsonText, DB>,
{
    type Row = Self;
    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

/// A field of a type that is not ours, on its way into a column of JSON.
#[derive(Debug, AsExpression)]
#[diesel(sql_type = JsonText)]
pub struct Json<T: Debug>(T);

impl<T: Debug> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<DB: Backend, T: Debug + ToSql<JsonText, DB>> ToSql<JsonText, DB> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}
