//! A full disk: what cannot be stored is refused and not acknowledged, and what was acknowledged is
//! there when there is room again.

use super::{
    bot::{Bot, attempt, customer},
    counted,
};
use crate::flows::update;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// Room on the small disk, as mount takes it.
const ROOM: &str = "size=64m";
/// Webhooks after which a full disk must have been noticed.
const ATTEMPTS: i64 = 300;

/// A small disk in memory.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it; none where this process may not.
    fn mount(place: &Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", ROOM, "tmpfs"])
            .arg(place)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then(|| Self(place.to_owned()))
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut ballast = std::fs::File::create(self.0.join("ballast")).expect("room for a name");
        let mut size = 1 << 20;
        while size > 0 {
            if ballast.write_all(&vec![0; size]).is_err() {
                size /= 2;
            }
        }
    }

    /// Makes room again.
    fn clear(&self) {
        std::fs::remove_file(self.0.join("ballast")).expect("the ballast is there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(&self.0).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            println!("{} is still mounted", self.0.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_and_acknowledges_nothing_that_is_not_stored() {
    let place = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(place.path()) else {
        println!("skipped: this process may not mount a small disk (needs root)");
        return;
    };
    let mut bot = Bot::start().await;
    bot.move_to(&place.path().join("data"));
    bot.open_chats(1).await;
    disk.fill();
    let (mut acknowledged, mut refused) = (Vec::new(), Vec::new());
    for number in 0..ATTEMPTS {
        let text = format!("message {number} {}", "x".repeat(2_000));
        let mut body = update(customer(0), 10 + number, &text);
        body["update_id"] = (700_000 + number).into();
        match attempt(bot.url(), &body).await.expect("an answer") {
            200 => acknowledged.push(text),
            status => {
                assert!(
                    matches!(status, 503 | 507),
                    "a full disk is told as such, not as {status}"
                );
                refused.push((text, body));
            }
        }
    }
    assert!(!refused.is_empty(), "the disk is full");
    println!("full disk: {} acknowledged, {} refused", acknowledged.len(), refused.len());
    disk.clear();
    for (text, body) in refused {
        assert_eq!(
            attempt(bot.url(), &body).await.expect("an answer"),
            200,
            "with room it is taken"
        );
        acknowledged.push(text);
    }
    let stored = bot.settled_pages(1 + acknowledged.len()).await;
    let counts = counted(stored);
    for text in &acknowledged {
        assert_eq!(counts.get(text), Some(&1), "stored once");
    }
    assert_eq!(bot.terminate().code(), Some(0), "it never fell over");
}
