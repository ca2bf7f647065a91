//! Attacks on a server as it runs: what each costs it, and that nobody who works notices them.

mod caller;
mod cheapest;
mod crowds;
mod deeds;
pub mod documents;
mod figures;
mod honest;
mod measure;
mod site;
mod socket;
mod strangers;
mod watch;

use caller::PATIENCE;
use deeds::Act;
use figures::Figures;
use honest::Honest;
use site::Site;
use strangers::Attack;
use switchboard_testkit::usage::processor_time;
use tokio::time::{Instant, sleep};
use watch::{Watch, bytes_below, resident};

/// What the server may have at its worst, in KiB.
const MEMORY_MAX_KIB: u64 = 600 << 10;
/// What strangers may write to the disk at once, in bytes: their shares, in rows, events and the index.
const DISK_BURST_BYTES: u64 = 64 << 20;
/// What the disk may take each second beside that, in bytes.
const DISK_BYTES_PER_SECOND: u64 = 1 << 20;
/// The largest answer that a stranger gets, in bytes.
const ANSWER_MAX_BYTES: usize = 4 << 20;
/// Bytes that a stranger writes at once and in each second, as they are kept, and those of one message.
const WRITTEN_BYTES: u64 = 512 << 10;
const WRITTEN_BYTES_PER_SECOND: u64 = 4 << 10;
const MESSAGE_BYTES: u64 = 50_048;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_works_notices_those_who_attack() {
    let figures = Figures::chosen();
    println!("{figures:?}");
    let site = Site::open().await;
    let process = site.server.id();
    let honest = Honest::come(&site, &figures).await;
    let data = &site.installation.start.data;
    let (memory_before, disk_before) = (resident(process), bytes_below(data));
    let processor_before = processor_time(process).expect("the server runs");

    let (watch, begun) = (Watch::start(process), Instant::now());
    let working = honest.start(&site, figures.work_pause);
    let attack = Attack::start(&site, figures.strangers, figures.stranger_pause).await;
    sleep(figures.duration).await;
    let record = working.stop().await;
    let deeds = attack.stop().await;
    let seconds = begun.elapsed().as_secs() + 1;
    let (peak_kib, disk) = (watch.stop(), bytes_below(data).saturating_sub(disk_before));
    let processor = processor_time(process).expect("the server runs") - processor_before;

    let url = site.server.url("/readyz");
    let ready = reqwest::Client::new().get(url).timeout(PATIENCE).send().await;
    let ready = ready.expect("the server answers").status();
    sleep(figures.rest).await;
    let memory_after = resident(process);
    record.print();
    for ((act, code), count) in &deeds.codes {
        println!("{act:?}: {count} times {code}");
    }
    println!(
        "{seconds} s, {processor:?} of processors; memory: {memory_before} KiB before, {peak_kib} at \
         most, {memory_after} after a rest; disk: {} KiB a second; the largest answer: {} bytes",
        (disk >> 10) / seconds,
        deeds.answer_max
    );

    assert_eq!(record.refused(), Vec::<String>::new(), "nobody who works is refused");
    assert_eq!(ready, 200, "the server is ready");
    assert!(peak_kib <= MEMORY_MAX_KIB, "{peak_kib} KiB");
    let kept_kib = memory_after.saturating_sub(memory_before);
    assert!(kept_kib <= figures.kept_kib, "{kept_kib} KiB are not given back");
    assert!(disk <= DISK_BURST_BYTES + seconds * DISK_BYTES_PER_SECOND, "{disk} bytes");
    assert!(deeds.answer_max <= ANSWER_MAX_BYTES, "{} bytes", deeds.answer_max);
    let most = (WRITTEN_BYTES + seconds * WRITTEN_BYTES_PER_SECOND) / MESSAGE_BYTES + 1;
    assert!(deeds.written_max as u64 <= most, "{} long messages", deeds.written_max);
    assert!(deeds.was_refused(Act::LongMessages), "a stranger may not write without end");
    assert!(site.server.terminate().success(), "the server ends in order");
}
