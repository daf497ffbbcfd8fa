//! What a small town talks about in a quarter; invented.

use domain::{briefings::Way, gatherings::Kind};

/// A gathering of the past quarter: days after the quarter began, kind, title, one line, agenda, places, what was said.
pub(super) struct Past {
    pub(super) day: i8,
    pub(super) kind: Kind,
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    pub(super) agenda: &'static str,
    pub(super) capacity: Option<u32>,
    pub(super) notes: &'static str,
}

/// In order of date.
pub(super) const PAST: &[Past] = &[
    Past {
        day: 8,
        kind: Kind::CaseTable,
        title: "Casuïstiektafel: schulden en zorg in één gezin",
        summary: "Drie situaties uit de praktijk, zonder namen: waar liep het vast?",
        agenda: "Welkom\nSituatie 1: wachten op een indicatie\nSituatie 2: twee loketten, één vraag\nWat kunnen wij zelf anders doen?",
        capacity: None,
        notes: "# Besproken\n\nDrie situaties uit de praktijk. In twee daarvan zat onze eigen regel in de weg.\n\n- De aanvraag voor hulp bij schulden begint opnieuw als iemand verhuist.\n- Voor vervoer naar dagbesteding is een tweede keukentafelgesprek nodig.\n\n# Toezeggingen\n\n- De wethouder zoekt uit of de tweede aanvraag kan vervallen.",
    },
    Past {
        day: 15,
        kind: Kind::InformalSession,
        title: "Informele sessie jeugdzorg",
        summary: "De wethouder praat de raad bij over wachttijden en geld.",
        agenda: "Stand van zaken\nWachttijden\nWat komt er aan\nVragen",
        capacity: None,
        notes: "# Besproken\n\nDe wachttijd voor ambulante hulp daalde van elf naar negen weken. De kosten per traject stegen.\n\n# Vragen\n\n- Hoeveel jongeren wachten langer dan veertien weken?\n\n# Toezeggingen\n\n- In de kwartaalupdate staat voortaan de wachttijd per soort hulp.",
    },
    Past {
        day: 36,
        kind: Kind::WorkVisit,
        title: "Werkbezoek dagbesteding De Brug",
        summary: "Kijken hoe een dag eruitziet, en praten met wie er komt.",
        agenda: "Ontvangst\nRondleiding\nGesprek met deelnemers en begeleiders",
        capacity: Some(12),
        notes: "# Gezien\n\nVeertig mensen komen hier elke week. Het vervoer is het lastigst: de bus rijdt na vier uur niet meer.\n\n# Meegenomen\n\n- Vraag aan het college: wat kost een latere rit?",
    },
    Past {
        day: 50,
        kind: Kind::TechnicalSession,
        title: "Technische sessie: hoe werkt het budget voor de Wmo",
        summary: "Ambtenaren leggen de cijfers uit. Geen politiek.",
        agenda: "Opbouw van het budget\nWat is open einde\nVragen over cijfers",
        capacity: None,
        notes: "# Uitgelegd\n\nHet budget bestaat uit drie delen. Alleen huishoudelijke hulp heeft een open einde.\n\n| deel | begroot | verwacht |\n|---|---|---|\n| Hulp in huis | 2,1 mln | 2,3 mln |\n| Begeleiding | 3,4 mln | 3,3 mln |\n| Vervoer | 0,6 mln | 0,7 mln |",
    },
    Past {
        day: 63,
        kind: Kind::ThemeSession,
        title: "Thema-avond: ouder worden in eigen dorp",
        summary: "Met huisarts, wijkverpleging en de dorpsraad.",
        agenda: "Drie verhalen\nWat werkt\nWat vraagt het van de gemeente",
        capacity: None,
        notes: "# Besproken\n\nMensen willen blijven wonen waar ze wonen. De huisarts ziet vooral eenzaamheid.\n\n# Toezeggingen\n\n- Het college onderzoekt een vast inloopuur in elk dorp.",
    },
    Past {
        day: 78,
        kind: Kind::InformalSession,
        title: "Benen op tafel: de begroting van volgend jaar",
        summary: "Vrij gesprek over keuzes, voor de begroting er ligt.",
        agenda: "Wat weten we al\nWaar zit ruimte\nWat wilt u meegeven",
        capacity: None,
        notes: "# Besproken\n\nEr is ruimte voor één keuze van ongeveer vier ton. Genoemd werden: vervoer, het zwembad en onderhoud van wegen.",
    },
];

