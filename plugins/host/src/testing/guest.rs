//! Builds components from the bodies of their functions. The signatures come from the contract's
//! WIT; what a test leaves out traps.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{
    Function, ManglingAndAbi, Resolve, WasmExport, WasmImport, WorldItem, WorldKey,
    abi::{AbiVariant, WasmType},
};

/// A guest whose functions are given as WebAssembly text.
///
/// `functions` is a list of `name { body }`, where the name is `inbound.parse` or such. Bodies may
/// call `$http.fetch` and the other imports, and use the memory: 1024 to 2047 is zero, which reads
/// as an `ok` with nothing in it; the texts of [`text`] begin at 4096, a text of the test's own at
/// [`OWN_TEXT`]; results may go to 2048.
pub struct Guest<'a> {
    functions: &'a str,
    own_text: &'a str,
}

/// Where the text of [`Guest::saying`] is.
pub const OWN_TEXT: usize = 6_144;

/// Texts that guests point to: (offset from 4096, text).
const TEXTS: [(usize, &str); 12] = [
    (0, "POST"),
    (8, "GET"),
    (16, "https://api.example.org/"),
    (64, "https://elsewhere.example/"),
    (128, "https://api.example.org/bot{secret:token}/x"),
    (192, "https://mine.example/bot{secret:token}/x"),
    (256, "token"),
    (272, "slow"),
    (288, "send/1"),
    (304, "http://169.254.169.254/"),
    (336, "unknown"),
    (352, "the guest's own words"),
];

/// Where a text of the table is, and how long it is, as two constants.
pub fn text(text: &str) -> String {
    let (offset, known) = TEXTS
        .iter()
        .find(|(_, known)| *known == text)
        .unwrap_or_else(|| panic!("{text} is not in the table"));
    format!("(i32.const {}) (i32.const {})", 4096 + offset, known.len())
}

/// A fetch of a URL, its result at 2048.
pub fn fetch(method: &str, url: &str) -> String {
    fetch_from(method, &text(url), false)
}

/// The same with the reply as a blob.
pub fn fetch_to_blob(method: &str, url: &str) -> String {
    fetch_from(method, &text(url), true)
}

/// A fetch whose URL is somewhere in the memory, its result at 2048.
pub fn fetch_from(method: &str, url: &str, to_blob: bool) -> String {
    let method = text(method);
    let to_blob = u8::from(to_blob);
    format!(
        "(call $http.fetch {method} {url} (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) \
         (i32.const 0) (i32.const 5000) (i32.const 0) (i32.const 0) (i32.const {to_blob}) \
         (i32.const 2048))"
    )
}

/// Gives back an error of this class, by its number, that tells the body of the fetched reply.
pub fn tell_reply(class: u8) -> String {
    tell(class, 2064)
}

/// Opens the blob of the fetched reply, reads it, and gives back an error that tells what it read.
pub fn tell_blob(class: u8) -> String {
    format!(
        "(call $blobs.open (i32.load (i32.const 2076)) (i32.load (i32.const 2080)) (i32.const 2600)) \
         (call $blobs.reader.read (i32.load (i32.const 2604)) (i32.const 512) (i32.const 2600)) {}",
        tell(class, 2604)
    )
}

/// Gives back an error whose sentence is where the pointer and the length at `place` say.
fn tell(class: u8, place: u32) -> String {
    let length = place + 4;
    format!(
        "(i32.store (i32.const 3016) (i32.load (i32.const {place}))) \
         (i32.store (i32.const 3020) (i32.load (i32.const {length}))) \
         (i32.store8 (i32.const 3000) (i32.const 1)) \
         (i32.store8 (i32.const 3004) (i32.const {class})) (i32.const 3000)"
    )
}

impl<'a> Guest<'a> {
    /// A guest with these functions.
    pub fn new(functions: &'a str) -> Self {
        Self { functions, own_text: "" }
    }

    /// The same with a text at [`OWN_TEXT`], at most 2 KiB.
    #[must_use]
    pub fn saying(self, own_text: &'a str) -> Self {
        Self { own_text, ..self }
    }

