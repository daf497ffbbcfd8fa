# Words that come back everywhere.
app-name = Evenwijs
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
  }
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
  }
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
  }

skip-link = Skip to content
nav-label = Main menu
nav-menu = Menu
nav-menu-close = Close
nav-home = Today
nav-agenda = Calendar
nav-questions = Questions
nav-updates = Quarterly updates
nav-balance = Information balance
nav-council = Council
nav-settings = Settings
nav-account = My account
nav-sign-out = Sign out
nav-sign-in = Sign in
footer-label = About this site
footer-recorded = What we record
footer-privacy = Privacy
footer-accessibility = Accessibility
footer-contact = Contact
footer-language = Nederlands
footer-mail = Mail of the demo

role-griffie = clerk
role-raadslid = council member
role-commissielid = committee member
role-burgemeester = mayor
role-wethouder = alderman
role-fractiesecretaris = faction secretary
role-ambtenaar = official
role-beheerder = administrator
side-coalitie = coalition
side-oppositie = opposition
side-onbekend = unknown

undo = Undo
save = Save
cancel = Cancel
optional = optional
yes = yes
no = no
back = Back
back-home = To today
saved = Saved
form-errors = Not saved yet. { $n ->
    [one] Please mend this:
   *[other] Please mend these { $n } things:
  }

error-not-found-title = This page is not here
error-not-found = The address is wrong, or you may not see this page. Check the address or go back to the start.
error-forbidden-title = You may not do this
error-not-your-role = Somebody with another role does this, for instance the clerk.
error-not-yours = This belongs to somebody else.
error-conflict-title = Somebody was before you
error-conflict = Somebody else changed this in the meantime. Look at the new version and try again.
error-invalid-title = This cannot be done yet
error-too-many-title = Please wait
error-too-many = You tried this too often. Wait { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
  } and try again.
error-unexpected-title = This does not work now
error-unexpected = That is our doing, not yours. Try again in a few minutes. If it keeps failing, give this number to the clerk: { $reference }
error-database-title = No connection for a moment
error-database = Your data are safe, but we cannot reach them now. Try again in a minute.
error-no-room-title = Nothing can be saved now
error-no-room = There is no room left to save anything. You can still read. Keep your text and try again later, or call the griffie.
error-missing = Please fill this in.
error-no-letter = A name has at least one letter.
error-too-long = This is too long. Please shorten it.
error-control = This holds characters that cannot be used. Please type it again.
error-choice = Choose one of the options.
error-date = Write the date as day-month-year, for instance 9-9-2026.
error-time = Write the time as hours and minutes, for instance 19:30.
error-number = Write a whole number, for instance 12.
error-email = This is not an e-mail address. An example: name@gemeente.nl.
error-url = Start the address with https://.
error-address = This is no web address. An example: https://ris.gemeente.nl/paper.
error-gap = This time does not exist: that night the clock goes from 02:00 to 03:00. Choose another time.
error-fold = This time happens twice that night: the clock goes back from 03:00 to 02:00. Choose another time.
error-form = This form did not arrive well. Go back and try again.
error-disk = There is too little room now to store files. Everything else works. Try again later, or call the griffie.

# Signed out while something was typed
resume-title = You were signed out
resume-lede = What you wrote has not been sent. It is still here.
resume-sign-in = Sign in (opens a new tab)
resume-then = Come back to this tab and send your text.
resume-send = Send now
resume-written = What you wrote
