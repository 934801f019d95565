//! What may be recorded: categories, their tags and realistic answers.

/// A category and the tags that its observations carry, the commonest first.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CategoryModel {
    /// Its id in the built-in configuration.
    pub id: &'static str,
    /// Tag keys and their answers. The first three are always given, the fourth often, the fifth sometimes.
    pub tags: &'static [(&'static str, Answer)],
}

/// How an answer is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Answer {
    /// One of these texts, by Zipf's law.
    One(&'static [&'static str]),
    /// A list of one to three of these texts, in their order.
    Several(&'static [&'static str]),
    /// An integer between these two, both included.
    Number(u32, u32),
    /// The day of the observation, `YYYY-MM-DD`.
    Day,
}

use Answer::{Day, Number, One, Several};

const MAMMALS: Answer =
    One(&["guangana", "danta", "sajino", "venado", "guatusa", "armadillo", "capibara", "guanta"]);
const FISH: Answer = One(&["bocachico", "piraña", "paco", "carachama", "sábalo", "bagre", "doncella"]);
const ANIMALS: Answer =
    One(&["chorongo", "jaguar", "guacamayo", "danta", "paujil", "nutria gigante", "charapa", "delfín"]);
const TREES: Answer = One(&["cedro", "caoba", "chuncho", "ceibo", "chonta", "laurel", "canelo", "bálsamo"]);
const PLANTS: Answer =
    One(&["ayahuasca", "guayusa", "uña de gato", "sangre de drago", "ungurahua", "chambira", "paja toquilla"]);
const PLACES: Answer = One(&[
    "Lorocachi",
    "Sinchi Pakcha",
    "Bocana",
    "Yaku Ñambi",
    "Tres Palmas",
    "Wito",
    "Isla Grande",
    "Paso Viejo",
]);
const CROPS: Answer =
    One(&["yuca, plátano", "cacao", "maíz", "yuca, camote, piña", "plátano", "café, cacao", "arroz"]);
const WITNESSES: Answer =
    One(&["Rosa", "Efrén", "the patrol", "Marco, Ana", "el presidente", "Wilma", "Nantu", "two hunters"]);
const CONDITION: Answer = One(&["good", "damaged", "abandoned", "destroyed"]);
const STATE: Answer = One(&["recent", "active", "old", "planned"]);
const RESPONSIBLE: Answer = One(&["unknown", "settlers", "company", "armed_group", "government"]);
const EQUIPMENT: Answer = Several(&["chainsaw", "truck", "excavator", "dredge", "boat", "none_seen"]);
const SEASON: Answer = One(&["all_year", "wet", "dry"]);
const CATCH: Answer = Several(&["net", "hook", "spear_arrow", "trap", "gun", "dogs"]);
const PLANT_USE: Answer = Several(&["food", "medicine", "building", "crafts", "ceremony", "firewood"]);
const WATER_USE: Answer = Several(&["drinking", "cooking", "bathing", "fishing", "travel"]);
const WATER_STATE: Answer = One(&["clear", "muddy", "dry", "bad_smell", "oily"]);
const TRAVEL: Answer = Several(&["foot", "boat", "motorbike", "horse"]);
const AFFECTED: Answer = Several(&["water", "fish", "animals", "crops", "people", "forest"]);
const MATERIAL: Answer = Several(&["wood", "leaves", "metal", "plastic"]);

