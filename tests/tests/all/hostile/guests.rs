//! Guests that misbehave, by what they do when they read or send.

use super::neighbours::{manifest, manifest_without_check, shop_plugin};
use switchboard_host::testing::{
    Guest,
    guest::{OWN_TEXT, fetch_from, tell_blob, tell_reply, text},
};
use switchboard_testkit::channels::BOT_TOKEN;

/// A version of the shop's plugin that misbehaves.
pub struct Hostile {
    /// What it does.
    pub what: &'static str,
    /// Words that the admin reads as the reason.
    pub reason: &'static str,
    /// Will no later try help, so that the first failure is the last.
    pub is_final: bool,
    functions: String,
    own_text: String,
}

impl Hostile {
    fn new(what: &'static str, reason: &'static str, functions: String) -> Self {
        Self { what, reason, is_final: true, functions, own_text: String::new() }
    }

    /// Its plugin file.
    pub fn plugin(&self) -> Vec<u8> {
        shop_plugin(&self.component(), &manifest("1.0.0"))
    }

    /// Its plugin file, with one more origin that it was granted.
    pub fn plugin_reaching(&self, origin: &str) -> Vec<u8> {
        let wider = format!("allow = [\"{origin}\", ");
        shop_plugin(&self.component(), &manifest("1.0.0").replacen("allow = [", &wider, 1))
    }

    /// Its plugin file, with all the processor time that a manifest may ask for: a host that is not
    /// optimised spends much of the usual time on what it copies.
    pub fn plugin_with_time(&self) -> Vec<u8> {
        let (usual, most) = ("cpu = \"200ms\"", "cpu = \"2s\"");
        let manifest = manifest("1.0.0");
        assert!(manifest.contains(usual), "the usual time has changed: {manifest}");
        shop_plugin(&self.component(), &manifest.replacen(usual, most, 1))
    }

    /// Its plugin file, when it is asked itself what is authentic.
    pub fn plugin_that_checks(&self) -> Vec<u8> {
        shop_plugin(&self.component(), &manifest_without_check("1.0.0"))
    }

    fn component(&self) -> Vec<u8> {
        Guest::new(&self.functions).saying(&self.own_text).component()
    }
}

/// Fails to take in a request in one of these ways; the body is `inbound.parse`.
pub fn readers() -> Vec<Hostile> {
    let words = text("the guest's own words");
    let parses = |what, reason, body: &str| {
        Hostile::new(what, reason, format!("inbound.parse {{ {body} }}"))
    };
    vec![
        Hostile { is_final: false, ..parses("loops for ever", "used up its processor time", LOOP) },
        parses(
            "panics",
            "the guest's own words",
            &format!(
                "(call $sys.log (i32.const 3) {words} (i32.const 0) (i32.const 0)) unreachable"
            ),
        ),
        parses(
            "takes memory without end",
            "wanted more than its 32768 KiB of memory",
            "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable",
        ),
        parses(
            "recurses without end",
            "call stack exhausted",
            "(call $deep) (i32.const 1024)) (func $deep (call $deep) (call $deep)",
        ),
        parses(
            "answers a pointer out of its memory",
            "broke the contract",
            "(i32.const 0x7ffffff0)",
        ),
        parses("answers a text that is no UTF-8", "utf-8", &refusal("(i32.const 255)", 16)),
        parses(
            "answers a text of 12 MiB",
            "broke the contract",
            &refusal("(i32.const 120)", 12 << 20),
        ),
        parses("answers JSON of 50,000 levels", "no JSON", DEEP),
        Hostile {
            is_final: false,
            ..parses(
                "floods the log",
                "used up its processor time",
                &format!(
                    "(loop $again (call $sys.log (i32.const 1) {words} (i32.const 0) (i32.const 0)) \
                     (br $again)) unreachable"
                ),
            )
        },
        parses(
            "floods the host with calls",
            "too many host calls",
            "(loop $again (call $sys.settings (i32.const 2048)) (br $again)) unreachable",
        ),
    ]
}

const LOOP: &str = "(loop $again (br $again)) unreachable";

/// An item of the kind `other` whose detail is brackets alone. It stands at 3072: the key, the event
/// with its case at 8 and its payload at 16.
const DEEP: &str = "(memory.fill (i32.const 8192) (i32.const 91) (i32.const 50000)) \
    (i32.store (i32.const 3072) (i32.const 4432)) (i32.store (i32.const 3076) (i32.const 7)) \
    (i32.store8 (i32.const 3080) (i32.const 10)) \
    (i32.store (i32.const 3088) (i32.const 4432)) (i32.store (i32.const 3092) (i32.const 7)) \
    (i32.store (i32.const 3096) (i32.const 8192)) (i32.store (i32.const 3100) (i32.const 50000)) \
    (i32.store (i32.const 2052) (i32.const 3072)) (i32.store (i32.const 2056) (i32.const 1)) \
    (i32.const 2048)";

/// An error whose message is one byte so many times.
fn refusal(byte: &str, count: usize) -> String {
    let pages = count.div_ceil(1 << 16);
    format!(
        "(drop (memory.grow (i32.const {pages}))) \
         (memory.fill (i32.const 8192) {byte} (i32.const {count})) \
         (i32.store8 (i32.const 2048) (i32.const 1)) \
         (i32.store8 (i32.const 2052) (i32.const 8)) \
         (i32.store (i32.const 2064) (i32.const 8192)) (i32.store (i32.const 2068) (i32.const {count})) \
         (i32.const 2048)"
    )
}

