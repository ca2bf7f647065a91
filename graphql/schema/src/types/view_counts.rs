//! How many chats there are in views, tabs and lists: what is counted, and what is told of it.

use crate::{
    batch::batch,
    query::chat_filter::{ChatTab, ChatView},
    types::view::View,
};
use async_graphql::{Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::{
    DeskError,
    limits::VIEW_COUNTS_MAX,
    read::{ChatCount, Reader},
    view::filter_of,
};
use switchboard_graphql::{
    choice::Choice,
    errors::invalid,
    plain::Plain,
    scalars::{EventCursor, Id},
};
use switchboard_model::{self as model, ChatFilter, OperatorId, ViewId, view};

/// How many chats there are in a view, a tab or a list, of those that you may read. No number is cut.
#[derive(Clone, SimpleObject)]
pub struct ViewCount {
    /// The view; absent for anything else.
    view: Option<View>,
    /// The tab; absent for anything else.
    tab: Option<ChatTab>,
    /// The list; absent for anything else.
    list: Option<ChatView>,
    /// All of them.
    total: i64,
    /// With messages that you have not read, or those whom `operatorId` names.
    unread: i64,
}

/// How many chats there are in each of some views, tabs and lists, all counted at one moment.
#[derive(Clone, SimpleObject)]
pub struct ViewCounts {
    /// The views in the order in which they were asked for, then the tabs, then the lists.
    counts: Vec<ViewCount>,
    /// The place in the log before they were counted: what happened after it may be counted or not.
    cursor: EventCursor,
}

impl ViewCounts {
    /// Of what was counted behind a place in the log.
    pub fn of(counted: Vec<Counted>, cursor: EventCursor) -> Self {
        let views = counted.iter().filter_map(|one| match &one.what {
            What::View(view) => Some(view.clone()),
            What::Tab(_) | What::List(_) => None,
        });
        let mut views = batch::<View>(views.collect()).into_iter();
        let told = |Counted { what, count }| {
            let (view, tab, list) = match what {
                What::View(_) => (views.next(), None, None),
                What::Tab(tab) => (None, Some(Choice(tab)), None),
                What::List(list) => (None, None, Some(list)),
            };
            ViewCount { view, tab, list, total: count.total, unread: count.unread }
        };
        Self { counts: counted.into_iter().map(told).collect(), cursor }
    }
}

/// What is counted.
#[derive(Clone)]
pub enum What {
    /// A saved view.
    View(view::View),
    /// A tab.
    Tab(model::ChatTab),
    /// A list, whatever the tab.
    List(ChatView),
}

/// Which of the things that are counted, whatever else is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountKey {
    /// A saved view.
    View(ViewId),
    /// A tab.
    Tab(model::ChatTab),
    /// A list.
    List(ChatView),
}

/// How many chats there are in one thing.
pub struct Counted {
    what: What,
    count: ChatCount,
}

impl Counted {
    /// Which thing.
    pub fn key(&self) -> CountKey {
        match &self.what {
            What::View(view) => CountKey::View(view.view_id),
            What::Tab(tab) => CountKey::Tab(*tab),
            What::List(list) => CountKey::List(*list),
        }
    }

    /// All chats, and those that are unread.
    pub fn numbers(&self) -> (i64, i64) {
        (self.count.total, self.count.unread)
    }
}

/// What becomes of a view that was named and is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It is refused.
    Refused,
    /// It is left out.
    LeftOut,
}

/// What somebody wants to be counted: at most [`VIEW_COUNTS_MAX`] things.
#[derive(Clone)]
pub struct Watched {
    /// None for all that the reader knows.
    views: Option<Vec<ViewId>>,
    tabs: Vec<model::ChatTab>,
    lists: Vec<ChatView>,
}

impl Watched {
    /// As it is asked for.
    pub fn new(
        views: Option<Vec<Id<ViewId>>>,
        tabs: Option<Vec<ChatTab>>,
        lists: Option<Vec<ChatView>>,
    ) -> Result<Self> {
        let views: Option<Vec<ViewId>> = views.plain();
        let tabs: Vec<model::ChatTab> = match tabs {
            Some(tabs) => tabs.plain(),
            None => model::ChatTab::ALL.to_vec(),
        };
        let lists = lists.unwrap_or_default();
        if lists.contains(&ChatView::OfOperator) {
            return Err(invalid("The list OF_OPERATOR is counted as MINE with \"operatorId\"."));
        }
        let asked = views.as_ref().map_or(0, Vec::len) + tabs.len() + lists.len();
        if asked > VIEW_COUNTS_MAX {
            return Err(invalid(format!(
                "\"views\", \"tabs\" and \"lists\" have {asked} values: ask for at most {VIEW_COUNTS_MAX}."
            )));
        }
        Ok(Self { views, tabs, lists })
    }

    /// Counts all of it for an operator, as of a place in the log or later: two statements, or one where the
    /// numbers are kept in memory.
    pub fn count(
        &self,
        reader: &mut Reader<'_>,
        who: OperatorId,
        from: model::EventCursor,
        gone: Gone,
    ) -> Result<Vec<Counted>, DeskError> {
        let views = self.known_views(reader, gone)?.into_iter();
        let views = views.map(|(view, filter)| (What::View(view), filter));
        let tabs = self.tabs.iter().map(|tab| (What::Tab(*tab), tab.filter()));
        let lists = self.lists.iter().map(|list| (What::List(*list), list.filter()));
        let (all, filters): (Vec<What>, Vec<ChatFilter>) = views.chain(tabs).chain(lists).unzip();
        let counts = reader.chat_counts(&filters, who, from)?;
        Ok(all.into_iter().zip(counts).map(|(what, count)| Counted { what, count }).collect())
    }

    /// The views to count, with their filters: those that are named, in their order, or as many as there is
    /// room for.
    fn known_views(
        &self,
        reader: &mut Reader<'_>,
        gone: Gone,
    ) -> Result<Vec<(view::View, ChatFilter)>, DeskError> {
        let Some(wanted) = &self.views else {
            let room = VIEW_COUNTS_MAX - self.tabs.len() - self.lists.len();
            let all = reader.known_views()?.into_iter();
            let readable =
                all.filter_map(|view| filter_of(&view).ok().map(|filter| (view, filter)));
            return Ok(readable.take(room).collect());
        };
        let found: HashMap<ViewId, view::View> =
            reader.visible_views(wanted)?.into_iter().map(|view| (view.view_id, view)).collect();
        let named: Vec<view::View> =
            wanted.iter().filter_map(|id| found.get(id).cloned()).collect();
        if gone == Gone::Refused && named.len() < wanted.len() {
            return Err(DeskError::NotFound);
        }
        let with_filter = |view: view::View| filter_of(&view).map(|filter| (view, filter));
        named.into_iter().map(with_filter).collect()
    }
}
