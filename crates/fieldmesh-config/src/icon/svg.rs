//! Drawings: read whole by an XML reader, and written anew from what is allowed
//! (`docs/configuration-format.md`, section 5).

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node, ParsingOptions};

use super::{IconError, MAX_ICON_BYTES};
use rules::{Attribute, Element};

/// Bytes of a file: the limit of `.comapeocat` 1.0, section 10.3.
const MAX_SOURCE_BYTES: usize = 2_000_000;
/// Marks that begin an element or an attribute, in a file: what the reader allocates is in proportion to them.
const MAX_MARKS: usize = 20_000;
/// Attributes of one element: the reader compares each with each.
const MAX_ATTRIBUTES: usize = 100;
/// Declarations of namespaces: what the reader does grows with the third power of them. Editors write about ten in a
/// drawing. A sprite, of which an archive has one, repeats them in each symbol.
const MAX_NAMESPACES: usize = 32;
const MAX_NAMESPACES_OF_SPRITE: usize = 512;
/// Elements inside each other.
const MAX_DEPTH: usize = 32;
/// `use` elements of a drawing: nested ones multiply what is drawn.
const MAX_USES: usize = 16;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The drawing without what it does not need, or why it is refused.
pub(crate) fn clean(text: &str) -> Result<String, IconError> {
    let document = parse(text, MAX_NAMESPACES)?;
    let root = document.root_element();
    if element_name(root) != Some("svg") {
        return Err(IconError::NotSvg);
    }
    drawing(root)
}

/// Each wanted symbol of a sprite as a drawing of its own.
pub(crate) fn clean_symbols(
    text: &str,
    wanted: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Result<String, IconError>>, IconError> {
    let document = parse(text, MAX_NAMESPACES_OF_SPRITE)?;
    let symbols = document.root_element().descendants().filter(|node| element_name(*node) == Some("symbol"));
    let named = symbols.filter_map(|node| Some((node.attribute("id").filter(|id| wanted.contains(id))?, node)));
    Ok(named.map(|(id, node)| (id.to_owned(), drawing(node))).collect())
}

fn parse(text: &str, max_namespaces: usize) -> Result<Document<'_>, IconError> {
    if text.len() > MAX_SOURCE_BYTES {
        return Err(IconError::TooLarge { have: text.len(), limit: MAX_SOURCE_BYTES });
    }
    if text.contains("<!ENTITY") {
        return Err(IconError::Entities);
    }
    let elements = text.split('<');
    if text.bytes().filter(|byte| matches!(byte, b'<' | b'=')).count() > MAX_MARKS {
        return Err(IconError::TooMany { what: "elements and attributes", limit: MAX_MARKS });
    }
    if elements.map(|tag| tag.bytes().filter(|byte| *byte == b'=').count()).any(|count| count > MAX_ATTRIBUTES) {
        return Err(IconError::TooMany { what: "attributes of an element", limit: MAX_ATTRIBUTES });
    }
    if text.matches("xmlns").count() > max_namespaces {
        return Err(IconError::TooMany { what: "namespaces", limit: max_namespaces });
    }
    // A document type without entities is common and harmless; nothing is ever loaded for it.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| IconError::Malformed(error.to_string()))
}

/// Its name, if it is an element of SVG. Drawings without a namespace are taken for SVG, as browsers do not, but
/// editors do.
fn element_name<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let name = node.is_element().then(|| node.tag_name())?;
    matches!(name.namespace(), None | Some("" | SVG)).then(|| name.name())
}

fn drawing(root: Node<'_, '_>) -> Result<String, IconError> {
    let mut out = Writer { out: String::new(), uses: 0 };
    out.element(root, "svg", 0)?;
    Ok(out.out)
}

struct Writer {
    out: String,
    uses: usize,
}

impl Writer {
    fn element(&mut self, node: Node<'_, '_>, name: &str, depth: usize) -> Result<(), IconError> {
        if depth > MAX_DEPTH {
            return Err(IconError::TooMany { what: "elements inside each other", limit: MAX_DEPTH });
        }
        self.push("<")?;
        self.push(name)?;
        if depth == 0 {
            self.attribute("xmlns", SVG)?;
        }
        self.attributes(node, depth)?;
        let open = self.out.len();
        self.push(">")?;
        self.children(node, name, depth)?;
        if self.out.len() == open + 1 {
            self.out.truncate(open);
            return self.push("/>");
        }
        self.push("</")?;
        self.push(name)?;
        self.push(">")
    }

