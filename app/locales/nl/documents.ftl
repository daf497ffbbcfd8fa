# Stukken en links bij een bijeenkomst.
documents-title = Stukken
documents-list = Wat er is
documents-back = Naar de bijeenkomst
documents-empty = Er zijn nog geen stukken.
documents-empty-clerk = Er zijn nog geen stukken. Voeg een bestand of een link toe; de raad ziet ze hier.
documents-added = toegevoegd { $day }
documents-link-to = link naar { $host }
documents-remove = Verwijderen
documents-add-file = Stuk toevoegen
documents-add-link = Link toevoegen
documents-add-file-submit = Voeg stuk toe
documents-add-link-submit = Voeg link toe
documents-file = Bestand
documents-file-hint = Hooguit 25 MB. Soorten: { $kinds }.
documents-name = Titel
documents-name-hint = Leeg? Dan wordt het de naam van het bestand.
documents-address = Adres
documents-address-hint = Bijvoorbeeld het stuk in het raadsinformatiesysteem. Begin met https://.

documents-added-flash = Toegevoegd
documents-removed = Verwijderd: { $title }
documents-restored = Teruggezet: { $title }

documents-error-no-file = Kies een bestand. Het mag niet leeg zijn.
documents-error-extension = Deze soort bestand nemen we niet aan. Bewaar het als pdf en probeer het opnieuw.
documents-error-content = De inhoud past niet bij de naam, of het bestand is beschadigd. Open het, bewaar het opnieuw en probeer het nog eens.
documents-error-characters = Deze tekst is niet te lezen. Bewaar hem als UTF-8 of als pdf en probeer het opnieuw.
documents-error-macros = Er zitten macro’s in dit bestand. Bewaar het zonder macro’s of als pdf.
documents-error-locked = Dit bestand is op slot met een wachtwoord. Bewaar het zonder wachtwoord.
documents-error-bomb = Dit bestand wordt bij het uitpakken veel te groot. Bewaar het als pdf en probeer het opnieuw.
documents-error-too-big = Dit bestand is te groot: hooguit 25 MB.
documents-error-broken = Het bestand kwam niet heel aan. Probeer het opnieuw.
documents-error-no-room = De ruimte voor documenten van uw gemeente is vol. Verwijder stukken die niet meer nodig zijn, of vraag de beheerder om meer ruimte.
