//! Answers as a person types them.

use fieldmesh_document::observation::{Scalar, TagValue};

use crate::check::{kind_problem, problems};
use crate::{Configuration, Field, FieldKind, Problem, SelectOption};

impl Configuration {
    /// The field that asks for this tag of an observation of this category: one of
    /// [its own](Self::fields_of), else the first that any category asks.
    pub fn field_for(&self, category: Option<&str>, tag_key: &str) -> Option<&Field> {
        let asks = |field: &&Field| field.tag_key == tag_key;
        self.fields_of(category).find(asks).or_else(|| self.fields.iter().find(asks))
    }
}

impl Field {
    /// Reads an answer by the kind of the field: a number; an option by its value, or by its label in any language and
    /// either case; several options separated by commas; a day as `YYYY-MM-DD`, with a time as `YYYY-MM-DDThh:mm…`.
    /// An empty text is an empty answer, of several options no option.
    ///
    /// # Errors
    /// [`Problem::Kind`], [`Problem::UnknownOption`]. A number that is out of range is an answer, of which
    /// [`Configuration::check`] tells.
    pub fn read(&self, text: &str) -> Result<TagValue, Problem> {
        match &self.kind {
            FieldKind::SelectMultiple { options } => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Ok(TagValue::List(parts.map(|part| self.chosen(options, part)).collect::<Result<_, _>>()?))
            }
            _ if text.is_empty() => Ok(TagValue::from(text)),
            FieldKind::SelectOne { options } => Ok(TagValue::One(self.chosen(options, text)?)),
            FieldKind::Number { .. } => number(text).map(TagValue::One).ok_or_else(|| kind_problem(self)),
            FieldKind::Text { .. } => Ok(TagValue::from(text)),
            FieldKind::Date | FieldKind::DateTime => {
                let answer = TagValue::from(text);
                problems(self, &answer).into_iter().next().map_or(Ok(answer), Err)
            }
        }
    }

    fn chosen(&self, options: &[SelectOption], text: &str) -> Result<Scalar, Problem> {
        let by_value = options.iter().find(|option| option.value.to_string() == text);
        let folded = text.to_lowercase();
        let by_label =
            || options.iter().find(|option| option.label.iter().any(|(_, label)| label.to_lowercase() == folded));
        let option = by_value.or_else(by_label);
        let unknown = || Problem::UnknownOption { field: self.id.clone(), value: text.to_owned() };
        option.map(|option| Scalar::from(&option.value)).ok_or_else(unknown)
    }
}

fn number(text: &str) -> Option<Scalar> {
    let text = text.trim();
    let whole = text.parse().ok().map(Scalar::Int);
    whole.or_else(|| text.parse().ok().filter(|number: &f64| number.is_finite()).map(Scalar::Float))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Localized, Value};

    fn field(id: &str, kind: FieldKind) -> Field {
        Field {
            id: id.into(),
            tag_key: "key".to_owned(),
            kind,
            label: Localized::new(),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal: false,
        }
    }

    fn options() -> Vec<SelectOption> {
        let values = [Value::from("good"), Value::Number(2.0), Value::Number(0.5), Value::Bool(true), Value::Null];
        let label = |value: &Value| Localized::new().with("es", format!("Opción {value}"));
        values.map(|value| SelectOption { label: label(&value), value }).to_vec()
    }

    #[test]
    fn an_answer_is_read_by_the_kind_of_its_field_and_then_fits_it() {
        let one = TagValue::One;
        let text = |text: &str| TagValue::from(text);
        for (kind, typed, expected) in [
            (FieldKind::Text { multiline: false }, "12", text("12")),
            (FieldKind::Number { min: None, max: Some(1.0) }, " 12", one(Scalar::Int(12))),
            (FieldKind::Number { min: None, max: None }, "-1.5", one(Scalar::Float(-1.5))),
            (FieldKind::SelectOne { options: options() }, "good", text("good")),
            (FieldKind::SelectOne { options: options() }, "2", one(Scalar::Int(2))),
            (FieldKind::SelectOne { options: options() }, "0.5", one(Scalar::Float(0.5))),
            (FieldKind::SelectOne { options: options() }, "true", one(Scalar::Bool(true))),
            (FieldKind::SelectOne { options: options() }, "null", one(Scalar::Null)),
            (FieldKind::SelectOne { options: options() }, "OPCIÓN TRUE", one(Scalar::Bool(true))),
            (
                FieldKind::SelectMultiple { options: options() },
                "true, opción good,2",
                TagValue::List(vec![Scalar::Bool(true), Scalar::Text("good".to_owned()), Scalar::Int(2)]),
            ),
            (FieldKind::SelectMultiple { options: options() }, "", TagValue::List(Vec::new())),
            (FieldKind::Date, "2026-05-03", text("2026-05-03")),
            (FieldKind::DateTime, "2026-05-03T10:00-05:00", text("2026-05-03T10:00-05:00")),
            (FieldKind::Number { min: None, max: None }, "", text("")),
            (FieldKind::Date, "", text("")),
        ] {
            let in_range = !matches!(kind, FieldKind::Number { max: Some(_), .. });
            let field = field("f", kind);
            let read = field.read(typed).unwrap();
            assert_eq!(read, expected, "{typed:?} as {}", field.kind.name());
            assert_eq!(problems(&field, &read).is_empty(), in_range, "{typed:?} as {}", field.kind.name());
        }
        for (kind, typed, expected) in [
            (FieldKind::Number { min: None, max: None }, "ten", "f: the answer is not a number"),
            (FieldKind::Number { min: None, max: None }, "NaN", "f: the answer is not a number"),
            (FieldKind::SelectOne { options: options() }, "bad", "f: \"bad\" is not an option"),
            (FieldKind::SelectMultiple { options: options() }, "good,bad", "f: \"bad\" is not an option"),
            (FieldKind::Date, "3 May", "f: the answer is not a date"),
            (FieldKind::DateTime, "2026-05-03", "f: the answer is not a date_time"),
        ] {
            assert_eq!(field("f", kind).read(typed).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn of_fields_that_share_a_tag_the_category_s_own_is_asked() {
        let mut configuration = Configuration::builtin();
        configuration.fields = ["a", "b"].map(|id| field(id, FieldKind::Date)).to_vec();
        configuration.categories.truncate(2);
        for (category, id) in configuration.categories.iter_mut().zip(["a", "b"]) {
            category.fields = vec![id.into()];
        }
        let ids =
            configuration.categories.iter().map(|category| category.id.as_str().to_owned()).collect::<Vec<_>>();
        let found = |category| configuration.field_for(category, "key").unwrap().id.as_str().to_owned();
        assert_eq!([found(Some(&ids[0])), found(Some(&ids[1])), found(None)], ["a", "b", "a"]);
        assert!(configuration.field_for(Some(&ids[0]), "other").is_none());
    }
}
