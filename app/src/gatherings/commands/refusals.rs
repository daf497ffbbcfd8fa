//! Refusals of the domain as errors by a field.

use domain::{
    gatherings::{AnswerRefusal, CancelRefusal, ChangeRefusal, DetailError, InviteRefusal, PlanRefusal, WhenError},
    localtime::WallTimeError,
};

use crate::{error::AppError, form::FieldErrors};

/// The name of an error that belongs to no field.
const WHOLE: &str = "";

fn wall(field: &'static str, error: WallTimeError) -> (&'static str, &'static str) {
    match error {
        WallTimeError::Gap => (field, "error-gap"),
        WallTimeError::Fold => (field, "error-fold"),
        WallTimeError::OutOfRange => ("datum", "error-date"),
    }
}

/// Every detail that is missing or wrong, by its field.
pub(super) fn details(wrong: &[DetailError]) -> AppError {
    let mut errors = FieldErrors::default();
    add_details(&mut errors, wrong);
    AppError::Invalid(errors)
}

/// Notes every detail that is missing or wrong.
pub(in crate::gatherings) fn add_details(errors: &mut FieldErrors, wrong: &[DetailError]) {
    for error in wrong {
        let (field, key) = match error {
            DetailError::TitleMissing => ("titel", "gathering-error-title"),
            DetailError::DateMissing => ("datum", "gathering-error-date"),
            DetailError::StartMissing => ("begin", "gathering-error-start"),
            DetailError::EndMissing => ("eind", "gathering-error-end"),
            DetailError::PlaceMissing => ("plaats", "gathering-error-place"),
            DetailError::ClosedReasonMissing => ("besloten-reden", "gathering-error-closed-reason"),
            DetailError::AudienceReasonMissing => ("wie-reden", "gathering-error-audience-reason"),
            DetailError::FactionsMissing => ("fractie", "gathering-error-factions"),
            DetailError::PeopleMissing => ("persoon", "gathering-error-people"),
            DetailError::CapacityZero => ("plaatsen", "gathering-error-capacity"),
            DetailError::When(WhenError::Start(error)) => wall("begin", *error),
            DetailError::When(WhenError::End(error)) => wall("eind", *error),
            DetailError::When(WhenError::EndsBeforeStart) => ("eind", "gathering-error-order"),
        };
        errors.add(field, key);
    }
}

pub(super) fn plan(refusal: &PlanRefusal) -> AppError {
    match refusal {
        PlanRefusal::AlreadyPlanned => AppError::Conflict("gathering-error-planned"),
        PlanRefusal::Cancelled => AppError::Conflict("gathering-error-cancelled"),
        PlanRefusal::InThePast => AppError::field("datum", "gathering-error-past"),
        PlanRefusal::NotYetOver => AppError::field("datum", "gathering-error-not-over"),
        PlanRefusal::Details(wrong) => details(wrong),
    }
}

pub(super) fn change(refusal: &ChangeRefusal) -> AppError {
    match refusal {
        ChangeRefusal::Cancelled => AppError::Conflict("gathering-error-cancelled"),
        ChangeRefusal::Over => AppError::Conflict("gathering-error-over"),
        ChangeRefusal::InThePast => AppError::field("datum", "gathering-error-past"),
        ChangeRefusal::Details(wrong) => details(wrong),
    }
}

pub(super) fn cancel(refusal: CancelRefusal) -> AppError {
    match refusal {
        CancelRefusal::AlreadyCancelled => AppError::Conflict("gathering-error-cancelled"),
        CancelRefusal::Over => AppError::Conflict("gathering-error-over"),
        CancelRefusal::ReasonMissing => AppError::field("reden", "gathering-error-reason"),
    }
}

pub(super) fn invite(refusal: InviteRefusal) -> AppError {
    match refusal {
        InviteRefusal::NotPlanned => AppError::field(WHOLE, "gathering-error-not-planned"),
        InviteRefusal::Cancelled => AppError::Conflict("gathering-error-cancelled"),
        InviteRefusal::Over => AppError::Conflict("gathering-error-begun"),
    }
}

pub(super) fn remind(refusal: AnswerRefusal) -> AppError {
    AppError::Conflict(match refusal {
        AnswerRefusal::NotInvited => "gathering-error-not-invited",
        AnswerRefusal::Cancelled => "gathering-error-cancelled",
        AnswerRefusal::Over => "gathering-error-begun",
    })
}