    fn attributes(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), IconError> {
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let kind = match attribute.namespace() {
                None => rules::attribute(name),
                Some(XLINK) if name == "href" => Attribute::Reference,
                Some(_) => Attribute::Dropped,
            };
            match kind {
                // The id of a symbol means nothing once it is a drawing.
                Attribute::Kept if depth == 0 && name == "id" => {}
                Attribute::Kept if rules::is_inert(value) => self.attribute(name, value)?,
                Attribute::Reference if value.starts_with('#') => self.attribute("href", value)?,
                Attribute::Kept | Attribute::Reference => return Err(IconError::Reference(shortened(value))),
                Attribute::Runs => return Err(IconError::Attribute(shortened(name))),
                Attribute::Dropped => {}
            }
        }
        Ok(())
    }

    fn children(&mut self, node: Node<'_, '_>, parent: &str, depth: usize) -> Result<(), IconError> {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text() && rules::keeps_text(parent)) {
                if parent == "style" && !rules::is_inert(text) {
                    return Err(IconError::Reference("style".to_owned()));
                }
                self.escaped(text)?;
            }
            let Some(name) = element_name(child) else { continue };
            match rules::element(name) {
                Element::Kept => {
                    self.uses += usize::from(name == "use");
                    if self.uses > MAX_USES {
                        return Err(IconError::TooMany { what: "uses", limit: MAX_USES });
                    }
                    self.element(child, name, depth + 1)?;
                }
                Element::Dropped => {}
                Element::Refused => return Err(IconError::Element(shortened(name))),
            }
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), IconError> {
        self.push(" ")?;
        self.push(name)?;
        self.push("=\"")?;
        self.escaped(value)?;
        self.push("\"")
    }

    fn escaped(&mut self, text: &str) -> Result<(), IconError> {
        for c in text.chars() {
            match c {
                '&' => self.push("&amp;")?,
                '<' => self.push("&lt;")?,
                '>' => self.push("&gt;")?,
                '"' => self.push("&quot;")?,
                '\r' | '\n' | '\t' => self.push(" ")?,
                c => self.push(c.encode_utf8(&mut [0; 4]))?,
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str) -> Result<(), IconError> {
        let have = self.out.len() + text.len();
        if have > MAX_ICON_BYTES {
            return Err(IconError::TooLarge { have, limit: MAX_ICON_BYTES });
        }
        self.out.push_str(text);
        Ok(())
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NS: &str = r#"xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#;

    fn cleaned(inside: &str) -> Result<String, IconError> {
        clean(&format!("<svg {NS}>{inside}</svg>"))
    }

    #[test]
    fn what_is_drawn_stays_and_what_editors_wrote_goes() {
        let source = format!(
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://x/y.dtd'><!-- made by hand -->
            <svg {NS} xmlns:i='http://www.inkscape.org/' i:version='1' width='10' viewBox='0 0 9 9'>
              <title>Tree</title><metadata><i:x/></metadata><i:view/>
              <style>.a{{fill:#0f0}}</style>
              <defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>
              <g data-name='Layer 1'><path class='a' d='M0 0h9\n v9z' fill='url(#g)'/><use xlink:href='#g'/></g>
            </svg>"
        );
        let clean_once = clean(&source).unwrap();
        assert_eq!(
            clean_once,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" viewBox=\"0 0 9 9\"><style>.a{fill:#0f0}</style>\
             <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient></defs>\
             <g><path class=\"a\" d=\"M0 0h9  v9z\" fill=\"url(#g)\"/><use href=\"#g\"/></g></svg>"
        );
        assert_eq!(clean(&clean_once).unwrap(), clean_once);
    }

    #[test]
    fn what_runs_or_loads_anything_is_refused_by_name() {
        let refused = |inside: &str| cleaned(inside).unwrap_err().to_string();
        assert_eq!(refused("<script>1</script>"), "holds the element <script>");
        assert_eq!(refused("<g><foreignObject/></g>"), "holds the element <foreignObject>");
        assert_eq!(refused("<image href='data:image/png;base64,AA=='/>"), "holds the element <image>");
        assert_eq!(refused("<animate/>"), "holds the element <animate>");
        assert_eq!(refused("<path onclick='x()'/>"), "holds the attribute onclick");
        assert_eq!(refused("<path ONload='x()'/>"), "holds the attribute ONload");
        for outside in [
            "<use xlink:href='http://x/y#z'/>",
            "<use href='//x/y'/>",
            "<use href='data:image/svg+xml;base64,AA'/>",
            "<path fill='url(http://x/y)'/>",
            "<path fill='URL( \"http://x\")'/>",
            "<path style='fill:url(x.svg#a)'/>",
            "<style>@import 'http://x/y.css';</style>",
            "<style>.a{fill:u\\72l(http://x)}</style>",
            "<style><![CDATA[.a{background:url(http://x)}]]></style>",
        ] {
            assert!(refused(outside).starts_with("refers to something outside of it"), "{outside}");
        }
        assert!(matches!(clean("<svg"), Err(IconError::Malformed(_))));
        assert!(matches!(clean("<html/>"), Err(IconError::NotSvg)));
        assert!(matches!(clean(&format!("<svg {NS}>&a;</svg>")), Err(IconError::Malformed(_))));
        let laughs = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>";
        assert_eq!(clean(laughs), Err(IconError::Entities));
    }

    #[test]
    fn what_would_cost_much_to_read_or_draw_is_refused() {
        let many = |what: Result<String, IconError>| matches!(what, Err(IconError::TooMany { .. }));
        assert!(many(cleaned(&"<g/>".repeat(MAX_MARKS))));
        assert!(many(cleaned(&format!("<g {}/>", (0..300).map(|n| format!("a{n}='' ")).collect::<String>()))));
        let namespaces: String = (0..40).map(|n| format!("<g xmlns:a{n}='u{n}'/>")).collect();
        assert!(many(cleaned(&namespaces)));
        assert!(many(cleaned(&("<g>".repeat(40) + &"</g>".repeat(40)))));
        assert!(many(cleaned(&"<use href='#a'/>".repeat(17))));
        let long = format!("<path d='{}'/>", "M0 0".repeat(MAX_ICON_BYTES));
        assert!(matches!(cleaned(&long), Err(IconError::TooLarge { limit: MAX_ICON_BYTES, .. })));
        assert!(matches!(clean(&" ".repeat(MAX_SOURCE_BYTES + 1)), Err(IconError::TooLarge { .. })));
    }

    #[test]
    fn a_symbol_of_a_sprite_becomes_a_drawing() {
        let sprite =
            format!("<svg {NS}><symbol id='a' viewBox='0 0 1 1'><path d='M0'/></symbol><symbol id='b'/></svg>");
        let symbols = clean_symbols(&sprite, &BTreeSet::from(["a", "c"])).unwrap();
        assert_eq!(symbols.len(), 1);
        let drawing = symbols["a"].as_ref().unwrap();
        assert_eq!(drawing, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>");
    }
}
