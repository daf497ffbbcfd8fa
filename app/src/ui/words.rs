//! Text that may be absent, and the one escape function.

/// Already translated text, or none. Empty text counts as none, so a call site may pass a `String`, a `&str`, an
/// `Option` of either, or a whole number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Option<String>);

impl Words {
    /// No text.
    pub const NONE: Self = Self(None);

    /// The text, if any: the shape an optional attribute wants.
    pub fn get(&self) -> Option<String> {
        self.0.clone()
    }

    /// The text, or an empty string.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// Whether there is text.
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self((!text.is_empty()).then_some(text))
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<Option<String>> for Words {
    fn from(text: Option<String>) -> Self {
        text.unwrap_or_default().into()
    }
}

impl From<Option<&str>> for Words {
    fn from(text: Option<&str>) -> Self {
        text.unwrap_or_default().into()
    }
}

impl From<i64> for Words {
    fn from(number: i64) -> Self {
        number.to_string().into()
    }
}

impl From<Option<i64>> for Words {
    fn from(number: Option<i64>) -> Self {
        number.map(|n| n.to_string()).into()
    }
}

/// Makes text safe between tags and inside quoted attributes. Leptos does this by itself everywhere except in the
/// few elements whose children it writes raw.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 8);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_letters_of_markup_are_escaped_and_nothing_else() {
        assert_eq!(escape(r#"<a href="x">é & 'y'</a>"#), "&lt;a href=&quot;x&quot;&gt;é &amp; &#39;y&#39;&lt;/a&gt;");
    }

    #[test]
    fn empty_text_is_no_text() {
        assert!(!Words::from("").is_some());
        assert_eq!(Words::from(Some(3)).get().as_deref(), Some("3"));
    }
}
