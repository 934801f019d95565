//! Which elements and attributes of SVG an icon may have.

/// What happens to an element.
pub(super) enum Element {
    Kept,
    /// Left out with what is in it.
    Dropped,
    Refused,
}

/// What happens to an attribute.
pub(super) enum Attribute {
    Kept,
    /// Kept, if it refers to the drawing itself.
    Reference,
    Dropped,
    /// It holds a script.
    Runs,
}

pub(super) fn element(name: &str) -> Element {
    match name {
        "circle" | "clipPath" | "defs" | "ellipse" | "g" | "line" | "linearGradient" | "mask" | "path"
        | "pattern" | "polygon" | "polyline" | "radialGradient" | "rect" | "stop" | "style" | "svg" | "symbol"
        | "text" | "tspan" | "use" => Element::Kept,
        "desc" | "metadata" | "title" => Element::Dropped,
        _ => Element::Refused,
    }
}

/// Whether the text directly in this element is drawn, or says how to draw.
pub(super) fn keeps_text(element: &str) -> bool {
    matches!(element, "style" | "text" | "tspan")
}

pub(super) fn attribute(name: &str) -> Attribute {
    match name {
        "href" => Attribute::Reference,
        // Structure and geometry.
        "class"
        | "cx"
        | "cy"
        | "d"
        | "dx"
        | "dy"
        | "fr"
        | "fx"
        | "fy"
        | "gradientTransform"
        | "gradientUnits"
        | "height"
        | "id"
        | "maskContentUnits"
        | "maskUnits"
        | "clipPathUnits"
        | "offset"
        | "pathLength"
        | "patternContentUnits"
        | "patternTransform"
        | "patternUnits"
        | "points"
        | "preserveAspectRatio"
        | "r"
        | "rotate"
        | "rx"
        | "ry"
        | "spreadMethod"
        | "style"
        | "transform"
        | "type"
        | "viewBox"
        | "width"
        | "x"
        | "x1"
        | "x2"
        | "y"
        | "y1"
        | "y2" => Attribute::Kept,
        // Looks.
        "clip-path" | "clip-rule" | "color" | "display" | "fill" | "fill-opacity" | "fill-rule" | "font-family"
        | "font-size" | "font-style" | "font-weight" | "letter-spacing" | "mask" | "opacity" | "overflow"
        | "paint-order" | "stop-color" | "stop-opacity" | "stroke" | "stroke-dasharray" | "stroke-dashoffset"
        | "stroke-linecap" | "stroke-linejoin" | "stroke-miterlimit" | "stroke-opacity" | "stroke-width"
        | "text-anchor" | "transform-origin" | "vector-effect" | "visibility" => Attribute::Kept,
        _ if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) => Attribute::Runs,
        _ => Attribute::Dropped,
    }
}

/// Whether a value or a style sheet loads nothing: no at-rules, no escapes that could hide one, no other function
/// that takes an address, and each `url()` names a part of the drawing.
pub(super) fn is_inert(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let loads = ["@", "\\", "javascript:", "image-set", "image(", "src("];
    let hides = loads.iter().any(|way| folded.contains(way));
    let mut urls = folded.split("url").skip(1).map(str::trim_start);
    !hides && urls.all(names_a_part)
}

/// Whether what follows the word `url` is no reference, or one to a part of the drawing.
fn names_a_part(after: &str) -> bool {
    after.strip_prefix('(').is_none_or(|inside| inside.trim_start_matches([' ', '\'', '"']).starts_with('#'))
}