/// Questions: index of the asker among the council, technical or written, title, text, the answer if it came.
pub(super) struct Asked {
    pub(super) asker: usize,
    pub(super) written: bool,
    pub(super) days_ago: i64,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
    pub(super) answer: Option<&'static str>,
}

/// Oldest first.
pub(super) const ASKED: &[Asked] = &[
    Asked {
        asker: 3,
        written: false,
        days_ago: 118,
        title: "Hoeveel jongeren wachten langer dan veertien weken?",
        body: "In de sessie over jeugdzorg hoorden we een gemiddelde. Wij willen weten hoeveel jongeren langer wachten.",
        answer: Some("Op 1 juli wachtten **23 jongeren** langer dan veertien weken. Een jaar eerder waren dat er 31."),
    },
    Asked {
        asker: 14,
        written: false,
        days_ago: 96,
        title: "Wachtlijst Wmo: hoe tellen we wie wacht?",
        body: "Telt iemand mee vanaf de melding of vanaf de aanvraag?",
        answer: Some("Vanaf de melding. Een aanvraag komt gemiddeld negen dagen later."),
    },
    Asked {
        asker: 20,
        written: true,
        days_ago: 80,
        title: "Toekomst van het zwembad",
        body: "1. Is er een plan voor het dak?\n2. Wat kost uitstel met een jaar?\n3. Wanneer hoort de raad meer?",
        answer: Some("1. Ja, het plan is in mei vastgesteld.\n2. Ongeveer 80.000 euro.\n3. In het eerste kwartaal."),
    },
    Asked {
        asker: 8,
        written: false,
        days_ago: 61,
        title: "Kosten van een latere bus naar De Brug",
        body: "Bij het werkbezoek hoorden we dat de bus na vier uur niet meer rijdt. Wat kost één rit later op de dag?",
        answer: Some("Eén rit extra op werkdagen kost ongeveer **31.000 euro** per jaar."),
    },
    Asked {
        asker: 24,
        written: true,
        days_ago: 24,
        title: "Woningbouw aan de Molenweg",
        body: "Klopt het dat de start een jaar opschuift? Zo ja, wanneer wist het college dit?",
        answer: None,
    },
    Asked {
        asker: 0,
        written: false,
        days_ago: 12,
        title: "Kosten vervoer dagbesteding",
        body: "Waarom stijgt het vervoer dit jaar met 17 procent?",
        answer: None,
    },
    Asked {
        asker: 11,
        written: false,
        days_ago: 2,
        title: "Wanneer komt het onderzoek naar inloopuren?",
        body: "Het college zegde dit toe op de thema-avond. Wanneer kunnen wij het lezen?",
        answer: None,
    },
];

