//! Tries an archive: restores it aside, looks whether all is there and opens, searches in it, and removes
//! it again. What was restored is quiet and loads no plugin: no platform hears of it.

use super::{Taken, restore};
use crate::{
    app::open_store,
    config::Config,
    files, keys,
    limits::{CHANNELS, DRILL_CONTENTS, DRILL_SEARCH_CHARACTERS, DRILL_SEARCHES},
    progress::{Length, Progress},
};
use anyhow::{Context, Result, ensure};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use switchboard_desk::{files::Files, secret_port::Secrets};
use switchboard_model::{
    ChatVisibility, Stopwatch,
    connector::{BlobPort, SecretPort as _},
    search::{DocumentKind, SearchFailure, SearchIndex as _, SearchRequest},
};
use switchboard_search::Search;
use switchboard_store::{Store, StoreError, attachment, backup, channel, channel_secret, message};

/// What an archive held, and how long it took to find out.
#[derive(Debug)]
pub struct Drilled {
    /// The files in it.
    pub files: u64,
    /// The rows of the tables.
    pub rows: Vec<(&'static str, i64)>,
    /// The contents of attachments that were looked for and found.
    pub contents: usize,
    /// The secrets of channels that its key opens.
    pub secrets: usize,
    /// Texts of messages that were searched for, and how many of these were found.
    pub searches: (usize, usize),
    /// Unpacking, checking and putting in place.
    pub restored_in: Duration,
    /// Looking for all contents and secrets.
    pub checked_in: Duration,
    /// Making the index, and searching.
    pub indexed_in: Duration,
}

/// Restores an archive into a folder of its own below `scratch`, which is gone afterwards.
pub async fn drill(
    config: &Config,
    from: &Path,
    scratch: &Path,
    progress: &Progress,
) -> Result<Drilled> {
    let folder = tempfile::Builder::new()
        .prefix("switchboard-drill-")
        .tempdir_in(scratch)
        .with_context(|| format!("{} cannot be written to", scratch.display()))?;
    let mut config = config.clone();
    config.server.data = folder.path().join("data");
    config.database.url = None;
    config.files.url = None;
    config.backup.every = None;
    let drilled = restored(config, from.to_owned(), progress).await.with_context(|| {
        format!("the drill failed in {}; for another place see --scratch", scratch.display())
    });
    folder.close().with_context(|| format!("{} cannot be cleared", scratch.display()))?;
    drilled
}

async fn restored(config: Config, from: PathBuf, progress: &Progress) -> Result<Drilled> {
    let watch = Stopwatch::start();
    let (into, told) = (config.clone(), progress.clone());
    let work = move || restore(&into, &from, &Taken::default(), &told);
    let files = tokio::task::spawn_blocking(work).await??;
    let restored_in = watch.elapsed();
    let store = open_store(&config).await?;
    let looked = looked_through(&config, &store, progress).await;
    store.close().await;
    progress.finish();
    Ok(Drilled { files, restored_in, ..looked? })
}

async fn looked_through(config: &Config, store: &Store, progress: &Progress) -> Result<Drilled> {
    let watch = Stopwatch::start();
    progress.begin("Looking for files and secrets", Length::Unknown);
    let rows = store.read(backup::counts).await?;
    let contents = contents(config, store, progress).await?;
    let secrets = secrets(config, store).await?;
    let checked_in = watch.elapsed();
    let watch = Stopwatch::start();
    let searches = searches(config, store, progress).await?;
    Ok(Drilled {
        files: 0,
        rows,
        contents,
        secrets,
        searches,
        restored_in: Duration::ZERO,
        checked_in,
        indexed_in: watch.elapsed(),
    })
}

/// Looks for the content of every stored attachment; that each is what its name says, the restore has seen.
async fn contents(config: &Config, store: &Store, progress: &Progress) -> Result<usize> {
    let files = files::open(config)?;
    let (mut count, mut missing, mut after) = (0, Vec::new(), String::new());
    loop {
        progress.go_on()?;
        let behind = after.clone();
        let read =
            store.read(move |c| attachment::contents_after(c, &behind, DRILL_CONTENTS)).await?;
        let Some(last) = read.last() else { break };
        after.clone_from(last);
        count += read.len();
        for sha256 in read {
            if BlobPort::open(&files, &Files::blob_of_content(&sha256)).await.is_err() {
                missing.push(sha256);
            }
        }
    }
    ensure!(
        missing.is_empty(),
        "{} files of messages are not in it, the first is {}: look whether the installation that it is \
         of still has them",
        missing.len(),
        missing[0]
    );
    Ok(count)
}

/// Opens the secrets of all channels with the key of the archive.
async fn secrets(config: &Config, store: &Store) -> Result<usize> {
    let keys = Arc::new(keys::load(&config.server.data)?);
    let opener = Secrets::new(store.clone(), keys);
    let read = store.read(|connection| {
        let mut all = Vec::new();
        for channel in channel::all(connection, CHANNELS)? {
            let id = channel.channel_id;
            all.extend(channel_secret::names(connection, id)?.into_iter().map(|name| (id, name)));
        }
        Ok::<_, StoreError>(all)
    });
    let all = read.await?;
    for (channel_id, name) in &all {
        let opened = opener.secret(*channel_id, name).await;
        opened.with_context(|| format!("its key does not open {name} of {channel_id}"))?;
    }
    Ok(all.len())
}

/// Makes the index and searches for what was written last.
async fn searches(config: &Config, store: &Store, progress: &Progress) -> Result<(usize, usize)> {
    let search = Search::open(config.server.data.join("search"), store.clone()).await?;
    progress.begin("Making the search index", Length::Documents);
    let told = progress.clone();
    let tell = move |done, total| told.reach(done, total);
    search.rebuild_telling(&tell).await?;
    progress.go_on()?;
    let texts = store.read(|connection| message::newest_texts(connection, DRILL_SEARCHES)).await?;
    let (mut asked, mut found) = (0, 0);
    for text in texts {
        let request = SearchRequest {
            query: text.chars().take(DRILL_SEARCH_CHARACTERS).collect(),
            time_zone: None,
            kinds: vec![DocumentKind::Message],
            first: 1,
            after: None,
            with_count: false,
        };
        match search.search(&ChatVisibility::everything(), request).await {
            Ok(page) => {
                asked += 1;
                found += usize::from(!page.hits.is_empty());
            }
            // A text of signs alone is nothing to search for.
            Err(SearchFailure::Invalid(_)) => {}
            Err(error @ SearchFailure::Unavailable(_)) => return Err(error.into()),
        }
    }
    ensure!(asked == 0 || found > 0, "the search finds none of {asked} messages in it");
    Ok((asked, found))
}
