//! What visitors may write: a share for each contact, each peer and each channel, in bounded memory. A
//! message weighs what it costs to keep. Strangers of a channel share a part of their own, so that whoever
//! is known there is not kept waiting by them. When that is used up, a site that has written little still
//! comes in: whoever floods slows others down and keeps nobody out.

use crate::Result;
use crate::limits::{
    VISITOR_CHANNEL_KNOWN_BYTES, VISITOR_CHANNEL_KNOWN_BYTES_PER_SECOND,
    VISITOR_CHANNEL_STRANGER_BYTES, VISITOR_CHANNEL_STRANGER_BYTES_PER_SECOND,
    VISITOR_CONTACT_BYTES, VISITOR_CONTACT_BYTES_PER_SECOND, VISITOR_MESSAGE_KEPT_BYTES,
    VISITOR_PEER_BYTES, VISITOR_PEER_BYTES_PER_SECOND, VISITOR_SITE_CROWDED_BYTES,
    VISITOR_SITE_CROWDED_BYTES_PER_SECOND, VISITOR_WRITE_ENTRIES_MAX,
};
use switchboard_bounds::{Peer, Rate, Site, TokenBuckets};
use switchboard_model::{ChannelId, ContactId, Timestamp};

/// What a message costs to keep, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight(u64);

impl Weight {
    /// Of a message with these texts.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let bytes: usize = texts.into_iter().map(str::len).sum();
        Self(VISITOR_MESSAGE_KEPT_BYTES.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX)))
    }
}

/// What is left of the shares.
pub(crate) struct WriteGuard {
    by_contact: TokenBuckets<ContactId>,
    by_peer: TokenBuckets<Peer>,
    of_strangers: TokenBuckets<ChannelId>,
    /// What strangers write when their share is used up.
    when_crowded: TokenBuckets<(ChannelId, Option<Site>)>,
    of_known: TokenBuckets<ChannelId>,
}

impl Default for WriteGuard {
    fn default() -> Self {
        let most = VISITOR_WRITE_ENTRIES_MAX;
        let contact = Rate::per_second(VISITOR_CONTACT_BYTES, VISITOR_CONTACT_BYTES_PER_SECOND);
        let peer = Rate::per_second(VISITOR_PEER_BYTES, VISITOR_PEER_BYTES_PER_SECOND);
        let strangers = Rate::per_second(
            VISITOR_CHANNEL_STRANGER_BYTES,
            VISITOR_CHANNEL_STRANGER_BYTES_PER_SECOND,
        );
        let crowded =
            Rate::per_second(VISITOR_SITE_CROWDED_BYTES, VISITOR_SITE_CROWDED_BYTES_PER_SECOND);
        let known =
            Rate::per_second(VISITOR_CHANNEL_KNOWN_BYTES, VISITOR_CHANNEL_KNOWN_BYTES_PER_SECOND);
        Self {
            by_contact: TokenBuckets::new(most, contact),
            by_peer: TokenBuckets::new(most, peer),
            of_strangers: TokenBuckets::new(most, strangers),
            when_crowded: TokenBuckets::new(most, crowded),
            of_known: TokenBuckets::new(most, known),
        }
    }
}

impl WriteGuard {
    /// Counts a message for who writes it, before anything is read for it.
    ///
    /// # Errors
    /// `TooMany` when the contact's or the peer's share is used up.
    pub(super) fn begin(
        &self,
        contact_id: ContactId,
        peer: Option<Peer>,
        weight: Weight,
        now: Timestamp,
    ) -> Result<()> {
        self.by_contact.take(&contact_id, weight.0, now.0)?;
        if let Some(peer) = peer {
            self.by_peer.take(&peer, weight.0, now.0)?;
        }
        Ok(())
    }

