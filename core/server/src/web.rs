//! The built files of the web: the widget that companies' pages load, the documents that it asks by, and the console
//! where it was built. They are read whole when the server starts, from a folder or from the program itself.

mod file;
mod source;

pub use file::{WebFile, etag};

use anyhow::{Context, Result, bail, ensure};
use bytes::Bytes;
use serde::Deserialize;
use source::Files;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// How a page of the console says where the nonce of each answer belongs.
const NONCE: &str = "SWITCHBOARD_NONCE";
/// Of which files something is wrong, where no folder is set.
const IN_PROGRAM: &str = "the web's files in the program";

/// What names the widget's files, and the script that loads them.
const MANIFEST: &str = "widget/manifest.json";
const LOADER: &str = "widget/loader.js";

/// The console's files that stand beside its page, by names that do not change: the worker that takes what is pushed, what
/// an installed console is, and its pictures.
pub const ROOT: [&str; 4] = ["sw.js", "manifest.webmanifest", "icon-192.png", "icon-512.png"];

/// The files, by what is asked for.
pub struct Web {
    /// The widget's modules by their names, which have a hash.
    widget: BTreeMap<String, WebFile>,
    /// The console's files by their names, which have a hash.
    assets: BTreeMap<String, WebFile>,
    /// The console's files of [`ROOT`].
    root: BTreeMap<String, WebFile>,
    /// The documents that the programs ask by, as files of `graphql.documents_folder` are.
    documents: BTreeMap<String, Bytes>,
    /// The script around which a channel's settings are written.
    loader: String,
    /// The module that the loader imports.
    app: String,
    console: Option<String>,
}

/// One entry of the build's list of what it made.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Built {
    file: String,
    #[serde(default)]
    is_entry: bool,
}

impl Web {
    /// Reads the files of a folder, or those in the program; none where neither is there.
    ///
    /// # Errors
    /// Where a part is missing: half a widget is none.
    pub fn load(folder: Option<&Path>) -> Result<Option<Self>> {
        if let Some(folder) = folder {
            let named = || format!("web.folder: {}", folder.display());
            let files = source::of_folder(folder).with_context(named)?;
            return Self::of(&files).with_context(named).map(Some);
        }
        let files = source::of_program().context(IN_PROGRAM)?;
        files.map(|files| Self::of(&files)).transpose().context(IN_PROGRAM)
    }

    /// Whether there are files that [`Web::load`] would take, without reading them.
    ///
    /// # Errors
    /// As of [`Web::load`], and where a file is empty.
    pub fn look(folder: Option<&Path>) -> Result<bool> {
        let Some(folder) = folder else {
            // They are in memory with the program.
            let Some(files) = source::of_program().context(IN_PROGRAM)? else { return Ok(false) };
            let manifest = files.get(MANIFEST).cloned();
            let has = |name: &str| files.contains_key(name);
            return checked_app(manifest, has).context(IN_PROGRAM).map(|_| true);
        };
        let looked = || -> Result<String> {
            let places = source::places(folder)?;
            if let Some((name, _)) = places.iter().find(|(_, place)| place.size_bytes == 0) {
                bail!("{name} is empty: build the web again");
            }
            let manifest = places.get(MANIFEST).map(source::read).transpose()?;
            checked_app(manifest, |name| places.contains_key(name))
        };
        looked().with_context(|| format!("web.folder: {}", folder.display())).map(|_| true)
    }

    fn of(files: &Files) -> Result<Self> {
        let app = checked_app(files.get(MANIFEST).cloned(), |name| files.contains_key(name))?;
        let mut widget = file::all(files, "widget/");
        widget.retain(|name, _| !["manifest.json", "loader.js"].contains(&name.as_str()));
        let console = files.get("console/index.html").map(text).transpose()?;
        let documents = files.iter().filter(|(name, _)| name.starts_with("documents/"));
        let mut root = file::all(files, "console/");
        root.retain(|name, _| ROOT.contains(&name.as_str()));
        Ok(Self {
            widget,
            assets: file::all(files, "console/assets/"),
            root,
            documents: documents.map(|(name, bytes)| (name.clone(), bytes.clone())).collect(),
            loader: files.get(LOADER).map(text).transpose()?.unwrap_or_default(),
            app,
            console,
        })
    }

    /// A module of the widget.
    pub fn widget_file(&self, name: &str) -> Option<&WebFile> {
        self.widget.get(name)
    }

    /// A file of the console.
    pub fn asset(&self, name: &str) -> Option<&WebFile> {
        self.assets.get(name)
    }

    /// A file of the console that stands beside its page.
    pub fn root_file(&self, name: &str) -> Option<&WebFile> {
        self.root.get(name)
    }

    /// The documents of both programs.
    pub fn documents(&self) -> &BTreeMap<String, Bytes> {
        &self.documents
    }

    /// The name of the module that the loader imports.
    pub fn app(&self) -> &str {
        &self.app
    }

    /// The loader with what it finds under the name `SWITCHBOARD`, a value of JSON.
    pub fn loader(&self, settings: &serde_json::Value) -> String {
        // JSON is JavaScript; what could end a script that somebody writes into a page is spelled out. The loader may
        // end with a comment.
        let settings = settings.to_string().replace('<', "\\u003c");
        format!("{{const SWITCHBOARD={settings};{}\n}}", self.loader)
    }

