//! One Rust source as the rules see it: with places, without comments, with tests told apart.

use super::Finding;
use super::mask::{blank, mask};
use super::scan::{closing, words};

pub struct RustFile {
    pub path: String,
    /// Code alone: comments and the insides of literals are blanks.
    pub code: String,
    /// As `code`, with test modules and test functions blanked too.
    pub production: String,
    /// As `production`, with literals in it.
    pub production_words: String,
}

impl RustFile {
    pub fn new(path: &str, text: &str) -> Self {
        let masked = mask(text);
        let mut production = masked.code.clone().into_bytes();
        let mut production_words = masked.words.into_bytes();
        for (start, end) in test_regions(&masked.code) {
            blank(&mut production[start..end]);
            blank(&mut production_words[start..end]);
        }
        Self {
            path: path.to_owned(),
            code: masked.code,
            production: String::from_utf8_lossy(&production).into_owned(),
            production_words: String::from_utf8_lossy(&production_words).into_owned(),
        }
    }

    /// Makes the whole file test code.
    pub fn blank_production(&mut self) {
        self.production = String::new();
        self.production_words = String::new();
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Tests, benches and the project's own tasks, which some rules leave alone.
    pub fn is_outside_the_product(&self) -> bool {
        self.is_under("scripts/") || is_test_path(&self.path)
    }

    /// A finding at a byte offset of one of the views.
    pub fn finding(&self, place: usize, message: impl Into<String>) -> Finding {
        let before = &self.code.as_bytes()[..place.min(self.code.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Finding { path: self.path.clone(), line, message: message.into() }
    }

    /// Names of the modules in files of their own that are compiled for tests only.
    pub fn test_modules(&self) -> Vec<String> {
        let regions = test_regions(&self.code);
        let items = regions.iter().map(|(start, end)| &self.code[*start..*end]);
        items
            .filter_map(|item| {
                let place = words(item, "mod").next()?;
                let name = item[place + 3..].trim().strip_suffix(';')?.trim().to_owned();
                (!name.contains(['{', ' '])).then_some(name)
            })
            .collect()
    }

    /// The folder, with its final slash, where the files of its child modules lie.
    pub fn module_folder(&self) -> String {
        let (folder, file) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        match file {
            "lib.rs" | "main.rs" | "mod.rs" => format!("{folder}/"),
            _ => format!("{}/", self.path.trim_end_matches(".rs")),
        }
    }
}

/// Tests, benches and the packages' own examples, and the modules named `testing` that other packages' tests use.
pub fn is_test_path(path: &str) -> bool {
    path.starts_with("tests/")
        || ["/tests/", "/benches/", "/examples/", "/src/testing/", "/src/testing.rs"]
            .iter()
            .any(|part| path.contains(part))
}

/// From each attribute that asks for a test build to the end of the item below it.
fn test_regions(code: &str) -> Vec<(usize, usize)> {
    let mut regions = Vec::new();
    for (start, _) in code.match_indices("#[") {
        let attribute_end = closing(code, start + 1);
        let attribute = &code[start + 2..attribute_end];
        if is_test_attribute(attribute) {
            regions.push((start, item_end(code, attribute_end + 1)));
        }
    }
    regions
}

fn is_test_attribute(attribute: &str) -> bool {
    let name = attribute.split('(').next().unwrap_or_default().trim();
    match name {
        "cfg" => {
            let all = words(attribute, "test").count();
            all > attribute.matches("not(test").count()
        }
        _ => name == "test" || name.ends_with("::test"),
    }
}

/// The item ends at its first `;` outside brackets or with its first block.
fn item_end(code: &str, start: usize) -> usize {
    let mut place = start;
    while let Some(byte) = code.as_bytes().get(place) {
        match byte {
            b';' => return place + 1,
            b'{' => return (closing(code, place) + 1).min(code.len()),
            b'(' | b'[' => place = closing(code, place) + 1,
            _ => place += 1,
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_blanked_and_what_follows_stays() {
        let text = "fn a() { x.unwrap() }\n#[cfg(test)]\nmod tests { fn b() { y.unwrap() } }\n\
                    #[tokio::test]\nasync fn c() { z.unwrap() }\nfn d() { w.unwrap() }\n";
        let file = RustFile::new("core/desk/src/a.rs", text);
        let places: Vec<_> = words(&file.production, ".unwrap()").collect();
        assert_eq!(places.len(), 2);
        assert_eq!(file.finding(places[1], "").line, 6);
    }

    #[test]
    fn production_code_that_excludes_tests_is_production() {
        let file = RustFile::new("a.rs", "#[cfg(not(test))]\nfn a() { x.unwrap() }");
        assert_eq!(words(&file.production, ".unwrap()").count(), 1);
    }

    #[test]
    fn test_modules_in_their_own_files_are_named() {
        let file = RustFile::new("core/desk/src/chat.rs", "#[cfg(test)]\nmod flows;\nmod real;\n");
        assert_eq!(file.test_modules(), ["flows"]);
        assert_eq!(file.module_folder(), "core/desk/src/chat/");
    }
}
