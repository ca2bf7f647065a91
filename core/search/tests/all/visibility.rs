//! The one rule of who may see which chats, in its three renderings: on a generated world a chat in
//! memory, SQL and the index must give the same chats, contacts and notes. A failure names the
//! seed; set `SWITCHBOARD_TEST_SEED` to see it again.

use crate::world::{WORD, World, change, made};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::collections::BTreeSet;
use std::time::Duration;
use switchboard_model::channel::ChannelMemberKind;
use switchboard_model::search::{DocumentKind, SearchIndex, SearchRequest};
use switchboard_model::{
    ChannelId, ChatFilter, ChatId, ChatOrder, ChatVisibility, ContactId, FilterContext, MessageId,
    NoteId, OperatorId, Timestamp,
};
use switchboard_search::{Search, limits};
use switchboard_store::page::{PageRequest, batch, chats, contacts, notes};
use switchboard_store::testing::{both_databases, seed};
use switchboard_store::{
    DatabaseConnection, Store, StoreError, channel_member, chat, log, message, team,
};

/// How many rules are tried for each operator.
const RULES: usize = 8;
/// How many rows are read at once: more than there are.
const ALL: i64 = 1_000;

/// What one rendering shows.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    chats: BTreeSet<ChatId>,
    contacts: BTreeSet<ContactId>,
    notes: BTreeSet<NoteId>,
}

/// F14, F70.
#[both_databases]
async fn the_three_renderings_agree(store: Store) {
    let seed = seed();
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = made(&store, seed).await;
    let search = Search::open(folder.path().to_owned(), store.clone()).await.expect("an index");
    let mut random = StdRng::seed_from_u64(seed);
    for round in 0..3 {
        follow(&search, &store).await;
        for operator in world.operators.clone() {
            let own = own_rule(&store, &world, operator).await;
            compare(&store, &search, &world, operator, own, seed).await;
            for _ in 0..RULES {
                let rule = rule(&world, &mut random, operator);
                compare(&store, &search, &world, operator, rule, seed).await;
            }
        }
        world = change(&store, &world, seed.wrapping_add(round)).await;
    }
}

/// Any rule for an operator: in some teams, with some channels, often none; now and then
/// everything.
fn rule(world: &World, random: &mut StdRng, operator: OperatorId) -> ChatVisibility {
    if random.random_bool(0.1) {
        return ChatVisibility::everything();
    }
    let (teams, channels) = (random.random_range(0..3), random.random_range(0..3));
    ChatVisibility::own(
        operator,
        world.teams.choose_multiple(random, teams).copied().collect(),
        world.channels.choose_multiple(random, channels).copied().collect(),
    )
}

/// The rule of an operator as they are: with the channels that they or a team of theirs are a member of, and
/// those without members, which the store is held to find.
async fn own_rule(store: &Store, world: &World, operator: OperatorId) -> ChatVisibility {
    let all = world.channels.clone();
    let read = store.read::<_, StoreError>(move |connection| {
        let teams = team::ids_of_operator(connection, operator)?;
        let found = channel_member::channels_of_operator(connection, operator)?;
        Ok((teams, found, channel_member::of_channels(connection, &all)?))
    });
    let (teams, found, members) = read.await.expect("the rows are read");
    let sees = |channel: &ChannelId| {
        let mut of_channel =
            members.iter().filter(|member| member.channel_id == *channel).peekable();
        of_channel.peek().is_none()
            || of_channel.any(|member| match member.kind {
                ChannelMemberKind::Operator => member.member_id == operator.0,
                ChannelMemberKind::Team => teams.iter().any(|team| team.0 == member.member_id),
            })
    };
    let mut expected: Vec<ChannelId> = world.channels.iter().copied().filter(sees).collect();
    expected.sort_unstable();
    assert_eq!(found, expected, "the channels of {operator}: {members:?}");
    ChatVisibility::own(operator, teams, found)
}

