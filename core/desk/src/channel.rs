//! What is done with a channel.

mod broken;
mod check;
pub mod connect;
pub mod create;
pub mod delete;
mod failing;
pub(crate) mod members;
pub mod pause;
pub mod resume;
mod state;
pub mod test;
pub mod update;
pub mod web;

pub use broken::{mark_broken, mark_broken_in};
pub use failing::{mark_failing, mark_recovered};

use switchboard_model::channel::Channel;

noun!(Channel.channel_id: ChannelId in channel, read as channels, seen as Directory, all by name, of |channel| {
    channel_id: channel.channel_id
});
