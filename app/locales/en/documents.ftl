# Papers and links with a gathering.
documents-title = Papers
documents-list = What there is
documents-back = To the gathering
documents-empty = There are no papers yet.
documents-empty-clerk = There are no papers yet. Add a file or a link; the council sees them here.
documents-added = added { $day }
documents-link-to = link to { $host }
documents-remove = Remove
documents-add-file = Add a paper
documents-add-link = Add a link
documents-add-file-submit = Add paper
documents-add-link-submit = Add link
documents-file = File
documents-file-hint = 25 MB at most. Kinds: { $kinds }.
documents-name = Title
documents-name-hint = Left empty, it becomes the name of the file.
documents-address = Address
documents-address-hint = For instance the paper in the council’s information system. Start with https://.

documents-added-flash = Added
documents-removed = Removed: { $title }
documents-restored = Put back: { $title }

documents-error-no-file = Choose a file. It must not be empty.
documents-error-extension = We do not take this kind of file. Save it as pdf and try again.
documents-error-content = What is in the file does not match its name, or the file is damaged. Open it, save it again and try once more.
documents-error-characters = This text cannot be read. Save it as UTF-8 or as pdf and try again.
documents-error-macros = This file holds macros. Save it without macros or as pdf.
documents-error-locked = This file is locked with a password. Save it without one.
documents-error-bomb = Unpacked, this file is far too large. Save it as pdf and try again.
documents-error-too-big = This file is too large: 25 MB at most.
documents-error-broken = The file did not arrive whole. Please try again.
documents-error-no-room = Your municipality has no room left for documents. Remove papers that are no longer needed, or ask the administrator for more room.