/// Every category that profiles draw from.
const CATEGORIES: &[CategoryModel] = &[
    model(
        "animal_sighting",
        &[
            ("species", ANIMALS),
            ("quantity", Number(1, 12)),
            ("behavior", One(&["moving", "feeding", "resting", "with_young", "dead"])),
            ("witness", WITNESSES),
            ("event_date", Day),
        ],
    ),
    model(
        "animal_sign",
        &[
            ("species", ANIMALS),
            ("sign_kind", One(&["track", "droppings", "call", "nest", "remains", "salt_lick"])),
            ("witness", WITNESSES),
            ("season", SEASON),
            ("quantity", Number(1, 5)),
        ],
    ),
    model(
        "hunting",
        &[
            ("species", MAMMALS),
            ("catch_method", CATCH),
            ("quantity", Number(1, 6)),
            ("season", SEASON),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "fishing",
        &[
            ("species", FISH),
            ("catch_method", CATCH),
            ("quantity", Number(1, 60)),
            ("season", SEASON),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "camp",
        &[
            ("camp_use", One(&["hunting", "fishing", "patrol", "gathering", "outsiders"])),
            ("people_count", Number(1, 15)),
            ("condition", CONDITION),
            ("building_material", MATERIAL),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "trail",
        &[
            ("place_name", PLACES),
            ("travel_mode", TRAVEL),
            ("condition", CONDITION),
            ("witness", WITNESSES),
            ("season", SEASON),
        ],
    ),
    model(
        "water_source",
        &[
            ("place_name", PLACES),
            ("water_use", WATER_USE),
            ("water_state", WATER_STATE),
            ("season", SEASON),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "river",
        &[
            ("place_name", PLACES),
            ("water_use", WATER_USE),
            ("water_state", WATER_STATE),
            ("witness", WITNESSES),
            ("season", SEASON),
        ],
    ),
    model(
        "plant",
        &[
            ("species", PLANTS),
            ("plant_use", PLANT_USE),
            ("sharing", One(&["community", "anyone", "elders"])),
            ("season", SEASON),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "tree",
        &[
            ("species", TREES),
            ("trunk_girth_cm", Number(40, 620)),
            ("condition", CONDITION),
            ("plant_use", PLANT_USE),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "gathering",
        &[
            ("species", PLANTS),
            ("plant_use", PLANT_USE),
            ("quantity", Number(1, 40)),
            ("season", SEASON),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "garden",
        &[
            ("crops", CROPS),
            ("area_hectares", Number(1, 8)),
            ("season", SEASON),
            ("witness", WITNESSES),
            ("condition", CONDITION),
        ],
    ),
    model(
        "house",
        &[
            ("place_name", PLACES),
            ("people_count", Number(1, 11)),
            ("building_material", MATERIAL),
            ("condition", CONDITION),
            ("witness", WITNESSES),
        ],
    ),
    model(
        "sacred_place",
        &[
            ("place_name", PLACES),
            ("sharing", One(&["elders", "community", "anyone"])),
            ("condition", CONDITION),
            ("witness", WITNESSES),
            ("season", SEASON),
        ],
    ),
    model(
        "boundary",
        &[
            ("marker_kind", One(&["tree", "cleared_line", "post", "natural", "stone"])),
            ("condition", CONDITION),
            ("witness", WITNESSES),
            ("event_date", Day),
            ("place_name", PLACES),
        ],
    ),
    model(
        "logging",
        &[
            ("species", TREES),
            ("responsible", RESPONSIBLE),
            ("threat_state", STATE),
            ("equipment", EQUIPMENT),
            ("area_hectares", Number(1, 40)),
        ],
    ),
    model(
        "mining",
        &[
            ("mineral", One(&["gold", "sand_gravel", "unknown", "other"])),
            ("responsible", RESPONSIBLE),
            ("threat_state", STATE),
            ("equipment", EQUIPMENT),
            ("area_hectares", Number(1, 25)),
        ],
    ),
    model(
        "pollution",
        &[
            ("pollutant", One(&["oil", "waste", "mud", "mercury", "unknown"])),
            ("affected", AFFECTED),
            ("threat_state", STATE),
            ("responsible", RESPONSIBLE),
            ("event_date", Day),
        ],
    ),
    model(
        "invasion",
        &[
            ("threat_kind", One(&["hunters", "land_grab", "survey", "intimidation"])),
            ("responsible", RESPONSIBLE),
            ("threat_state", STATE),
            ("people_count", Number(1, 30)),
            ("reported", One(&["no", "yes"])),
        ],
    ),
    model(
        "fire",
        &[
            ("fire_cause", One(&["clearing", "unknown", "camp", "lightning"])),
            ("threat_state", STATE),
            ("area_hectares", Number(1, 60)),
            ("witness", WITNESSES),
            ("event_date", Day),
        ],
    ),
];

const fn model(id: &'static str, tags: &'static [(&'static str, Answer)]) -> CategoryModel {
    CategoryModel { id, tags }
}

/// The models of these categories, in this order.
pub(crate) fn categories(ids: &[&str]) -> Vec<CategoryModel> {
    ids.iter().filter_map(|id| CATEGORIES.iter().find(|model| model.id == *id)).copied().collect()
}

#[cfg(test)]
mod tests {
    use fieldmesh_config::{Configuration, FieldKind};

    use super::*;

    #[test]
    fn every_category_and_answer_is_in_the_built_in_configuration() {
        let configuration = Configuration::builtin();
        assert!(CATEGORIES.len() >= 20);
        for category in CATEGORIES {
            assert!(configuration.category(category.id).is_some(), "{}", category.id);
            assert_eq!(category.tags.len(), 5, "{}", category.id);
            for (key, answer) in category.tags {
                let field = configuration.fields.iter().find(|field| field.tag_key == *key);
                let kind = &field.unwrap_or_else(|| panic!("no field {key}")).kind;
                let known =
                    |texts: &[&str]| texts.iter().all(|t| kind.options().iter().any(|o| o.value == (*t).into()));
                let fits = match (answer, kind) {
                    (One(texts), FieldKind::SelectOne { .. }) => known(texts),
                    (Several(texts), FieldKind::SelectMultiple { .. }) => known(texts),
                    (One(_), FieldKind::Text { .. })
                    | (Number(..), FieldKind::Number { .. })
                    | (Day, FieldKind::Date) => true,
                    _ => false,
                };
                assert!(fits, "{} {key}: {answer:?}", category.id);
            }
        }
    }
}
