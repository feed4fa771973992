import type { Dialogue } from './dialogues';

export const german: readonly Dialogue[] = [
  {
    subject: 'Verglasung Neubau {place}: Maße für Achse {n}',
    with: 'pdf',
    turns: [
      'Hallo {you},\n\nanbei die überarbeiteten Maße für Achse {n}. Der Architekt hat die Brüstung um {m} cm abgesenkt, deshalb werden die unteren Scheiben höher als im Angebot.\n\nKannst du bis {day} sagen, ob wir mit dem vorhandenen Rahmen auskommen?\n\nViele Grüße\n{me}',
      'Servus {me},\n\ndanke für den Plan. Der Rahmen reicht, aber die Dichtung müssen wir eine Nummer stärker nehmen. Das macht im Ganzen etwa {sum} aus.\n\nSoll ich das so in die Bestellung aufnehmen?\n\n{you}',
      'Ja bitte, so bestellen. Die Freigabe vom Bauherrn habe ich gerade am Telefon bekommen, schriftlich kommt sie nach.\n\nDanke dir!\n{me}',
    ],
  },
  {
    subject: 'Angebot {ref}: Rückfrage zur Lieferzeit',
    turns: [
      'Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihr Angebot {ref}. Bevor wir bestellen, hätten wir gern gewusst, ob eine Lieferung nach {place} bis Ende der Kalenderwoche {m} möglich ist.\n\nAußerdem: Gilt der Preis auch bei einer Abnahme von nur {n} Stück?\n\nMit freundlichen Grüßen\n{me}',
      'Guten Tag,\n\ndanke für Ihre Nachricht. Die Lieferung bis zur Kalenderwoche {m} klappt, wenn die Bestellung bis {day} bei uns ist. Der Preis gilt ab {n} Stück, darunter käme ein Zuschlag von {sum} dazu.\n\nFreundliche Grüße\n{you}',
      'Perfekt, dann bestellen wir hiermit {n} Stück zum angebotenen Preis. Bitte schicken Sie die Auftragsbestätigung an mich.\n\nMit freundlichen Grüßen\n{me}',
    ],
  },
  {
    subject: 'Mittagessen am {day}?',
    turns: [
      'Hallo {you},\n\nam {day} gibt es beim Wirt wieder Kaspressknödel. Gehst du mit? {n} Plätze hätte ich reserviert.\n\nLG {me}',
      'Da bin ich dabei! Ich bringe noch jemanden aus der Werkstatt mit, wenn das recht ist.\n\n{you}',
      'Klar, je mehr, desto besser. Treffpunkt um zwölf beim Hintereingang.\n\n{me}',
    ],
  },
  {
    subject: 'Protokoll der Besprechung vom {day}',
    with: 'docx',
    turns: [
      'Liebe Kolleginnen und Kollegen,\n\nim Anhang findet ihr das Protokoll. Die wichtigsten Punkte:\n\n- Der Ofen 2 wird in der Woche {m} gewartet.\n- Für die Messe in {place} brauchen wir {n} Muster je Farbe.\n- Urlaubswünsche bitte bis {day} eintragen.\n\nEinwände bitte direkt an mich.\n\nSchöne Grüße\n{me}',
      'Danke fürs Schreiben! Ein Punkt fehlt noch: Wir hatten beschlossen, die Verpackung auf Karton umzustellen.\n\n{you}',
    ],
  },
  {
    subject: 'Kaputtes Glas bei Lieferung {ref}',
    with: 'picture',
    turns: [
      'Guten Tag,\n\nvon der Lieferung {ref} sind leider {n} Gläser zerbrochen angekommen. Ein Foto habe ich angehängt. Der Karton war außen unversehrt, ich vermute, es fehlte Polster am Boden.\n\nKönnen Sie Ersatz schicken?\n\nMit freundlichen Grüßen\n{me}',
      'Guten Tag,\n\ndas tut uns leid! Wir schicken Ihnen den Ersatz noch heute, ohne Kosten. Die Scherben brauchen Sie nicht zurückzuschicken. In der Packerei haben wir Bescheid gegeben.\n\nFreundliche Grüße\n{you}',
      'Das ging schnell, vielen Dank. Die neuen Gläser sind heil angekommen.\n\n{me}',
    ],
  },
  {
    subject: 'Urlaubsvertretung in KW {m}',
    turns: [
      'Hallo {you},\n\nin der Woche {m} bin ich mit den Kindern in {place}. Könntest du so lange das Telefon und die offenen Angebote übernehmen? Es sind im Moment {n}.\n\nIch mache dir vorher eine Liste.\n\nDanke und Gruß\n{me}',
      'Geht klar. Leg mir die Liste einfach in den Ordner „Angebote“. Erholt euch gut!\n\n{you}',
    ],
  },
  {
    subject: 'Einladung: Jahresgespräch',
    with: 'invitation',
    turns: [
      'Hallo {you},\n\nich würde unser Jahresgespräch gern auf {day} legen. Die Einladung hängt an. Überleg dir bitte vorher, was dir im letzten Jahr gut gelungen ist und was du dir für das nächste wünschst.\n\nBis dahin\n{me}',
      'Danke, der Termin passt. Ich hätte {n} Punkte, die Hälfte davon angenehm. 🙂\n\n{you}',
    ],
  },
  {
    subject: 'Zahlungserinnerung zu Rechnung {ref}',
    turns: [
      'Guten Tag,\n\nsicher ist es nur untergegangen: Unsere Rechnung {ref} über {sum} war vor {n} Tagen fällig. Wir bitten um Ausgleich bis {day}.\n\nSollte sich die Zahlung überschnitten haben, betrachten Sie dieses Schreiben als gegenstandslos.\n\nMit freundlichen Grüßen\n{me}',
      'Guten Tag,\n\nSie haben recht, die Rechnung lag im falschen Stapel. Der Betrag ist eben angewiesen worden.\n\nFreundliche Grüße\n{you}',
    ],
  },
  {
    subject: 'Teelieferung aus {place} hängt am Zoll',
    turns: [
      'Moin {you},\n\ndie {n} Kisten aus {place} stehen seit {day} am Zoll. Es fehlt das Pflanzengesundheitszeugnis, angeblich wurde es mit der Post geschickt.\n\nHast du eine Kopie?\n\nGruß\n{me}',
      'Moin,\n\ndie Kopie liegt bei mir im Ordner „Einkauf“. Ich schicke sie der Abfertigung gleich. Standgeld fällt ab morgen an, {sum} am Tag, also bitte dranbleiben.\n\n{you}',
      'Angekommen und freigegeben. Der Fahrer holt die Kisten morgen um sieben.\n\n{me}',
      'Sehr gut. Ich sage dem Lager Bescheid, dass Platz gebraucht wird.\n\n{you}',
    ],
  },
  {
    subject: 'Schlüssel fürs Lager',
    turns: [
      'Hi {you},\n\nweißt du, wer gerade den Ersatzschlüssel fürs Lager hat? Ich stehe davor.\n\n{me}',
      'Der hängt beim Empfang, Haken {n}. Sorry!\n\n{you}',
    ],
  },
  {
    subject: 'Bewerbung als Glasbläserin',
    with: 'pdf',
    turns: [
      'Sehr geehrte Damen und Herren,\n\nmit großem Interesse habe ich gelesen, dass Sie in {place} eine Stelle in der Glasbläserei zu besetzen haben. Ich habe {n} Jahre am Ofen gearbeitet, zuletzt an Kelchen und Karaffen.\n\nMeinen Lebenslauf finden Sie im Anhang. Über ein Gespräch würde ich mich sehr freuen.\n\nMit freundlichen Grüßen\n{me}',
      'Guten Tag,\n\nvielen Dank für Ihre Bewerbung, wir haben sie mit Freude gelesen. Hätten Sie am {day} Zeit, uns in der Hütte zu besuchen? Bringen Sie gern ein Stück mit, das Sie gemacht haben.\n\nFreundliche Grüße\n{you}',
      'Sehr gern, ich komme mit dem Zug um halb zehn an. Vielen Dank für die Einladung!\n\n{me}',
    ],
  },
  {
    subject: 'Fahrplan für die Tour nach {place}',
    turns: [
      'Hallo {you},\n\nhier der Plan für {day}: Abfahrt 5:30, {n} Abladestellen, Rückkehr gegen 18 Uhr. Die Rampe bei Stelle {m} ist schmal, bitte den kurzen Wagen nehmen.\n\nGute Fahrt!\n{me}',
      'Verstanden. Bei Stelle {m} brauche ich jemanden, der mit anpackt.\n\n{you}',
      'Ist bestellt. Ruf eine halbe Stunde vorher an.\n\n{me}',
    ],
  },
];
