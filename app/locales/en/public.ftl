# Front door, privacy, accessibility, contact.
public-front-title = Choose your municipality
public-front-lede = { $n ->
    [one] 1 municipality keeps the dialogue between council and executive here.
   *[other] { $n } municipalities keep the dialogue between council and executive here.
  }
public-none-title = No municipality yet
public-none = Evenwijs is running, but there is no municipality in it yet.
public-none-seed = This command puts in an invented one, with a past quarter:
public-none-user = Or begin with a real municipality and its first administrator. The second command gives a link that works for an hour:

public-privacy-title = Privacy
public-privacy-lede = What is kept about you, who sees it, and for how long.
public-privacy-who = The municipality of { $name } is responsible for your data. Questions are answered by
public-privacy-kept-title = What we keep
public-privacy-kept-council = Of council and executive: name, e-mail address, telephone, role and faction, and whether that faction is in the coalition or the opposition, with dates.
public-privacy-kept-account = Of your account: an imprint of your password from which the password cannot be read, the key of your app for codes (encrypted), on which devices you are signed in, and when you last used them.
public-privacy-kept-gatherings = Of gatherings: whether you were invited, what you answered, and whether you were there.
public-privacy-kept-texts = What you write: questions, answers, notes, quarterly updates.
public-privacy-kept-mail = Of mail: which mail went to whom, when, and what the mail server said to it.
public-privacy-kept-log = A log of what people changed, without the content.
public-privacy-reading-title = What you read
public-privacy-reading = Which paper you opened while signed in is recorded only if the council decided so and there is a DPIA. When you press Read yourself, we always record that.
public-privacy-reading-never = We never follow you in mail: there are no invisible pictures and no redirected links in it.
public-privacy-seen-title = Who sees what
public-privacy-seen-answers = Answers and presence with names: those invited, the host and the clerk's office.
public-privacy-seen-own = You see all that is recorded about your reading, under What is recorded about me.
public-privacy-seen-groups = Council, clerk's office and executive see groups only. Small groups are merged, so that nobody can be recognised.
public-privacy-seen-clerk = Only the clerk's office can look at what one person read, and only with a reason. You see yourself who looked, when and why. Aldermen, officials and administrators never can.
public-privacy-seen-untold = The clerk's office sees whom a message has not reached yet, in order to send it again.
public-privacy-seen-others = Other municipalities see nothing. Data goes to no company beyond the hosting of this site.
public-privacy-long-title = For how long
public-privacy-long-reading = What you read: until { $days } days after the end of the quarter. After that only the figures of groups remain.
public-privacy-long-sessions = On which device you are signed in: until you sign out, 60 days at most.
public-privacy-long-links = A link in a mail works for 14 days at most and is erased afterwards.
public-privacy-long-rest = Gatherings, notes, questions and answers belong to the archive of the municipality and stay as long as the Archives Act says.
public-privacy-cookies-title = Cookies
public-privacy-cookies = There are five at most, all needed: one to stay signed in, one for your language, and one that says what you just did. If signing in asks for a code, there is one while you sign in and one when you let the device be remembered. There are no cookies of others.
public-privacy-rights-title = Your rights
public-privacy-rights = You may see what is kept about you and have it corrected. All of it is under My data, as a file too. Write to the clerk's office; you get an answer within a month.
public-privacy-object = You object to the measuring of reading yourself, with one press of a button, under What is recorded about me. Then we no longer write down what you open. There you can also erase what was there.
public-privacy-complaint = If that does not settle it, turn to the data protection officer of the municipality or to the Dutch data protection authority.

public-access-title = Accessibility
public-access-lede = Everybody must be able to use this site.
public-access-aim = The municipality of { $name } wants this site to meet WCAG 2.2, level AA. Until somebody from outside has examined it, we call that: partially.
public-access-tested-title = How it was tested
public-access-tested-axe = Every page was examined with axe, narrow as a phone and wide as a computer.
public-access-tested-keyboard = Everything can be done with the keyboard alone.
public-access-tested-script = Every page works without JavaScript too.
public-access-tested-colour = Colour never speaks alone: the words are there too. Every chart has its table.
public-access-limits-title = What we know is not right yet
public-access-limits-audit = No independent party has examined it yet.
public-access-limits-readers = It has not been tested with every screen reader yet.
public-access-limits-papers = Papers added by others, such as PDFs and slides, are not always accessible. Ask the clerk's office for another form.
public-access-contact-title = Are you stuck somewhere?
public-access-contact = Tell us; you get the information in another way and we mend it. Write to
public-access-ombudsman = If you get no good answer, you can go to the National Ombudsman.

public-contact-title = Contact
public-contact-lede = The clerk's office helps you with gatherings, your account, and anything here that is wrong.
public-contact-office = Name
public-contact-fault = Does something not work? Name the page, what you did, and the number that was shown with it, if any.
