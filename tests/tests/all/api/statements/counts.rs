//! What was counted in one state of the server, and the comparison of two.

use super::excused::{FREE, SHORT, UNASKED};
use super::walk::{Met, meet};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use switchboard_store::statements::counted;
use switchboard_testkit::graphql::Client;

/// Rows of a long list.
pub const MANY: usize = 50;

/// Statements that read a page of objects: one for its ids, one for its rows.
const PAGE_STATEMENTS: u64 = 2;

/// What a list cost.
#[derive(Debug)]
struct Cost {
    rows: usize,
    statements: u64,
    /// The fields that gave objects, each with a type of these.
    met: BTreeSet<(String, String)>,
}

/// What was counted in one state of the server.
#[derive(Default)]
pub struct Counts {
    costs: BTreeMap<String, Cost>,
    /// How many objects one answer showed by way of each field, at most.
    pub met: BTreeMap<String, usize>,
}

impl Counts {
    /// Asks, and notes what it cost.
    pub async fn ask(
        &mut self,
        client: &Client,
        name: &str,
        document: &str,
        variables: Value,
        path: &[String],
    ) -> Value {
        let (data, statements) = counted(client.data(document, variables.clone())).await;
        // Filling makes the server forget its sessions, a moment later: whoever asks first reads who
        // asks as well. What grows with the rows does so both times.
        let (_, again) = counted(client.data(document, variables)).await;
        let statements = statements.min(again);
        let found = path.iter().fold(&data, |data, name| &data[name]);
        let found = found.get("nodes").unwrap_or(found);
        let rows = found.as_array().map_or(1, Vec::len);
        self.note(name, rows, statements, &data);
        data
    }

    /// Notes what an answer cost.
    pub fn note(&mut self, name: &str, rows: usize, statements: u64, data: &Value) {
        let mut met = BTreeMap::new();
        meet(data, &mut met);
        let mut types = BTreeSet::new();
        for (field, Met { count, types: of }) in met {
            types.extend(of.into_iter().map(|of| (field.clone(), of)));
            let most = self.met.entry(field).or_default();
            *most = (*most).max(count);
        }
        let cost = Cost { rows, statements, met: types };
        assert!(self.costs.insert(name.to_owned(), cost).is_none(), "{name} is asked for once");
    }
}

/// Many rows cost what one costs. What no row had before may be read now: a page for each field that
/// gave nothing of this type.
pub fn is_bounded(few: &Counts, many: &Counts) {
    let mut dear = Vec::new();
    for (name, many) in &many.costs {
        let few = &few.costs[name];
        let list = name.split([' ', '(']).next().unwrap_or_default();
        let is_short =
            SHORT.iter().any(|(short, _)| *short == list || short == name) || !name.contains('(');
        if few.statements == 0 && !FREE.iter().any(|(free, _)| *free == list) {
            dear.push(format!("{name}: no statement was counted"));
        }
        if few.rows == 0 || (many.rows < MANY && !is_short) {
            dear.push(format!("{name} has too few rows: {} and {}", few.rows, many.rows));
        }
        let new: Vec<_> = many.met.difference(&few.met).collect();
        let of_new = PAGE_STATEMENTS * u64::try_from(new.len()).expect("a number");
        let unasked = UNASKED.iter().filter(|(of, _, _)| many.met.iter().any(|(_, met)| met == of));
        let more = of_new + unasked.map(|(_, more, _)| *more).sum::<u64>();
        if many.statements > few.statements + more {
            dear.push(format!(
                "{name}: {} statements for {} rows, {} for {}; new are {new:?}",
                few.statements, few.rows, many.statements, many.rows
            ));
        }
    }
    assert!(dear.is_empty(), "the statements grow with the rows: {dear:#?}");
}
