//! Invented people for invented councils. The same municipality always gets the same names, and no two people in it
//! share one. First names and surnames of many origins are put together by chance, so that nobody real is meant.

use domain::values::fold;

const FIRST_NAMES: &[&str] = &[
    "Samira",
    "Jelmer",
    "Anouk",
    "Bilal",
    "Femke",
    "Gerrit-Jan",
    "Naima",
    "Wessel",
    "Şule",
    "Hendrika",
    "Ruben",
    "Priya",
    "Douwe",
    "Esmée",
    "Kwame",
    "Marijke",
    "Thijs",
    "Yara",
    "Roelof",
    "Malika",
    "Jacco",
    "Ineke",
    "Tariq",
    "Loes",
    "Sjoerd",
    "Aaltje",
    "Emre",
    "Carlijn",
    "Berend",
    "Farida",
    "Joost",
    "Wietske",
    "Ricardo",
    "Hanneke",
    "Idris",
    "Maaike",
    "Teunis",
    "Zeynep",
    "Coen",
    "Gerda",
    "Anil",
    "Sietske",
    "Maurits",
    "Latifa",
    "Evert",
    "Noor",
    "Orlando",
    "Trijntje",
    "Karim",
    "Jolanda",
    "Freek",
    "Danuta",
    "Wouter",
    "Soraya",
    "Klaas-Jan",
    "Annelies",
    "Mehmet",
    "Fenna",
    "Harm",
    "Ludmila",
    "Siebe",
    "Roos",
    "Adil",
    "Margreet",
    "Koen",
    "Amina",
    "Gijsbert",
    "Tessa",
    "Vikram",
    "Ellen",
    "Bouke",
    "Chantal",
];

const SURNAMES: &[&str] = &[
    "Aalders-Vink",
    "Achterveld",
    "Bosgraaf",
    "Çelikbaş",
    "van Doornkamp",
    "Eggermond",
    "Feenstra-Bos",
    "Grolleman",
    "Haverslag",
    "El Idrissi-Smit",
    "Jaspersen",
    "Kleinhof",
    "Landeweer",
    "Meulenkolk",
    "Nijenstein",
    "Ouwerhand",
    "Pierik-Blom",
    "van 't Riet",
    "Schoonderbeek",
    "Tuinhof",
    "Uiterdijk",
    "Vlasakker",
    "Wolthaar",
    "Yıldızoğlu",
    "Zandvoorde",
    "Amankwa",
    "Berghorst",
    "Cruydenier",
    "Draaisma-Veen",
    "Eikelhof",
    "van der Flier",
    "Ganzevoort",
    "Hoogstede",
    "Imminkhuis",
    "Jongbloets",
    "Kamperveen",
    "Lieftinckx",
    "Mostafaoui",
    "Noordegraaf-Pot",
    "Oosterloo",
    "Padmoredjo",
    "Querido-Maas",
    "Roggeveld",
    "Steenbruggen",
    "Ter Horst-Mol",
    "Uylenbroek",
    "van de Velden",
    "Weerdmeester",
    "Ypenkamp",
    "Zuidhorn",
    "Akkerhuis",
    "Bloemendaal-Ras",
    "Chaudhari",
    "Dijkgraafland",
    "Elzenhof",
    "Fokkinga",
    "Groeneweide",
    "Hulstkamp",
    "Jagroep-Lal",
    "Korenhof",
    "Lammertink",
    "Molenkamp",
    "Nowakowska-Bil",
    "Overtoom",
    "Plaggenborg",
    "Rietmeijer",
    "Sallandstra",
    "Terpstra-Wiel",
    "Veldhuizen-Oy",
    "Wijngaarde",
    "Zwanenburgh",
    "Boateng-Kok",
];

/// One invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invented {
    /// First name and surname.
    pub name: String,
    /// The surname alone, for a faction named after somebody.
    pub surname: &'static str,
    /// `voornaam.achternaam@SLUG.example`.
    pub email: String,
}

/// Invented people of one municipality, one after the other.
#[derive(Debug, Clone)]
pub struct Inventor {
    slug: String,
    first: Vec<&'static str>,
    last: Vec<&'static str>,
    made: usize,
}

impl Inventor {
    /// Starts over for a municipality.
    pub fn new(slug: &str) -> Self {
        let mut chance = Chance::of(slug);
        let mut first = FIRST_NAMES.to_vec();
        let mut last = SURNAMES.to_vec();
        chance.shuffle(&mut first);
        chance.shuffle(&mut last);
        Self { slug: slug.to_owned(), first, last, made: 0 }
    }
}

impl Iterator for Inventor {
    type Item = Invented;

    /// The next person; ends when every first name has met every surname.
    fn next(&mut self) -> Option<Invented> {
        let (firsts, lasts) = (self.first.len(), self.last.len());
        let round = self.made / lasts;
        if round >= firsts {
            return None;
        }
        let surname = *self.last.get(self.made % lasts)?;
        let first = *self.first.get((self.made + round) % firsts)?;
        self.made += 1;
        Some(Invented {
            name: format!("{first} {surname}"),
            surname,
            email: format!("{}.{}@{}.example", plain(first), plain(surname), self.slug),
        })
    }
}

/// Letters, figures and hyphens only.
fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Chance that is the same every time (splitmix64, Steele et al. 2014).
#[derive(Debug, Clone)]
struct Chance(u64);

impl Chance {
    /// Seeded with a text (FNV-1a).
    fn of(text: &str) -> Self {
        Self(
            text.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fisher and Yates; the small unevenness of the remainder does not matter for names.
    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = usize::try_from(self.next() % (at as u64 + 1)).unwrap_or(0);
            list.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::values::{EmailAddress, PersonName};

    use super::*;

    #[test]
    fn the_same_municipality_gets_the_same_people_and_another_gets_others() {
        let first: Vec<_> = Inventor::new("ommen").take(60).collect();
        assert_eq!(first, Inventor::new("ommen").take(60).collect::<Vec<_>>());
        assert_ne!(first, Inventor::new("winterswijk").take(60).collect::<Vec<_>>());
    }

    #[test]
    fn no_two_people_share_a_name_or_an_address_even_in_the_largest_council() {
        let people: Vec<_> = Inventor::new("amsterdam").take(200).collect();
        assert_eq!(people.iter().map(|p| &p.name).collect::<BTreeSet<_>>().len(), 200);
        assert_eq!(people.iter().map(|p| &p.email).collect::<BTreeSet<_>>().len(), 200);
        for person in people {
            assert!(PersonName::parse(&person.name).is_ok(), "{}", person.name);
            assert_eq!(EmailAddress::parse(&person.email).map(|e| e.into_string()), Ok(person.email));
        }
    }
}
