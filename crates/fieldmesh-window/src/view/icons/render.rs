//! From a drawing or an image to pixels.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::ColorImage;
use fieldmesh::config::Icon;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// The widest that is drawn, in pixels.
pub(super) const LARGEST: f32 = 256.0;

/// The widest and highest image that is decoded: the limit of a configuration.
const LARGEST_IMAGE: u32 = 1024;

/// A drawing to be made.
pub(super) struct Order {
    pub(super) name: String,
    pub(super) icon: Icon,
    /// The side of the square it shall fill.
    pub(super) pixels: u32,
}

/// A drawing that was made.
pub(super) struct Drawn {
    pub(super) name: String,
    pub(super) pixels: u32,
    /// `None` where it cannot be drawn.
    pub(super) image: Option<ColorImage>,
    /// Whether it would not be seen on white.
    pub(super) light: bool,
}

/// A thread that draws one after the other; it ends with this value.
pub(super) struct Renderer {
    orders: Sender<Order>,
    drawn: Receiver<Drawn>,
}

impl Renderer {
    pub(super) fn new(context: egui::Context) -> Self {
        let (orders, ordered) = channel::<Order>();
        let (sender, drawn) = channel();
        std::thread::spawn(move || {
            for Order { name, icon, pixels } in ordered {
                // A drawing comes from outside: should a library fail on it, the category has a letter.
                let image = catch_unwind(AssertUnwindSafe(|| render(&icon, pixels))).ok().flatten();
                let light = image.as_ref().is_some_and(is_light);
                if sender.send(Drawn { name, pixels, image, light }).is_err() {
                    return;
                }
                context.request_repaint();
            }
        });
        Self { orders, drawn }
    }

    pub(super) fn order(&self, order: Order) {
        // The thread ends only with this value.
        let _ = self.orders.send(order);
    }

    pub(super) fn take(&self) -> impl Iterator<Item = Drawn> {
        self.drawn.try_iter()
    }
}

impl std::fmt::Debug for Renderer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Renderer").finish_non_exhaustive()
    }
}

/// The icon in the middle of a square, as large as fits.
fn render(icon: &Icon, pixels: u32) -> Option<ColorImage> {
    match icon {
        Icon::Svg(text) => svg(text, pixels),
        Icon::Png(bytes) => png(bytes, pixels),
    }
}

fn svg(text: &str, pixels: u32) -> Option<ColorImage> {
    let options = Options {
        // Nothing is read from anywhere, whatever a drawing refers to.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options).ok()?;
    let mut pixmap = Pixmap::new(pixels, pixels)?;
    let (width, height, side) = (tree.size().width(), tree.size().height(), pixels as f32);
    let scale = side / width.max(height);
    let shift = |length: f32| (side - length * scale) / 2.0;
    let transform = Transform::from_row(scale, 0.0, 0.0, scale, shift(width), shift(height));
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    Some(ColorImage::from_rgba_premultiplied([pixels as usize; 2], pixmap.data()))
}

fn png(bytes: &[u8], pixels: u32) -> Option<ColorImage> {
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(bytes), image::ImageFormat::Png);
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LARGEST_IMAGE), Some(LARGEST_IMAGE));
    reader.limits(limits);
    let small = reader.decode().ok()?.resize(pixels, pixels, image::imageops::FilterType::Triangle).into_rgba8();
    let mut square = image::RgbaImage::new(pixels, pixels);
    let shift = |length: u32| i64::from(pixels.saturating_sub(length) / 2);
    image::imageops::overlay(&mut square, &small, shift(small.width()), shift(small.height()));
    Some(ColorImage::from_rgba_unmultiplied([pixels as usize; 2], square.as_raw()))
}

/// Whether what is drawn is nearly white everywhere.
fn is_light(image: &ColorImage) -> bool {
    let (mut light, mut ink) = (0_u64, 0_u64);
    for pixel in &image.pixels {
        // Premultiplied: the darkest part of what covers this pixel.
        light += u64::from(pixel.r().min(pixel.g()).min(pixel.b()));
        ink += u64::from(pixel.a());
    }
    ink > 0 && light * 10 > ink * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#ff0000"/></svg>"##;

    #[test]
    fn a_drawing_fills_the_square_and_keeps_its_shape() {
        let icon = Icon::from_svg(RED.as_bytes()).unwrap();
        let image = render(&icon, 40).unwrap();
        assert_eq!(image.size, [40, 40]);
        assert_eq!(image.pixels[20 * 40 + 20], egui::Color32::from_rgb(255, 0, 0));
        assert_eq!(image.pixels[2 * 40 + 20].a(), 0, "above a drawing that is twice as wide as high");
        assert!(!is_light(&image));
    }

    #[test]
    fn an_image_is_made_smaller_and_stands_in_the_middle() {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let white = image::RgbaImage::from_pixel(100, 300, image::Rgba([250, 250, 250, 255]));
        white.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let image = render(&Icon::from_png(bytes.into_inner()).unwrap(), 30).unwrap();
        assert_eq!(image.size, [30, 30]);
        assert!(image.pixels[15 * 30 + 15].a() == 255 && image.pixels[15 * 30 + 2].a() == 0);
        assert!(is_light(&image));
    }

    #[test]
    fn what_cannot_be_drawn_is_none() {
        assert!(render(&Icon::Svg("<svg".to_owned()), 20).is_none());
        assert!(render(&Icon::Png(vec![1, 2, 3]), 20).is_none());
    }
}