/// Lets the index come to the end of the log.
pub async fn follow(search: &Search, store: &Store) {
    loop {
        let count = search.advance().await.expect("the index follows");
        let has_hidden = store.read::<_, StoreError>(log::has_hidden).await.expect("the log");
        if count == 0 && !has_hidden {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn compare(
    store: &Store,
    search: &Search,
    world: &World,
    operator: OperatorId,
    rule: ChatVisibility,
    seed: u64,
) {
    let (all, of_rule) = (world.clone(), rule.clone());
    let read = store.read::<_, StoreError>(move |connection| {
        let memory = in_memory(connection, &all, operator, &of_rule)?;
        let sql = in_sql(connection, &all, &of_rule)?;
        Ok((memory, sql))
    });
    let (memory, sql) = read.await.expect("the rows are read");
    let context = format!("seed {seed}: {rule:?}");
    assert_eq!(sql, memory, "SQL and memory, {context}");
    assert_eq!(in_index(store, search, rule).await, memory, "index and memory, {context}");
}

/// Who sees a chat sees its notes, its contact and the notes on that. A contact is seen for the channel of its
/// address as well, and by everybody where it has none (F103).
fn in_memory(
    connection: &mut DatabaseConnection,
    world: &World,
    operator: OperatorId,
    rule: &ChatVisibility,
) -> Result<Seen, StoreError> {
    let participants = batch::participants(connection, &world.chats)?;
    let is_in = |chat: ChatId| {
        participants.iter().any(|one| one.chat_id == chat && one.operator_id == operator)
    };
    let mut rows = chat::by_ids(connection, &world.chats)?;
    rows.retain(|row| rule.allows(row, is_in(row.chat_id)));
    let chats: BTreeSet<ChatId> = rows.iter().map(|row| row.chat_id).collect();
    let with_chats = rows.iter().map(|row| row.contact_id);
    let addresses = batch::contact_channels(connection, &world.contacts)?;
    let by_address = addresses.iter().filter(|(_, channels)| rule.allows_addresses(channels));
    let contacts: BTreeSet<ContactId> =
        with_chats.chain(by_address.map(|(contact, _)| *contact)).collect();
    let ids: Vec<ContactId> = contacts.iter().copied().collect();
    let everything = ChatVisibility::everything();
    let pages = notes::of_contacts(connection, &everything, &ids, &PageRequest::first(ALL))?;
    let ids: Vec<NoteId> = pages.into_values().flat_map(|page| page.items).map(NoteId).collect();
    let notes = switchboard_store::note::by_ids(connection, &ids)?
        .into_iter()
        .filter(|note| note.chat_id.is_none_or(|id| chats.contains(&id)))
        .map(|note| note.note_id)
        .collect();
    Ok(Seen { chats, contacts, notes })
}

fn in_sql(
    connection: &mut DatabaseConnection,
    world: &World,
    rule: &ChatVisibility,
) -> Result<Seen, StoreError> {
    let visible: BTreeSet<ChatId> =
        chats::visible(connection, rule, &world.chats)?.into_iter().collect();
    let context = FilterContext { operator_id: OperatorId(0), now: Timestamp(0) };
    let wanted = chats::Wanted { visibility: rule, filter: &ChatFilter::default(), context };
    let page = chats::page(connection, wanted, ChatOrder::Created, &PageRequest::first(ALL))?;
    let listed: BTreeSet<ChatId> = page.items.iter().map(|chat| chat.chat_id).collect();
    assert_eq!(listed, visible, "page and ids");
    let contacts = contacts::visible(connection, rule, &world.contacts)?;
    let pages = notes::of_contacts(connection, rule, &contacts, &PageRequest::first(ALL))?;
    let notes = pages.into_values().flat_map(|page| page.items).map(NoteId).collect();
    Ok(Seen { chats: visible, contacts: contacts.into_iter().collect(), notes })
}

async fn in_index(store: &Store, search: &Search, rule: ChatVisibility) -> Seen {
    let mut request = SearchRequest {
        time_zone: None,
        query: WORD.to_owned(),
        kinds: DocumentKind::ALL.to_vec(),
        first: limits::PAGE_HITS,
        after: None,
        with_count: false,
    };
    let mut seen = Seen::default();
    let (mut messages, mut themselves) = (Vec::new(), BTreeSet::new());
    loop {
        let page = search.search(&rule, request.clone()).await.expect("hits");
        for hit in &page.hits {
            match hit.key.kind {
                DocumentKind::Message => messages.push(MessageId(hit.key.id)),
                DocumentKind::Note => seen.notes.extend([NoteId(hit.key.id)]),
                DocumentKind::Contact => seen.contacts.extend([ContactId(hit.key.id)]),
                DocumentKind::Chat => themselves.extend([ChatId(hit.key.id)]),
            }
        }
        if !page.has_next {
            break;
        }
        request.after = page.hits.last().map(|hit| hit.cursor.clone());
    }
    let rows = store
        .read::<_, StoreError>(move |connection| message::by_ids(connection, &messages))
        .await
        .expect("the rows are read");
    // Each chat has one message.
    seen.chats = rows.into_iter().map(|row| row.chat_id).collect();
    assert_eq!(themselves, seen.chats, "chats themselves, and those of the messages");
    seen
}
