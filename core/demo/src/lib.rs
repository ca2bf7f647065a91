//! The demo desk: a payment company that does not exist, with three months behind it. What it says stands in `data`;
//! a seed decides what happens and when, and all of it is done by the desk's commands, under a clock that passes
//! through those months.
//!
//! What is absent: statements, rules of the desk, and any way to a platform. Whatever leaves a demo is taken by
//! [`staged`], which asks nobody.

mod chance;
mod data;
mod error;
mod inbound;
pub mod limits;
mod live;
mod platform;
mod play;
mod plot;
mod scale;
mod script;
mod special;
mod staff;

pub use error::DemoError;
pub use live::customers;
pub use platform::staged;
pub use scale::Scale;

use data::Data;
use error::During as _;
use switchboard_desk::{Desk, operator::first_admin};
use switchboard_model::{Clock as _, ManualClock, Timestamp};

/// The key of the demo's first web chat.
pub const WEB_CHAT: &str = "lumen";

/// Makes the demo on an empty desk, whose clock it moves from three months ago up to `now`. `told` hears how much is
/// done, of how much.
///
/// # Errors
/// `NotEmpty` where there are operators, `Data` for damaged texts, `Desk` for what a command refuses.
pub async fn make(
    desk: &Desk,
    clock: &ManualClock,
    scale: Scale,
    now: Timestamp,
    told: impl Fn(usize, usize) + Send,
) -> Result<(), DemoError> {
    if !first_admin::is_awaited(desk).await.during("the look for operators")? {
        return Err(DemoError::NotEmpty);
    }
    let data = Data::load()?;
    clock.set(begin(now));
    let cast = staff::hire(desk, &data).await?;
    let scripts = plot::scripts(&data, scale, now);
    play::Stage::new(desk, clock, &data, &cast).play(&scripts, now, told).await?;
    clock.set(now.max(clock.now()));
    staff::set_statuses(desk, &data, &cast).await
}

/// When a demo begins that ends now.
pub fn begin(now: Timestamp) -> Timestamp {
    now.plus_ms(-limits::DAYS * limits::DAY_MS)
}

/// With what the first operator of a demo signs in; the others have the same password.
///
/// # Errors
/// `Data` for damaged texts.
pub fn sign_in() -> Result<(String, &'static str), DemoError> {
    let data = Data::load()?;
    let company = &data.company;
    let first = company.operators.first().map_or("", |operator| operator.name.as_str());
    Ok((company.email_of(first), limits::PASSWORD))
}
