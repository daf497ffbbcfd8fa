//! What a browser calls itself, in two words.

use crate::ctx::Ctx;

/// Browsers by the word that gives them away; what others pretend to be comes last.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// Browser and system, where both are known: `("Firefox", "Windows")`.
fn words(agent: &str) -> Option<(&'static str, &'static str)> {
    let find =
        |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    find(BROWSERS).zip(find(SYSTEMS))
}

/// "Firefox op Windows", or that it is not known.
pub fn named(ctx: &Ctx, agent: &str) -> String {
    match words(agent) {
        Some((browser, system)) => {
            ctx.tn("accounts-device-on", &[("browser", browser.into()), ("system", system.into())])
        }
        None => ctx.t("accounts-device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn devices_are_named_as_people_name_them() {
        let cases = [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                Some(("Safari", "iPhone")),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                Some(("Edge", "Windows")),
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
                Some(("Chrome", "Android")),
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", Some(("Firefox", "Linux"))),
            ("curl/8.5.0", None),
            ("", None),
        ];
        for (agent, wanted) in cases {
            assert_eq!(words(agent), wanted, "{agent}");
        }
    }
}
