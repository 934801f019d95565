//! What sort of trouble there is.

use fieldmesh::{ErrorKind, Language};

use crate::say::CATALOGUES;

/// What sort of trouble an error is. What to do next is said by the program, which has commands or buttons for it.
pub fn error(language: Language, kind: ErrorKind) -> String {
    CATALOGUES.lookup(language, &format!("error-{kind}")).unwrap_or_else(|| kind.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    #[test]
    fn every_kind_of_error_has_a_sentence() {
        // The four catalogues have the same keys; that is a test of its own.
        let keys = check::keys(&CATALOGUES);
        for kind in ErrorKind::ALL {
            assert!(keys.contains(&format!("error-{kind}")), "{kind}");
        }
        let sentences = keys.iter().filter(|key| key.starts_with("error-")).count();
        assert_eq!(sentences, ErrorKind::ALL.len());
        let told = Language::ALL.map(|language| error(language, ErrorKind::DiskFull));
        assert_eq!(
            told,
            ["The disk is full.", "El disco está lleno.", "O disco está cheio.", "Le disque est plein."]
        );
    }
}
