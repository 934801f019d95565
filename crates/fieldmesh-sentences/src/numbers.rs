//! How numbers are written in each language.

use fieldmesh::Language;

use crate::say::say;

/// What stands between thousands, and before a fraction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grouping {
    thousands: char,
    point: char,
}

/// A whole number with its thousands set apart.
pub fn number(language: Language, n: u64) -> String {
    Grouping::of(language).write(&n.to_string())
}

/// Bytes in the unit that suits, to a tenth: `48.2 MB`, with the decimal comma and the units of the language.
pub fn bytes(language: Language, count: u64) -> String {
    let mut unit = 1_u128;
    let tenths = |unit: u128| (u128::from(count) * 10 + unit / 2) / unit;
    // What rounds to a thousand of one unit is one of the next.
    while unit < TERA && (if unit == 1 { count >= 1000 } else { tenths(unit) >= 10_000 }) {
        unit *= 1000;
    }
    if unit == 1 {
        return say!(language, "bytes", n = count);
    }
    let written = Grouping::of(language).write(&format!("{}.{}", tenths(unit) / 10, tenths(unit) % 10));
    match unit {
        1_000 => say!(language, "bytes-kilo", n = written),
        1_000_000 => say!(language, "bytes-mega", n = written),
        1_000_000_000 => say!(language, "bytes-giga", n = written),
        _ => say!(language, "bytes-tera", n = written),
    }
}

const TERA: u128 = 1_000_000_000_000;

impl Grouping {
    pub(crate) const fn of(language: Language) -> Self {
        match language {
            Language::English => Self { thousands: ',', point: '.' },
            Language::Spanish | Language::Portuguese => Self { thousands: '.', point: ',' },
            Language::French => Self { thousands: '\u{202F}', point: ',' },
        }
    }

    /// Sets a number apart that is written with digits, perhaps a sign and a decimal point.
    pub(crate) fn write(self, plain: &str) -> String {
        let (sign, number) = plain.strip_prefix('-').map_or(("", plain), |number| ("-", number));
        let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
        let digits = whole.chars().count();
        let mut out = sign.to_owned();
        for (nth, c) in whole.chars().enumerate() {
            if nth > 0 && (digits - nth).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(c);
        }
        if let Some(fraction) = fraction {
            out.push(self.point);
            out.push_str(fraction);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        let written = Language::ALL.map(|language| number(language, 1_234_567));
        assert_eq!(written, ["1,234,567", "1.234.567", "1.234.567", "1\u{202F}234\u{202F}567"]);
        assert_eq!([7, 204, 1204].map(|n| number(Language::English, n)), ["7", "204", "1,204"]);
        assert_eq!(Grouping::of(Language::English).write("-1234567.5"), "-1,234,567.5");
        assert_eq!(Grouping::of(Language::Spanish).write("-123.25"), "-123,25");
    }

    #[test]
    fn bytes_are_told_to_a_tenth_in_the_unit_that_suits() {
        let told = Language::ALL.map(|language| bytes(language, 48_230_000));
        assert_eq!(told, ["48.2 MB", "48,2 MB", "48,2 MB", "48,2 Mo"]);
        let sizes = [0, 999, 1000, 999_949, 999_950, 475_140, 5_000_000_000, 12_345_678_000_000_000];
        let told = sizes.map(|size| bytes(Language::English, size));
        assert_eq!(told, ["0 B", "999 B", "1.0 kB", "999.9 kB", "1.0 MB", "475.1 kB", "5.0 GB", "12,345.7 TB"]);
        assert_eq!(bytes(Language::English, u64::MAX), "18,446,744.1 TB");
    }
}