    /// Counts a message of somebody of whom nobody knows anything.
    ///
    /// # Errors
    /// `TooMany` when the strangers of the channel have used up their share, and the peer's site has
    /// written much since.
    pub(super) fn stranger(
        &self,
        id: ChannelId,
        peer: Option<Peer>,
        weight: Weight,
        now: Timestamp,
    ) -> Result<()> {
        if self.of_strangers.take(&id, weight.0, now.0).is_ok() {
            return Ok(());
        }
        let place = (id, peer.map(Peer::site));
        self.when_crowded.take(&place, weight.0, now.0)?;
        Ok(())
    }

    /// Counts a message of somebody whom the page has signed in, or whom an operator deals with.
    ///
    /// # Errors
    /// `TooMany` when those have used up their share.
    pub(super) fn known(&self, id: ChannelId, weight: Weight, now: Timestamp) -> Result<()> {
        self.of_known.take(&id, weight.0, now.0)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeskError;
    use std::iter::{empty, repeat_n};

    const NOW: Timestamp = Timestamp(1_000);

    /// The largest message of the web chat: 16,000 letters of three bytes.
    fn large() -> Weight {
        Weight::of(["€".repeat(16_000).as_str()])
    }

    fn peer(address: &str) -> Option<Peer> {
        Some(Peer::of(address.parse().expect("an address")))
    }

    fn passed(tries: impl Iterator<Item = Result<()>>) -> u64 {
        u64::try_from(tries.take_while(Result::is_ok).count()).expect("a number")
    }

    #[test]
    fn a_contact_has_a_share_of_messages_and_bytes() {
        let short = Weight::of(empty());
        for weight in [short, large()] {
            let guard = WriteGuard::default();
            let tries = (0..10_000).map(|_| guard.begin(ContactId(1), None, weight, NOW));
            assert_eq!(passed(tries), VISITOR_CONTACT_BYTES / weight.0);
            let refused = guard.begin(ContactId(1), None, weight, NOW).expect_err("used up");
            let DeskError::TooMany { retry_after_ms } = refused else { panic!("{refused}") };
            assert_eq!(guard.begin(ContactId(2), None, weight, NOW), Ok(()), "another one");
            let then = NOW.plus_ms(i64::try_from(retry_after_ms).expect("a number"));
            assert_eq!(guard.begin(ContactId(1), None, weight, then), Ok(()), "as it was told");
        }
    }

    #[test]
    fn many_contacts_of_one_peer_share() {
        let guard = WriteGuard::default();
        let peers = repeat_n(peer("2001:db8::1"), 10_000).zip(0..);
        let tries = peers.map(|(peer, id)| guard.begin(ContactId(id), peer, large(), NOW));
        assert_eq!(passed(tries), VISITOR_PEER_BYTES / large().0);
        assert!(guard.begin(ContactId(-1), peer("2001:db8::2"), large(), NOW).is_err());
        assert_eq!(guard.begin(ContactId(-2), peer("192.0.2.1"), large(), NOW), Ok(()));
    }

    #[test]
    fn strangers_use_up_nothing_of_those_who_are_known() {
        let guard = WriteGuard::default();
        let tries = (0..10_000).map(|_| guard.stranger(ChannelId(1), None, large(), NOW));
        assert_eq!(passed(tries), VISITOR_CHANNEL_STRANGER_BYTES / large().0);
        let short = Weight::of(empty());
        // What no long message found room in.
        while guard.of_strangers.take(&ChannelId(1), short.0, NOW.0).is_ok() {}
        for address in ["192.0.2.1", "192.0.2.2"] {
            let tries =
                (0..10_000).map(|_| guard.stranger(ChannelId(1), peer(address), short, NOW));
            assert_eq!(
                passed(tries),
                VISITOR_SITE_CROWDED_BYTES / short.0,
                "one who asks something"
            );
        }
        assert_eq!(guard.known(ChannelId(1), large(), NOW), Ok(()));
        assert_eq!(guard.stranger(ChannelId(2), None, large(), NOW), Ok(()), "another channel");
        let tries = (0..10_000).map(|_| guard.known(ChannelId(1), large(), NOW));
        assert_eq!(passed(tries), VISITOR_CHANNEL_KNOWN_BYTES / large().0 - 1, "it has an end too");
    }
}