    /// Its bytes, without a manifest.
    pub fn component(&self) -> Vec<u8> {
        let mut resolve = Resolve::new();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit/v1");
        let (package, _) = resolve.push_path(folder).expect("the contract is good WIT");
        let world = resolve.select_world(&[package], Some("channel-polled")).expect("the world");
        let module = self.module(&resolve, world);
        let mut bytes = wat::parse_str(&module).unwrap_or_else(|error| panic!("{error}\n{module}"));
        embed_component_metadata(&mut bytes, &resolve, world, StringEncoding::UTF8)
            .expect("the metadata fits");
        let encoder = ComponentEncoder::default().module(&bytes);
        let mut encoder = encoder.expect("the module fits the contract");
        encoder.encode().expect("the component fits the contract")
    }

    fn module(&self, resolve: &Resolve, world: wit_parser::WorldId) -> String {
        let mut text = String::from("(module\n");
        let world = &resolve.worlds[world];
        for (key, function) in functions(resolve, &world.imports) {
            let name = self.short_name(resolve, key, function);
            if self.functions.contains(&format!("${name} ")) {
                text += &import(resolve, key, function, &name);
            }
        }
        text += "(memory (export \"memory\") 1)\n(global $next (mut i32) (i32.const 8192))\n";
        text += REALLOC;
        for (offset, words) in TEXTS {
            text += &format!("(data (i32.const {}) {words:?})\n", 4096 + offset);
        }
        text += &format!("(data (i32.const {OWN_TEXT}) {:?})\n", self.own_text);
        for (key, function) in functions(resolve, &world.exports) {
            let name = self.short_name(resolve, key, function);
            text += &export(resolve, key, function, self.body(&name));
        }
        text + ")"
    }

    fn body(&self, name: &str) -> &str {
        let start = format!("{name} {{");
        self.functions
            .split_once(&start)
            .and_then(|(_, rest)| rest.split_once('}'))
            .map_or("unreachable", |(body, _)| body)
    }

    fn short_name(&self, resolve: &Resolve, key: &WorldKey, function: &Function) -> String {
        let WorldKey::Interface(id) = key else { panic!("only interfaces are in the contract") };
        let interface = resolve.interfaces[*id].name.as_deref().unwrap_or_default();
        // `[method]reader.read` is no name in WebAssembly's text form, `reader.read` is.
        let function = function.name.split(']').next_back().unwrap_or_default();
        format!("{interface}.{function}")
    }
}

/// A bump allocator that grows the memory: guests are short-lived.
const REALLOC: &str = r#"
(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
  (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
  (global.set $next (i32.add (local.get $at) (local.get 3)))
  (block $fits
    (loop $grow
      (br_if $fits (i32.le_u (global.get $next) (i32.shl (memory.size) (i32.const 16))))
      (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
      unreachable))
  (local.get $at))
"#;

fn functions<'r>(
    resolve: &'r Resolve,
    items: &'r wit_parser::IndexMap<WorldKey, WorldItem>,
) -> impl Iterator<Item = (&'r WorldKey, &'r Function)> {
    items.iter().flat_map(|(key, item)| match item {
        WorldItem::Interface { id, .. } => {
            let functions = resolve.interfaces[*id].functions.values();
            functions.map(|function| (key, function)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    })
}

const MANGLING: ManglingAndAbi = ManglingAndAbi::Legacy(wit_parser::LiftLowerAbi::Sync);

fn import(resolve: &Resolve, key: &WorldKey, function: &Function, name: &str) -> String {
    let signature = resolve.wasm_signature(AbiVariant::GuestImport, function);
    let (module, field) = resolve
        .wasm_import_name(MANGLING, WasmImport::Func { interface: Some(key), func: function });
    let types = types("param", &signature.params) + &types("result", &signature.results);
    format!("(import {module:?} {field:?} (func ${name}{types}))\n")
}

fn export(resolve: &Resolve, key: &WorldKey, function: &Function, body: &str) -> String {
    let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
    let name = resolve.wasm_export_name(
        MANGLING,
        WasmExport::Func {
            interface: Some(key),
            func: function,
            kind: wit_parser::WasmExportKind::Normal,
        },
    );
    let types = types("param", &signature.params) + &types("result", &signature.results);
    format!("(func (export {name:?}){types} {body})\n")
}

fn types(word: &str, types: &[WasmType]) -> String {
    let name = |kind: &WasmType| match kind {
        WasmType::I64 | WasmType::PointerOrI64 => " i64",
        WasmType::F32 => " f32",
        WasmType::F64 => " f64",
        _ => " i32",
    };
    if types.is_empty() {
        return String::new();
    }
    format!(" ({word}{})", types.iter().map(name).collect::<String>())
}