/// An update: title, what happened, what failed, what is next, figures (name, value, target, source).
pub(super) struct Told {
    pub(super) title: &'static str,
    pub(super) happened: &'static str,
    pub(super) failed: &'static str,
    pub(super) ahead: &'static str,
    pub(super) figures: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

/// One per member of the college, in order.
pub(super) const TOLD: &[Told] = &[
    Told {
        title: "Jeugd en zorg",
        happened: "De wachttijd voor ambulante hulp daalde. Twee aanbieders doen nu samen de intake.",
        failed: "De proef met één loket liep vast: twee systemen konden niet met elkaar praten. Wij leerden dat de gegevens eerst moeten.",
        ahead: "In het volgende kwartaal proberen we één loket met papier, zonder systeem.",
        figures: &[
            ("Wachttijd ambulante hulp", "9 weken", "6 weken", "Inkoopbureau"),
            ("Jongeren die wachten", "64", "50", "Eigen telling"),
        ],
    },
    Told {
        title: "Wonen en ruimte",
        happened: "Veertien woningen aan de Beekkant zijn klaar. De helft ging naar mensen uit Winterbeek.",
        failed: "De Molenweg schuift op. Het onderzoek naar de bodem duurde langer dan wij dachten.",
        ahead: "Voor de jaarwisseling ligt er een nieuwe planning.",
        figures: &[("Woningen opgeleverd", "14", "20", "Woningregister")],
    },
    Told {
        title: "Geld en organisatie",
        happened: "De halfjaarcijfers zijn op tijd. Wij houden vier ton over.",
        failed: "Twee vacatures voor een jurist bleven open. Wij betaalden daarom meer voor inhuur.",
        ahead: "De begroting gaat in oktober naar de raad.",
        figures: &[("Inhuur", "11%", "8%", "Grootboek"), ("Facturen op tijd", "94%", "95%", "Grootboek")],
    },
];

/// Gatherings to come: days from now, kind, title, one line, agenda, places, whether invitations went out.
pub(super) struct Coming {
    pub(super) days: i64,
    pub(super) kind: Kind,
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    pub(super) agenda: &'static str,
    pub(super) capacity: Option<u32>,
    pub(super) invited: bool,
    /// Whether its place was changed a few hours ago.
    pub(super) moves: bool,
}

/// In order of date.
pub(super) const COMING: &[Coming] = &[
    Coming {
        days: 6,
        kind: Kind::WorkVisit,
        title: "Werkbezoek voedselbank en kledingbank",
        summary: "Een ochtend meelopen, in kleine groepen.",
        agenda: "Ontvangst met koffie\nMeelopen\nNapraten",
        capacity: Some(12),
        invited: true,
        moves: false,
    },
    Coming {
        days: 12,
        kind: Kind::InformalSession,
        title: "Informele sessie: de latere bus",
        summary: "Drie mogelijkheden, met wat ze kosten.",
        agenda: "Drie mogelijkheden\nWat betekent dit voor De Brug\nVragen",
        capacity: None,
        invited: true,
        moves: true,
    },
    Coming {
        days: 20,
        kind: Kind::CaseTable,
        title: "Casuïstiektafel: wonen met begeleiding",
        summary: "Situaties uit de praktijk, zonder namen.",
        agenda: "Welkom\nTwee situaties\nWat kan morgen anders",
        capacity: None,
        invited: true,
        moves: false,
    },
    Coming {
        days: 34,
        kind: Kind::ThemeSession,
        title: "Thema-avond vrijwilligers",
        summary: "Wat hebben verenigingen nodig?",
        agenda: "",
        capacity: None,
        invited: false,
        moves: false,
    },
];

/// What comes every quarter, in the municipality's usual place.
pub(super) const QUARTERLY: (&str, &str, &str) = (
    "Kwartaalgesprek sociaal domein",
    "Wat lukt, wat niet, en wat u moet weten voor het volgende kwartaal.",
    "Wat lukte\nWat niet lukte\nVooruitblik\nVragen",
);

/// Something told to one faction: who of the executive told it, days ago, to the coalition's largest or the opposition's,
/// how, about what, the text, and hours until it was shared with everybody.
pub(super) struct Briefed {
    pub(super) teller: usize,
    pub(super) days_ago: i64,
    pub(super) coalition: bool,
    pub(super) way: Way,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
    pub(super) shared_after: Option<i64>,
}

/// Oldest first: one shared the same day, one two days later, one not yet, one shared these days.
pub(super) const BRIEFED: &[Briefed] = &[
    Briefed {
        teller: 0,
        days_ago: 75,
        coalition: false,
        way: Way::Phone,
        title: "Brand bij de sporthal",
        body: "Vannacht was er brand in de kleedkamers van de sporthal. Niemand raakte gewond. De hal blijft deze week dicht.\n\nDe verenigingen krijgen vandaag bericht over een andere zaal.",
        shared_after: Some(5),
    },
    Briefed {
        teller: 1,
        days_ago: 54,
        coalition: true,
        way: Way::Mouth,
        title: "Tekort op de jeugdzorg valt hoger uit",
        body: "Het tekort op de jeugdzorg komt dit jaar uit op ongeveer 600.000 euro. In de begroting stond 350.000 euro.\n\nHet college komt in de volgende kwartaalupdate met maatregelen.",
        shared_after: Some(49),
    },
    Briefed {
        teller: 1,
        days_ago: 6,
        coalition: true,
        way: Way::Mouth,
        title: "Gesprek met de zorgaanbieder over De Brug",
        body: "De aanbieder van De Brug wil het contract na dit jaar niet onder dezelfde voorwaarden verlengen. Het college praat verder over het vervoer.",
        shared_after: None,
    },
    // What the daily mail is about.
    Briefed {
        teller: 0,
        days_ago: 3,
        coalition: false,
        way: Way::Phone,
        title: "Dorpsstraat deze week afgesloten",
        body: "Een lekke waterleiding sluit de Dorpsstraat tot en met vrijdag af. Bussen rijden om. Het waterbedrijf betaalt het herstel.",
        shared_after: Some(2),
    },
];
