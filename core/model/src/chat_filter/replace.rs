//! A stored filter that names what has become something else.

use super::ChatFilter;
use crate::LabelId;

impl ChatFilter {
    /// Asks for another label in the place of one, wherever that stands; false where it asked for it nowhere.
    pub fn replace_label(&mut self, label_id: LabelId, by: LabelId) -> bool {
        let mut is_changed = false;
        if let Some(ids) = &mut self.label_ids
            && ids.contains(&label_id)
        {
            ids.retain(|id| *id != label_id);
            if !ids.contains(&by) {
                ids.push(by);
            }
            is_changed = true;
        }
        let inner = self.all.iter_mut().chain(self.any.iter_mut().flatten());
        for one in inner.chain(self.not.as_deref_mut()) {
            is_changed |= one.replace_label(label_id, by);
        }
        is_changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_replaced_wherever_it_is_asked_for() {
        let of = |ids: &[i64]| ChatFilter {
            label_ids: Some(ids.iter().copied().map(LabelId).collect()),
            ..ChatFilter::default()
        };
        let whole = |ids: &[i64]| ChatFilter {
            all: vec![of(ids)],
            any: Some(vec![of(&[5]), of(ids)]),
            not: Some(Box::new(of(ids))),
            ..of(ids)
        };
        for (before, after) in [(&[1, 2][..], &[2][..]), (&[1, 3], &[3, 2]), (&[1], &[2])] {
            let mut filter = whole(before);
            assert!(filter.replace_label(LabelId(1), LabelId(2)));
            assert_eq!(filter, whole(after));
            assert!(!filter.replace_label(LabelId(1), LabelId(2)), "it asks for it no more");
        }
    }
}
