# Reeksen van bijeenkomsten.
series-rhythm-niet = Eén keer
series-rhythm-wekelijks = Elke week
series-rhythm-tweewekelijks = Elke twee weken
series-rhythm-maandelijks = Elke maand op dezelfde weekdag
series-rhythm-kwartaal = Elk kwartaal
series-repeat = Herhalen
series-times = Aantal keer
series-until = Of tot en met
series-end-hint = Vul één van de twee in: hoe vaak, of de laatste dag. Hoogstens { $n } keer. Voor u bewaart, ziet u alle datums.

# Voor er iets wordt gemaakt
series-dates-title = Reeks: { $title }
series-dates-lede = { $rhythm }, { $n } datums. Er is nog niets bewaard.
series-dates = Datums
series-dates-hint = Haal het vinkje weg bij een datum die u overslaat. Reces en feestdagen staan uit.
series-also = Ook dan: { $what }
series-impossible = Op deze datums kan het niet
series-back = Terug
series-make-drafts = Bewaar als concept
series-make-invite = Bewaar en bekijk uitnodiging
series-flash-cancelled = { $n } datums geannuleerd. Mails verstuurd: { $mails }.
series-flash-drafts = { $n } concepten bewaard. Alleen de griffie ziet ze.
series-flash-before = Dit was al bewaard, met { $n ->
    [one] 1 datum
   *[other] { $n } datums
  }. Uw nieuwe keuze is niet bewaard.
series-flash-scheduled = { $n } datums staan in de kalender. Er is niemand uitgenodigd.

# Uitnodigen
series-which = Waarvoor u uitnodigt
series-invite-all = Alle { $n } datums
series-invite-this = Alleen deze datum
series-date-draft = { $when } · concept, komt nu in de kalender
series-complete = Vul aan: { $when }

# Hoe ver een wijziging gaat
series-scope = Welke datums van de reeks?
series-scope-deze = Alleen deze
series-scope-volgende = Deze en de volgende ({ $n })
series-scope-alle = Alle ({ $n })
series-scope-mails = { $n ->
    [0] Er gaat geen mail uit
    [one] 1 persoon krijgt een mail
   *[other] { $n } mensen krijgen een mail
  }
series-change-title = Wijzig de reeks: { $title }
series-change-mails = { $n ->
    [one] 1 persoon krijgt één mail over alles wat hieronder verandert. Er is nog niets gewijzigd.
   *[other] { $n } mensen krijgen elk één mail over alles wat hieronder verandert. Er is nog niets gewijzigd.
  }
series-change-no-mail = Er gaat geen mail uit. Er is nog niets gewijzigd.
series-differences = Wat u wijzigt
series-was = Was
series-becomes = Wordt
series-this = Deze:
series-others = Deze gaan mee
series-others-hint = Alleen wat u wijzigt, gaat mee. Wijzigt u de datum, dan schuiven de andere datums evenveel dagen op. Haal het vinkje weg bij een datum die blijft zoals hij is.
series-moves = { $was } → { $now }
series-lost = Was hier anders en wordt vervangen: { $what }
series-hours = Tijd
series-change-impossible = Bij deze kan het niet, zij blijven zoals ze zijn
series-change-now = Wijzig

# Op de pagina
series-title = Reeks
series-short-wekelijks = elke week
series-short-tweewekelijks = elke twee weken
series-short-maandelijks = elke maand
series-short-kwartaal = elk kwartaal
series-outside-too = Ook bij deze datums van de reeks; trek de uitnodigingen daar ook in:
series-nth = datum { $at } van { $n }
series-place = { $at } van { $n }, { $rhythm }

# Fouten
series-conflict-lede = Iemand anders heeft intussen een andere datum van deze reeks gewijzigd. Uw tekst staat nog in het formulier. Pas hem zo nodig aan en bewaar opnieuw.
series-error-number = Schrijf een heel getal, bijvoorbeeld 6.
series-error-both = Vul het aantal keer in of de laatste dag, niet allebei.
series-error-before = Deze dag ligt voor de eerste datum. Kies een latere dag.
series-error-nothing = U hebt niets gewijzigd.
series-error-end = Vul in hoe vaak, of tot en met welke dag.
series-error-one-time = Een reeks heeft minstens 2 datums. Vul 2 of meer in, of kies bij Herhalen: Eén keer.
series-error-one-date = Tot en met die dag is er maar één datum. Kies een latere dag.
series-error-many = Een reeks heeft hoogstens { $n } datums. Vul minder in, of kies een eerdere laatste dag.
series-error-dates = Kies minstens 2 datums, en niet te veel.
series-error-none = Kies minstens één datum.
series-error-held = Een reeks kunt u niet achteraf vastleggen. Leg elke bijeenkomst apart vast.
series-error-past = { $date }: dit moment is al voorbij.
series-error-gap = { $date }: deze tijd bestaat die nacht niet, omdat de klok vooruit gaat.
series-error-fold = { $date }: deze tijd komt die nacht twee keer voor, omdat de klok terug gaat.
series-error-single = Deze bijeenkomst hoort niet bij een reeks.
series-error-stale = Iemand anders heeft de reeks intussen gewijzigd. Er is niets geannuleerd. Kijk de datums na en probeer het opnieuw.
series-error-impossible = Bij een van de datums kan dit niet. Er is niets gewijzigd.

# Mail
series-mail-invitation-subject = Uitnodiging: { $title }, { $n } datums
series-mail-invited = { $office } nodigt u uit voor { $n } bijeenkomsten: { $title }.
series-mail-places = { $n } per datum
series-mail-open = Bekijk de reeks
series-mail-answer = Geef voor elke datum uw antwoord:
series-mail-answer-hint = De links zijn alleen voor u en werken zonder inloggen. In de bijlage zitten alle afspraken voor uw agenda.
series-mail-change-subject = Gewijzigd: { $title }, { $n } datums
series-mail-changed = Er is iets veranderd aan { $n } bijeenkomsten: { $title }.
series-mail-your-answer = Uw antwoord
series-mail-not-answered = nog niet gegeven
series-mail-answer-for = Geef uw antwoord voor { $when }
series-mail-still = Klopt uw antwoord nog? Geef anders een nieuw antwoord.
series-mail-file-again = In de bijlage zitten de nieuwe afspraken voor uw agenda.
series-mail-cancellation-subject = Gaat niet door: { $title }, { $n } datums
series-mail-cancelled = { $title } gaat op deze dagen niet door.
series-mail-file-cancelled = In de bijlage zitten de afspraken als geannuleerd, voor uw agenda.
