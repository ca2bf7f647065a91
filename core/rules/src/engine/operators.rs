//! The operators of a raw engine: what rhai has in its packages, and those of times and durations.

use crate::value::{Handle, Length, Time};
use rhai::{Array, Engine, EvalAltResult, ImmutableString, Position};
use rust_decimal::Decimal;
use switchboard_model::Timestamp;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

fn too_large<T>() -> Outcome<T> {
    Err(EvalAltResult::ErrorArithmetic("this number is too large".to_owned(), Position::NONE)
        .into())
}

fn or_too_large<T>(value: Option<T>) -> Outcome<T> {
    value.map_or_else(too_large, Ok)
}

macro_rules! compare {
    ($engine:ident, $type:ty: $($sign:literal $operator:tt),+) => {
        $($engine.register_fn($sign, |left: $type, right: $type| left $operator right);)+
    };
}

/// Registers them.
pub fn register(engine: &mut Engine) {
    engine.register_fn("!", |flag: bool| !flag);
    engine.register_fn("-", |number: i64| or_too_large(number.checked_neg()));
    engine.register_fn("-", |number: Decimal| -number);
    engine.register_fn("+", |text: ImmutableString, (): ()| text);
    engine.register_fn("+", |(): (), text: ImmutableString| text);
    compare!(engine, Time: "==" ==, "!=" !=, "<" <, "<=" <=, ">" >, ">=" >=);
    compare!(engine, Length: "==" ==, "!=" !=, "<" <, "<=" <=, ">" >, ">=" >=);
    compare!(engine, Handle: "==" ==, "!=" !=);
    engine.register_fn("-", |left: Time, right: Time| Length(left.0.since_ms(right.0)));
    engine.register_fn("+", |time: Time, length: Length| moved(time, length.0));
    engine.register_fn("-", |time: Time, length: Length| {
        or_too_large(length.0.checked_neg()).and_then(|length| moved(time, length))
    });
    engine.register_fn("+", |left: Length, right: Length| {
        or_too_large(left.0.checked_add(right.0)).map(Length)
    });
    engine.register_fn("-", |left: Length, right: Length| {
        or_too_large(left.0.checked_sub(right.0)).map(Length)
    });
    engine.register_iterator::<Array>();
}

fn moved(time: Time, milliseconds: i64) -> Outcome<Time> {
    or_too_large(time.0.0.checked_add(milliseconds)).map(|at| Time(Timestamp(at)))
}
