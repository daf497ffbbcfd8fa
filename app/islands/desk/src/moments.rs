//! The values of a picture with lines over hours, at the hour one points at or chooses with the keys.

use leptos::{ev::PointerEvent, prelude::*, wasm_bindgen::JsCast, web_sys};
use serde::{Deserialize, Serialize};

/// One line of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// Whose line it is.
    pub name: String,
    /// From which hour which share of a hundred holds, by hour; none before the first.
    pub changes: Vec<(i64, i64)>,
}

impl Steps {
    /// The share of a hundred at an hour.
    fn at(&self, hour: i64) -> i64 {
        self.changes.iter().take_while(|change| change.0 <= hour).last().map_or(0, |change| change.1)
    }
}

/// Where the lines stand in the drawing, in its own units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Width and height of the drawing.
    pub size: (f64, f64),
    /// Where the first and the last hour are.
    pub across: (f64, f64),
    /// Where a hundred and nothing are.
    pub down: (f64, f64),
    /// The last hour.
    pub hours: i64,
}

impl Frame {
    /// Where an hour is.
    fn x(&self, hour: i64) -> f64 {
        self.across.0 + hour as f64 / self.hours.max(1) as f64 * (self.across.1 - self.across.0)
    }

    /// The hour at a part of the width of the drawing, 0 to 1.
    fn hour(&self, part: f64) -> i64 {
        let along = (part * self.size.0 - self.across.0) / (self.across.1 - self.across.0);
        #[expect(clippy::cast_possible_truncation, reason = "between nothing and the hours of some weeks")]
        let hour = (along.clamp(0.0, 1.0) * self.hours as f64).round() as i64;
        hour
    }
}

/// Every text of the island.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MomentWords {
    /// Beside the slider.
    pub choose: String,
    /// The values at an hour: `{hour}`, `{shares}`.
    pub at: String,
    /// One of them: `{name}`, `{n}`.
    pub share: String,
}

impl MomentWords {
    fn say(&self, lines: &[Steps], hour: i64) -> String {
        let shares: Vec<String> = lines
            .iter()
            .map(|line| self.share.replace("{n}", &line.at(hour).to_string()).replace("{name}", &line.name))
            .collect();
        self.at.replace("{hour}", &hour.to_string()).replace("{shares}", &shares.join(", "))
    }
}

/// Over the picture before it an upright line where one points, and under it a slider and the values there. Without scripts
/// the picture stands alone, and its table says the same.
#[island]
pub fn Moments(
    /// Where the lines stand.
    frame: Frame,
    /// The lines.
    lines: Vec<Steps>,
    /// The hour to begin with.
    start: i64,
    /// The texts.
    words: MomentWords,
    /// What the slider is called in the page; of its own for each picture.
    id: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let hour = RwSignal::new(start.clamp(0, frame.hours));
    Effect::new(move |_| awake.set(true));

    let point = move |event: PointerEvent| {
        let Some(picture) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
            return;
        };
        let place = picture.get_bounding_client_rect();
        if place.width() > 0.0 {
            hour.set(frame.hour((f64::from(event.client_x()) - place.left()) / place.width()));
        }
    };
    let choose = move |event: leptos::ev::Event| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            hour.set(chosen);
        }
    };
    let MomentWords { choose: label, .. } = words.clone();
    let said = Memo::new(move |_| words.say(&lines, hour.get()));
    let x = move || format!("{:.1}", frame.x(hour.get()));
    view! {
        <div class="moments">
            <svg
                class="moments-line"
                viewBox=format!("0 0 {} {}", frame.size.0, frame.size.1)
                aria-hidden="true"
                on:pointermove=point
                on:pointerdown=point
            >
                <line class:awake=move || awake.get() x1=x x2=x y1=frame.down.0 y2=frame.down.1></line>
            </svg>
            <div class="moments-said" hidden=move || !awake.get()>
                <label for=id.clone()>{label}</label>
                <input
                    type="range"
                    id=id
                    min="0"
                    max=frame.hours.to_string()
                    step="1"
                    prop:value=move || hour.get().to_string()
                    aria-valuetext=move || said.get()
                    on:input=choose
                />
                <p>{move || said.get()}</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { size: (520.0, 300.0), across: (52.0, 452.0), down: (34.0, 254.0), hours: 48 };

    #[test]
    fn the_pointer_finds_the_hour_that_is_drawn_there() {
        for hour in [0, 1, 24, 47, 48] {
            assert_eq!(FRAME.hour(FRAME.x(hour) / FRAME.size.0), hour);
        }
        assert_eq!((FRAME.hour(0.0), FRAME.hour(1.0)), (0, 48));
    }

    #[test]
    fn a_share_holds_from_its_hour_until_the_next() {
        let line = Steps { name: "Oppositie".to_owned(), changes: vec![(2, 40), (26, 100)] };
        assert_eq!([0, 1, 2, 25, 26, 48].map(|hour| line.at(hour)), [0, 0, 40, 40, 100, 100]);
        let words = MomentWords {
            choose: String::new(),
            at: "Na {hour} uur: {shares}".to_owned(),
            share: "{name} {n} van 100".to_owned(),
        };
        let other = Steps { name: "Coalitie".to_owned(), changes: vec![(0, 100)] };
        assert_eq!(words.say(&[other, line], 25), "Na 25 uur: Coalitie 100 van 100, Oppositie 40 van 100");
    }
}
