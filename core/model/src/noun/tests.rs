//! A global id says what it is of, and nothing else is taken for one.

use super::*;

#[test]
fn a_subject_has_the_id_of_its_noun_outside() {
    assert_eq!(SubjectKind::Team.global_id(7), Some(TeamId(7).to_string()));
    assert_eq!(SubjectKind::Setting.global_id(0), None);
    let team = TeamId(7).to_string();
    assert_eq!(SubjectKind::of_global_id(&team), Some((SubjectKind::Team, 7)));
    for word in ["", "team", "setting_0000000000000", TokenId(7).to_string().as_str()] {
        assert_eq!(SubjectKind::of_global_id(word), None, "{word}");
    }
}
