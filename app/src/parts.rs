//! A form with a file in it, field by field as a browser sends it. It is read to its end, also what is not wanted: a browser
//! that is cut off while it sends shows no answer.

use axum::{
    body::Bytes,
    extract::{
        Multipart,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::StatusCode,
};

use crate::error::AppError;

/// Bytes of a field that is not the file: much more than fits, so that what is too long is said beside it and stays.
const MAX_WORDS: usize = 128 * 1024;

/// Why a form did not come in whole. What came in of its file is not taken (R58).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// More than the server takes.
    TooLarge,
    /// Broken off, or no form at all.
    Broken,
    /// A field holds more words than any has.
    TooLong,
}

impl From<MultipartError> for Cut {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Broken }
    }
}

impl Cut {
    /// Passes where it was too large, which is said by the file; anything else is not the form that was asked for.
    pub fn unless_too_large(self) -> Result<(), AppError> {
        match self {
            Self::TooLarge => Ok(()),
            Self::Broken | Self::TooLong => Err(AppError::field("form", "error-form")),
        }
    }
}

/// What a handler is given of such a form.
pub type Posted = Result<Multipart, MultipartRejection>;

/// The fields of a form, in the order they come.
pub struct Parts(Multipart);

impl Parts {
    /// Of what was posted; anything but such a form is refused.
    pub fn of(posted: Posted) -> Result<Self, AppError> {
        posted.map(Self).map_err(|_| AppError::field("form", "error-form"))
    }

    /// The next field.
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, Cut> {
        Ok(self.0.next_field().await?.map(Part))
    }
}

/// One field.
pub struct Part<'f>(Field<'f>);

impl Part<'_> {
    /// Its name in the form.
    pub fn name(&self) -> &str {
        self.0.name().unwrap_or_default()
    }

    /// What the file is called.
    pub fn file_name(&self) -> &str {
        self.0.file_name().unwrap_or_default()
    }

    /// Some more of it, until nothing is left.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Cut> {
        Ok(self.0.chunk().await?)
    }

    /// The whole of it; `None` where it is longer than so many bytes.
    pub async fn bytes(mut self, most: usize) -> Result<Option<Vec<u8>>, Cut> {
        let mut bytes = Some(Vec::new());
        while let Some(chunk) = self.chunk().await? {
            bytes = bytes.filter(|known| known.len() + chunk.len() <= most);
            if let Some(bytes) = &mut bytes {
                bytes.extend_from_slice(&chunk);
            }
        }
        Ok(bytes)
    }

    /// What was typed. As in every other form, what is no letter becomes the sign for that.
    pub async fn words(self) -> Result<String, Cut> {
        let bytes = self.bytes(MAX_WORDS).await?.ok_or(Cut::TooLong)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