/// Panics at all that it reads, and sends well.
pub fn half_blind() -> Hostile {
    // One reference, at 3072: the chat's id and, behind its thread, the message's.
    let send = "(i32.store (i32.const 3072) (i32.const 4432)) (i32.store (i32.const 3076) (i32.const 7)) \
        (i32.store (i32.const 3092) (i32.const 4432)) (i32.store (i32.const 3096) (i32.const 7)) \
        (i32.store (i32.const 2056) (i32.const 3072)) (i32.store (i32.const 2060) (i32.const 1)) \
        (i32.const 2048)";
    let functions = format!("inbound.parse {{ unreachable }} outbound.send {{ {send} }}");
    Hostile::new("panics when it reads", "unreachable", functions)
}

/// Fails to send before anything leaves.
pub fn silent_senders() -> Vec<Hostile> {
    let sends = |what, reason, body: &str| {
        Hostile::new(what, reason, format!("outbound.send {{ {body} }}"))
    };
    vec![
        sends("panics before it sends", "unreachable", "unreachable"),
        sends("loops before it sends", "used up its processor time", LOOP),
        sends("answers nonsense before it sends", "broke the contract", "(i32.const 0x7ffffff0)"),
    ]
}

/// Sends, and fails before it can say so.
pub fn talking_senders(base_url: &str) -> Vec<Hostile> {
    let url = format!("{base_url}/bot{BOT_TOKEN}/sendMessage");
    let fetch = format!(
        "(call $http.fetch {} (i32.const {OWN_TEXT}) (i32.const {}) (i32.const 0) (i32.const 0) \
         (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 5000) (i32.const 0) (i32.const 0) \
         (i32.const 0) (i32.const 2048))",
        text("POST"),
        url.len()
    );
    let sends = |what, reason, body: &str| Hostile {
        own_text: url.clone(),
        ..Hostile::new(what, reason, format!("outbound.send {{ {fetch} {body} }}"))
    };
    vec![
        sends("panics after it sent", "unreachable", "unreachable"),
        sends("loops after it sent", "used up its processor time", LOOP),
        sends("answers nonsense after it sent", "broke the contract", "(i32.const 0x7ffffff0)"),
    ]
}

/// Takes a message back by filling the channel's plugin storage: one value of 64 KiB after the other, under
/// keys of four letters, until it is refused; it gives the refusal back.
pub fn hoarder() -> Hostile {
    let body = "(i32.store (i32.const 3000) (i32.const 0x61616161)) \
        (drop (memory.grow (i32.const 2))) \
        (loop $again \
          (call $kv.set (i32.const 3000) (i32.const 4) (i32.const 8192) (i32.const 65536) \
            (i32.const 0) (i64.const 0) (i32.const 2048)) \
          (i32.store8 (i32.const 3000) (i32.add (i32.load8_u (i32.const 3000)) (i32.const 1))) \
          (if (i32.gt_u (i32.load8_u (i32.const 3000)) (i32.const 122)) (then \
            (i32.store8 (i32.const 3000) (i32.const 97)) \
            (i32.store8 (i32.const 3001) (i32.add (i32.load8_u (i32.const 3001)) (i32.const 1))))) \
          (br_if $again (i32.eqz (i32.load8_u (i32.const 2048))))) \
        (i32.const 2048)";
    let functions = format!("outbound.retract {{ {body} }}");
    Hostile::new(
        "fills the channel's plugin storage",
        "the channel's plugin storage is full",
        functions,
    )
}

/// Takes a message back by asking an address, and gives back why it could not.
pub fn requester(what: &'static str, reason: &'static str, url: &str) -> Hostile {
    asking(what, reason, url, |place| {
        format!("{} (i32.const 2048)", fetch_from("GET", place, false))
    })
}

/// Takes a message back by asking a host that is slow to answer, and gives back that it waited in vain.
pub fn waiter(url: &str) -> Hostile {
    asking("waits for a slow host", "no answer within the time", url, |place| {
        let call = fetch_from("POST", place, false);
        format!("{} (i32.const 2048)", call.replacen("(i32.const 5000)", "(i32.const 300)", 1))
    })
}

/// Takes a message back by asking an address, and gives back what it answered.
pub fn listener(url: &str) -> Hostile {
    asking("tells what it was answered", "", url, |place| {
        format!("{} {}", fetch_from("GET", place, false), tell_reply(8))
    })
}

/// The same with the answer as a blob.
pub fn blob_reader(url: &str) -> Hostile {
    asking("reads its secret from a blob", "{secret:bot_token}", url, |place| {
        format!("{} {}", fetch_from("GET", place, true), tell_blob(8))
    })
}

fn asking(
    what: &'static str,
    reason: &'static str,
    url: &str,
    body: impl Fn(&str) -> String,
) -> Hostile {
    let body = body(&format!("(i32.const {OWN_TEXT}) (i32.const {})", url.len()));
    let functions = format!("outbound.retract {{ {body} }}");
    Hostile { own_text: url.to_owned(), ..Hostile::new(what, reason, functions) }
}
