//! Enums with a fixed code per variant: the word stored in the database, sent by the API and used in forms.

use std::fmt;

#[doc(hidden)]
pub use serde as __serde;

/// A text that is not the code of any variant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown code")
    }
}

impl std::error::Error for UnknownCode {}

/// Declares an enum whose variants each have a code.
///
/// Gives `ALL` and `CODES` (in the order written), `code`, `parse`, `Display` and `FromStr` by the code, serde as the code, and
/// `Copy`, `Eq`, `Ord` (in the order written), `Hash`, `Debug`.
#[macro_export]
macro_rules! codes {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident {
            $( $(#[$variant_meta:meta])* $Variant:ident = $code:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        $vis enum $Name {
            $( $(#[$variant_meta])* $Variant ),+
        }

        #[allow(unreachable_pub, reason = "a private enum may have codes too")]
        impl $Name {
            /// Every variant, in the order of the declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$Variant ),+ ];

            /// Every code, in the same order.
            pub const CODES: &'static [&'static str] = &[ $( $code ),+ ];

            /// The code of this variant.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Self::$Variant => $code ),+ }
            }

            /// The variant with exactly this code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$Variant), )+ _ => None }
            }
        }

        impl ::std::fmt::Display for $Name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl ::std::str::FromStr for $Name {
            type Err = $crate::codes::UnknownCode;

            fn from_str(code: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::parse(code).ok_or($crate::codes::UnknownCode)
            }
        }

        impl $crate::codes::__serde::Serialize for $Name {
            fn serialize<S: $crate::codes::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> $crate::codes::__serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::codes::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                struct Codes;
                impl $crate::codes::__serde::de::Visitor<'_> for Codes {
                    type Value = $Name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("a code of ", stringify!($Name)))
                    }

                    fn visit_str<E: $crate::codes::__serde::de::Error>(
                        self,
                        code: &str,
                    ) -> ::std::result::Result<$Name, E> {
                        $Name::parse(code)
                            .ok_or_else(|| E::unknown_variant(code, &[ $( $code ),+ ]))
                    }
                }
                deserializer.deserialize_str(Codes)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::UnknownCode;
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    codes! {
        /// Signs of traffic.
        enum Light { Red = "rood", Green = "groen" }
    }

    #[test]
    fn a_code_goes_there_and_back() {
        for light in Light::ALL {
            assert_eq!(Light::parse(light.code()), Some(*light));
            assert_eq!(light.code().parse(), Ok(*light));
            assert_eq!(light.to_string(), light.code());
            let de: StrDeserializer<'_, Error> = light.code().into_deserializer();
            assert_eq!(Light::deserialize(de), Ok(*light));
        }
        assert_eq!(Light::CODES, ["rood", "groen"]);
        assert_eq!(Light::parse("Rood"), None);
        assert_eq!("".parse::<Light>(), Err(UnknownCode));
        let de: StrDeserializer<'_, Error> = "blauw".into_deserializer();
        assert!(Light::deserialize(de).is_err());
        assert_eq!(format!("{:>6}", Light::Red), "  rood");
        assert!(Light::Red < Light::Green);
    }
}
