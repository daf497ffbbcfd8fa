# Wie namens het college naar een bijeenkomst gaat.
host-too = { $name } krijgt ook een mail, en is er namens het college.
host-mail-expected-subject = { $n ->
    [one] Voor uw agenda: { $title }, { $date }
   *[other] Voor uw agenda: { $title }, { $n } datums
  }
host-mail-expected = { $office } nodigde de raad uit voor { $title }. U bent er namens het college.
host-mail-expected-file = { $n ->
    [one] U hoeft niet te antwoorden. In de bijlage zit de afspraak voor uw agenda.
   *[other] U hoeft niet te antwoorden. In de bijlage zitten de afspraken voor uw agenda.
  }
host-mail-changed-subject = { $n ->
    [one] Gewijzigd: { $title }, { $date }
   *[other] Gewijzigd: { $title }, { $n } datums
  }
host-mail-changed = Er is iets veranderd aan { $title }. U bent er namens het college.
host-mail-changed-file = { $n ->
    [one] In de bijlage zit de nieuwe afspraak voor uw agenda.
   *[other] In de bijlage zitten de nieuwe afspraken voor uw agenda.
  }
host-mail-cancelled-subject = { $n ->
    [one] Gaat niet door: { $title }, { $date }
   *[other] Gaat niet door: { $title }, { $n } datums
  }
host-mail-cancelled = { $title } gaat niet door. U zou er zijn namens het college.
host-mail-cancelled-file = { $n ->
    [one] In de bijlage zit de afspraak als geannuleerd, voor uw agenda.
   *[other] In de bijlage zitten de afspraken als geannuleerd, voor uw agenda.
  }
host-mail-relieved-subject = { $n ->
    [one] U hoeft niet te komen: { $title }, { $date }
   *[other] U hoeft niet te komen: { $title }, { $n } datums
  }
host-mail-relieved = U hoeft niet meer namens het college naar { $title }.
host-mail-relieved-file = { $n ->
    [one] In de bijlage zit de afspraak als geannuleerd. Zo gaat hij uit uw agenda.
   *[other] In de bijlage zitten de afspraken als geannuleerd. Zo gaan ze uit uw agenda.
  }
