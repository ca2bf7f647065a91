//! Takes secrets out of what a platform answers: a guest that has its secret echoed reads the
//! placeholder it wrote. A body is searched as it streams, also across the border of two chunks.

use crate::{limits, placeholder};
use bytes::Bytes;
use futures::{StreamExt, stream};
use std::cmp::Reverse;
use switchboard_model::connector::{BlobStream, SecretBytes};

/// A secret that went out with a request.
pub(crate) struct UsedSecret {
    pub(crate) name: String,
    pub(crate) value: SecretBytes,
}

/// Replaces secrets by their placeholders.
pub(crate) struct EchoFilter {
    /// The longest first, so that one which begins like another is not taken for it.
    wanted: Vec<Wanted>,
    /// The bytes that something wanted begins with.
    first: [bool; 256],
    /// The end of what was read, as far as it may be the beginning of something wanted.
    held: Vec<u8>,
}

struct Wanted {
    value: SecretBytes,
    placeholder: String,
}

enum Found<'a> {
    Secret(&'a Wanted),
    /// The bytes end before it can be told.
    Perhaps,
    Nothing,
}

impl EchoFilter {
    /// Looks for these secrets in both forms in which they leave: as they are, and as in a URL.
    pub(crate) fn new(used: &[UsedSecret]) -> Self {
        let mut wanted = Vec::new();
        for UsedSecret { name, value } in used {
            let in_url = SecretBytes::new(placeholder::for_url(value).into_bytes());
            let is_other = *in_url != **value;
            let forms = [Some(value.clone()), is_other.then_some(in_url)];
            let long = forms.into_iter().flatten().filter(|form| is_hidden(form));
            wanted.extend(long.map(|value| {
                let placeholder = format!("{{secret:{name}}}");
                Wanted { value, placeholder }
            }));
        }
        wanted.sort_by_key(|one| Reverse(one.value.len()));
        let mut first = [false; 256];
        for byte in wanted.iter().filter_map(|one| one.value.first()) {
            first[usize::from(*byte)] = true;
        }
        Self { wanted, first, held: Vec::new() }
    }

    /// What is whole already, without the secrets in it.
    pub(crate) fn whole(mut self, bytes: &[u8]) -> Vec<u8> {
        let mut passed = self.pass(bytes);
        passed.extend(self.finish());
        passed
    }

    /// What may pass after this chunk.
    fn pass(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.held);
        bytes.extend_from_slice(chunk);
        let (passed, held_from) = self.replace(&bytes, false);
        self.held = bytes.split_off(held_from);
        passed
    }

    /// What was held back, when nothing follows.
    fn finish(&mut self) -> Vec<u8> {
        let bytes = std::mem::take(&mut self.held);
        self.replace(&bytes, true).0
    }

    /// What may pass of these bytes, and from where on they are held back.
    fn replace(&self, bytes: &[u8], is_end: bool) -> (Vec<u8>, usize) {
        let mut passed = Vec::with_capacity(bytes.len());
        let (mut passed_to, mut from) = (0, 0);
        while let Some(start) = self.next_start(bytes, from) {
            match self.find(&bytes[start..], is_end) {
                Found::Secret(Wanted { value, placeholder }) => {
                    passed.extend_from_slice(&bytes[passed_to..start]);
                    passed.extend_from_slice(placeholder.as_bytes());
                    passed_to = start + value.len();
                    from = passed_to;
                }
                Found::Perhaps => {
                    passed.extend_from_slice(&bytes[passed_to..start]);
                    return (passed, start);
                }
                Found::Nothing => from = start + 1,
            }
        }
        passed.extend_from_slice(&bytes[passed_to..]);
        (passed, bytes.len())
    }

    fn next_start(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let offset = rest.iter().position(|byte| self.first[usize::from(*byte)])?;
        Some(from + offset)
    }

    fn find(&self, rest: &[u8], is_end: bool) -> Found<'_> {
        for one in &self.wanted {
            if rest.starts_with(&one.value) {
                return Found::Secret(one);
            }
            if !is_end && one.value.starts_with(rest) {
                return Found::Perhaps;
            }
        }
        Found::Nothing
    }

    /// A body without the secrets in it.
    pub(crate) fn stream(self, body: BlobStream) -> BlobStream {
        if self.wanted.is_empty() {
            return body;
        }
        Box::pin(stream::unfold(Some((body, self)), |state| async move {
            let (mut body, mut filter) = state?;
            loop {
                let passed = match body.next().await {
                    Some(Ok(chunk)) => filter.pass(&chunk),
                    Some(Err(error)) => return Some((Err(error), None)),
                    None => {
                        let rest = Bytes::from(filter.finish());
                        return (!rest.is_empty()).then_some((Ok(rest), None));
                    }
                };
                if !passed.is_empty() {
                    return Some((Ok(Bytes::from(passed)), Some((body, filter))));
                }
            }
        }))
    }
}

fn is_hidden(value: &[u8]) -> bool {
    value.len() >= limits::HIDDEN_MIN_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::TryStreamExt;

    fn used(name: &str, value: &str) -> UsedSecret {
        UsedSecret { name: name.into(), value: SecretBytes::new(value.into()) }
    }

    fn filter() -> EchoFilter {
        EchoFilter::new(&[
            used("token", "123456789"),
            used("longer", "123456789:abc"),
            used("short", "abc"),
            used("odd", "pass/word+"),
        ])
    }

    #[test]
    fn an_echoed_secret_becomes_its_placeholder() {
        for (told, expected) in [
            ("url=/bot123456789/x 123456789", "url=/bot{secret:token}/x {secret:token}"),
            ("123456789:abc", "{secret:longer}"),
            ("123456789:ab", "{secret:token}:ab"),
            ("pass/word+ pass%2Fword%2B", "{secret:odd} {secret:odd}"),
            ("1123456789", "1{secret:token}"),
            ("12345678 abc", "12345678 abc"),
            ("", ""),
        ] {
            let passed = filter().whole(told.as_bytes());
            assert_eq!(String::from_utf8(passed).unwrap(), expected, "{told}");
        }
    }

    #[tokio::test]
    async fn a_secret_is_found_wherever_the_chunks_end() {
        let told = b"a 123456789:abc b 123456789 c pass%2Fword%2B 1234";
        let expected = b"a {secret:longer} b {secret:token} c {secret:odd} 1234";
        for size in 1..=told.len() {
            let chunks = told
                .chunks(size)
                .map(|chunk| Ok::<_, std::io::Error>(Bytes::copy_from_slice(chunk)));
            let body: BlobStream = Box::pin(stream::iter(chunks.collect::<Vec<_>>()));
            let passed: Vec<Bytes> = filter().stream(body).try_collect().await.unwrap();
            assert_eq!(passed.concat(), expected, "chunks of {size}");
            assert!(passed.iter().all(|chunk| !chunk.is_empty()), "chunks of {size}");
        }
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_not_taken_for_a_whole_one() {
        let told = [Ok(Bytes::from_static(b"12345")), Err(std::io::Error::other("cut"))];
        let body: BlobStream = Box::pin(stream::iter(told));
        let passed: Vec<_> = filter().stream(body).collect().await;
        assert!(matches!(&passed[..], [Err(_)]), "{passed:?}");
    }
}