    /// The console's page, where there is one: with the nonce of an answer, and with its files below the path that a
    /// proxy adds.
    pub fn console(&self, nonce: &str, path: &str) -> Option<String> {
        let page = self.console.as_ref()?;
        let assets = format!("\"{path}/assets/");
        let mut page = page.replace("\"./assets/", &assets).replace("\"/assets/", &assets);
        for name in ROOT {
            page = page.replace(&format!("\"./{name}\""), &format!("\"{path}/{name}\""));
        }
        Some(page.replace(NONCE, nonce))
    }

    /// Is there a console.
    pub fn has_console(&self) -> bool {
        self.console.is_some()
    }
}

/// The name of the module that the loader imports, if nothing is missing that a page begins with.
fn checked_app(manifest: Option<Bytes>, has: impl Fn(&str) -> bool) -> Result<String> {
    let missing = |name: &str| format!("there is no {name}: build the web again");
    let manifest = manifest.with_context(|| missing(MANIFEST))?;
    let built: HashMap<String, Built> = serde_json::from_slice(&manifest).context(MANIFEST)?;
    let app = built.into_values().find(|one| one.is_entry).map(|one| one.file);
    let app = app.with_context(|| format!("{MANIFEST} names no entry"))?;
    for name in [LOADER, format!("widget/{app}").as_str()] {
        ensure!(has(name), missing(name));
    }
    Ok(app)
}

fn text(bytes: &Bytes) -> Result<String> {
    String::from_utf8(bytes.to_vec()).context("a text of the web is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn built() -> Files {
        let manifest =
            r#"{ "a.tsx": { "file": "app.1a.js", "isEntry": true }, "b": { "file": "uk.2b.js" } }"#;
        let files = [
            ("widget/manifest.json", manifest),
            ("widget/loader.js", "draw(SWITCHBOARD);//"),
            ("widget/app.1a.js", "app"),
            ("widget/app.1a.js.br", "br"),
            ("documents/widget.documents.json", "{}"),
        ];
        files.map(|(name, text)| (name.to_owned(), Bytes::from_static(text.as_bytes()))).into()
    }

    #[test]
    fn the_loader_is_written_round_the_settings() {
        let web = Web::of(&built()).expect("a web");
        assert_eq!(web.app(), "app.1a.js");
        assert!(web.widget_file("app.1a.js").is_some() && web.widget_file("loader.js").is_none());
        assert!(web.widget_file("app.1a.js.br").is_none() && !web.has_console());
        let script = web.loader(&json!({ "title": "</script>" }));
        assert_eq!(
            script,
            "{const SWITCHBOARD={\"title\":\"\\u003c/script>\"};draw(SWITCHBOARD);//\n}"
        );
    }

    #[test]
    fn half_a_widget_is_none_and_says_what_is_missing() {
        for missing in ["widget/manifest.json", "widget/loader.js", "widget/app.1a.js"] {
            let mut files = built();
            files.remove(missing);
            let error = Web::of(&files).err().expect("it was taken").to_string();
            assert!(error.contains(missing), "{missing}: {error}");
        }
    }

    #[test]
    fn a_look_finds_what_is_missing_or_empty() {
        let folder = tempfile::tempdir().expect("a folder");
        let look = || Web::look(Some(folder.path())).map_err(|error| format!("{error:#}"));
        for (name, bytes) in built() {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        assert_eq!(look(), Ok(true));
        let app = folder.path().join("widget/app.1a.js");
        std::fs::remove_file(&app).expect("removed");
        let told = look().expect_err("it was taken");
        assert!(told.contains("there is no widget/app.1a.js: build the web again"), "{told}");
        std::fs::write(&app, "").expect("written");
        let told = look().expect_err("it was taken");
        assert!(told.contains("widget/app.1a.js is empty: build the web again"), "{told}");
        std::fs::remove_file(folder.path().join("widget/manifest.json")).expect("removed");
        std::fs::remove_file(&app).expect("removed");
        assert!(look().expect_err("it was taken").contains("there is no widget/manifest.json"));
    }

    #[test]
    fn the_console_has_the_nonce_and_the_path_of_a_proxy() {
        let mut files = built();
        files.insert("console/sw.js".to_owned(), Bytes::from_static(b"push"));
        files.insert("console/else.js".to_owned(), Bytes::from_static(b"else"));
        let page = "<link href=\"./icon-192.png\"><meta nonce=\"SWITCHBOARD_NONCE\"><script src=\"./assets/i.js\" nonce=\"SWITCHBOARD_NONCE\">";
        files.insert("console/index.html".to_owned(), Bytes::from_static(page.as_bytes()));
        files.insert("console/assets/i.js".to_owned(), Bytes::from_static(b"run"));
        let web = Web::of(&files).expect("a web");
        assert!(web.has_console() && web.asset("i.js").is_some());
        assert!(web.root_file("sw.js").is_some() && web.root_file("else.js").is_none());
        let page = web.console("abc", "/desk").expect("a page");
        let icon = "<link href=\"/desk/icon-192.png\">";
        let page = page.strip_prefix(icon).expect("the icon");
        assert_eq!(page, "<meta nonce=\"abc\"><script src=\"/desk/assets/i.js\" nonce=\"abc\">");
    }
}
