//! Notes as people write them: one to three short sentences, in several languages.

use crate::draw::Draws;

const OPENINGS: &[&str] = &[
    "Seen from the river",
    "Vimos esto al pasar",
    "Two hours on foot from the last camp",
    "Cerca de la bocana, lado derecho",
    "The path is overgrown",
    "Hay señales frescas de gente",
    "Fresh tracks in the mud",
    "No había nadie cuando llegamos",
    "Old cut, new shoots already knee-high",
    "Los abuelos conocen este lugar",
    "Heard engines to the north",
    "Se escuchó motosierra a lo lejos",
    "Encontramos basura y latas",
    "Same place as last month",
    "O caminho está fechado depois da chuva",
    "A água está mais baixa que no ano passado",
    "On nous a dit de revenir à la saison sèche",
    "Vista desde la canoa, sin bajar",
];

const DETAILS: &[&str] = &[
    "about 50 m from the bank",
    "junto a un árbol grande caído",
    "GPS was slow under the trees",
    "hay que volver con más gente",
    "photos taken by the patrol",
    "el dueño no estaba",
    "three days old, I think",
    "avisamos al presidente de la comunidad",
    "water up to the knee",
    "no se puede pasar con bote",
    "the elders should be asked",
    "quedó marcado con pintura roja",
    "perto da roça velha",
    "à côté du grand rocher",
];

/// One note.
pub(super) fn note(draws: &mut Draws) -> String {
    let mut text = draws.pick(OPENINGS).copied().unwrap_or_default().to_owned();
    for _ in 0..draws.between(0, 2) {
        text.push_str(", ");
        text.push_str(draws.pick(DETAILS).copied().unwrap_or_default());
    }
    if draws.percent(40) {
        text.push_str(&format!(". {} m, {}:{:02}.", draws.between(5, 900), draws.between(6, 17), draws.below(60)));
    } else {
        text.push('.');
    }
    text
}
