//! The weather: lines are cut in every way, the server is killed and started again on its port.

use super::figures::Figures;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::Duration;
use switchboard_testkit::{
    process::{Server, Start},
    proxy::{Cut, Proxy},
};
use tokio::time::sleep;

/// Share of the cuts that nobody is told of: each holds a client for as long as its patience.
const SILENT_SHARE: f64 = 0.03;
/// Pause when there was no line to cut.
const NO_LINE: Duration = Duration::from_millis(20);

/// What rages over what.
pub struct Storm<'a> {
    /// The network.
    pub proxy: &'a Proxy,
    /// How bad.
    pub figures: &'a Figures,
    /// How the server is started again.
    pub start: &'a Start,
}

impl Storm<'_> {
    /// Rages until all cuts and kills are done; gives the server that stands then.
    pub async fn rage(&self, server: Server, random: &mut StdRng) -> Server {
        let (cuts, kills) =
            (StdRng::seed_from_u64(random.random()), StdRng::seed_from_u64(random.random()));
        let (server, ()) = tokio::join!(self.kill(server, kills), self.cut(cuts));
        server
    }

    async fn kill(&self, mut server: Server, mut random: StdRng) -> Server {
        let start = Start { listen: server.address().to_owned(), ..self.start.clone() };
        let part = self.figures.duration / self.figures.kills;
        for _ in 0..self.figures.kills {
            let share = random.random_range(0.2..0.8);
            sleep(part.mul_f64(share)).await;
            server.kill();
            let start = start.clone();
            let started = tokio::task::spawn_blocking(move || start.serve()).await;
            server = started.expect("the server starts again on what was left");
            sleep(part.mul_f64(1.0 - share)).await;
        }
        server
    }

    async fn cut(&self, mut random: StdRng) {
        let pause = self.figures.duration.as_secs_f64() / self.figures.cuts as f64;
        let mut done = 0;
        while done < self.figures.cuts {
            let how = match random.random_range(0..3) {
                _ if random.random_bool(SILENT_SHARE) => Cut::Silent,
                0 => Cut::Closed,
                1 => Cut::After(random.random_range(1..400)),
                _ => Cut::Reset,
            };
            if self.proxy.cut(random.random_range(0..1_000_000), how) {
                done += 1;
                sleep(Duration::from_secs_f64(pause * random.random_range(0.0..2.0))).await;
            } else {
                sleep(NO_LINE).await;
            }
        }
    }
}
