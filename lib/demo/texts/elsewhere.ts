import type { Dialogue } from './dialogues';

export const elsewhere = {
  pl: [
    {
      subject: 'Dostawa szkła na {day}',
      turns: [
        'Cześć {you},\n\nciężarówka z hutą wyjechała dziś z miejscowości {place}. Wieziemy {n} palet, numer zlecenia {ref}. Proszę, przygotujcie wózek widłowy.\n\nPozdrawiam,\n{me}',
        'Dzięki za wiadomość. Wózek będzie czekał od siódmej. Czy szkło jest zapakowane w drewno, czy w karton?\n\n{you}',
        'W drewno, jak zawsze. Zdjęcie paczek wyślę z trasy.\n\n{me}',
      ],
    },
    {
      subject: 'Urodziny babci',
      turns: [
        'Kochani,\n\nbabcia kończy w tym roku osiemdziesiąt pięć lat! Spotykamy się w {day} u cioci, będzie nas {n} osób. Kto upiecze sernik?\n\nŚciskam,\n{me}',
        'Sernik biorę na siebie, z rosą, tak jak lubi. 🎂\n\n{you}',
      ],
    },
    {
      subject: 'Faktura {ref}',
      with: 'pdf',
      turns: [
        'Dzień dobry,\n\nw załączeniu przesyłam fakturę {ref} na kwotę {sum}. Termin płatności: {n} dni.\n\nZ poważaniem,\n{me}',
        'Dzień dobry,\n\ndziękuję, faktura została przekazana do księgowości.\n\nŁączę pozdrowienia,\n{you}',
      ],
    },
  ],
  ja: [
    {
      subject: '切子グラスのお見積りについて',
      with: 'pdf',
      turns: [
        '{you}様\n\nいつもお世話になっております。{place}の{me}でございます。\n\nご依頼いただきました切子グラス{n}個のお見積りを添付にてお送りいたします。納期は約{m}週間を予定しております。\n\nご確認のほど、よろしくお願い申し上げます。\n\n{me}',
        '{me}様\n\nお見積りありがとうございます。内容を確認いたしました。底の厚みをもう少し薄くすることは可能でしょうか。\n\nよろしくお願いいたします。\n{you}',
        '{you}様\n\n可能でございます。お値段は変わりません。試作品を{day}に発送いたします。\n\n{me}',
      ],
    },
    {
      subject: '新茶のサンプル発送のお知らせ',
      turns: [
        '{you}様\n\n今年の新茶がようやく摘み終わりました。サンプルを{n}種類、本日発送いたしました。\n\n今年は春が寒かったため、香りが特によく出ております。ご感想をお聞かせください。\n\n{me}',
        '{me}様\n\n無事に届きました。二番の香りがとても素晴らしいです。{n}キロ注文したいと思います。\n\n{you}',
      ],
    },
    {
      subject: '来月の打ち合わせ',
      with: 'invitation',
      turns: [
        'お疲れ様です。\n\n来月の打ち合わせは{day}の午後でいかがでしょうか。議題は展示会の準備と新しいカタログです。\n\n{me}',
        '承知いたしました。資料を用意しておきます。\n\n{you}',
      ],
    },
  ],
  ar: [
    {
      subject: 'طلب عرض أسعار للهيل والزعفران',
      turns: [
        'السيد/السيدة {you} المحترم،\n\nتحية طيبة وبعد،\nنرجو منكم إرسال عرض أسعار لعدد {n} صناديق من الهيل و{m} كيلوغرامات من الزعفران، مع ذكر موعد التسليم في {place}.\n\nمع خالص التقدير،\n{me}',
        'تحية طيبة،\n\nشكراً لرسالتكم. السعر الإجمالي {sum}، والتسليم يوم {day} إن شاء الله.\n\nمع التحية،\n{you}',
        'ممتاز، نؤكد الطلب. رقم المرجع لدينا {ref}.\n\n{me}',
      ],
    },
    {
      subject: 'صور من الميناء',
      with: 'picture',
      turns: [
        'مرحباً {you}،\n\nأرسل لك صورة التقطتها هذا الصباح في {place}. الشحنة جاهزة والطقس جميل.\n\nإلى اللقاء،\n{me}',
        'صورة رائعة! نلتقي يوم {day}.\n\n{you}',
      ],
    },
  ],
  el: [
    {
      subject: 'Τσάι του βουνού: νέα σοδειά',
      turns: [
        'Καλημέρα {you},\n\nη νέα σοδειά είναι έτοιμη. Έχουμε {n} σάκους αποξηραμένο τσάι του βουνού και {m} σάκους δίκταμο. Η τιμή είναι {sum}.\n\nΜπορούμε να φορτώσουμε από τον {place} {day}.\n\nΜε εκτίμηση,\n{me}',
        'Καλημέρα {me},\n\nωραία νέα! Στείλε μας πρώτα ένα δείγμα, σε παρακαλώ.\n\nΦιλικά,\n{you}',
        'Το δείγμα έφυγε σήμερα με τον μεταφορέα.\n\n{me}',
      ],
    },
    {
      subject: 'Φορτωτική {ref}',
      with: 'pdf',
      turns: [
        'Σας στέλνω συνημμένη τη φορτωτική {ref}. Το πλοίο αναμένεται {day}.\n\nΜε χαιρετισμούς,\n{me}',
        'Ευχαριστώ πολύ, τη λάβαμε.\n\n{you}',
      ],
    },
  ],
  tr: [
    {
      subject: 'Cam numuneleri hakkında',
      turns: [
        'Merhaba {you},\n\nistediğiniz {n} adet numuneyi {place} şubemizden gönderdik. Kargo numarası {ref}. İyi günlerde kullanın!\n\nSaygılarımla,\n{me}',
        'Merhaba {me},\n\nçok teşekkürler. Yeşil olan tam istediğimiz gibi. {m} metrekare için fiyat verebilir misiniz?\n\n{you}',
        'Tabii, {sum} olur. Teslim süresi {day} gününden sonra üç hafta.\n\n{me}',
      ],
    },
    {
      subject: 'Akşam yemeği',
      turns: [
        'Selam {you},\n\n{day} akşamı bize gelir misiniz? Annem mantı yapacak, {n} kişi olacağız.\n\n{me}',
        'Seve seve! Tatlıyı biz getiririz. 🍯\n\n{you}',
      ],
    },
  ],
  es: [
    {
      subject: 'Regata de otoño en {place}',
      turns: [
        'Hola, {you}:\n\nLa regata será el {day}. Ya hay {n} barcos inscritos, ¿os animáis? La cuota es de {sum} e incluye la cena.\n\nUn abrazo,\n{me}',
        '¡Claro que sí! Seremos {m} a bordo. ¿Dónde podemos amarrar la noche anterior?\n\n{you}',
        'En el pantalán de visitantes, junto a la lonja. ¡Nos vemos!\n\n{me}',
      ],
    },
    {
      subject: 'Factura {ref}',
      with: 'pdf',
      turns: [
        'Buenos días:\n\nAdjunto la factura {ref} por importe de {sum}.\n\nSaludos cordiales,\n{me}',
        'Recibida, gracias. La pagamos el {day}.\n\n{you}',
      ],
    },
  ],
  it: [
    {
      subject: 'Corso di vela a {place}',
      turns: [
        'Ciao {you},\n\nper il corso di {day} abbiamo {n} iscritti. Ci servono altre {m} tute, puoi chiedere in magazzino?\n\nA presto,\n{me}',
        'Fatto: arrivano domani. Ricordati i salvagenti piccoli, questa volta ci sono molti bambini!\n\n{you}',
      ],
    },
    {
      subject: 'Preventivo {ref}',
      turns: [
        'Gentile {you},\n\nil preventivo per le cime è di {sum}, consegna {day}.\n\nCordiali saluti,\n{me}',
        'Perfetto, procediamo così. Grazie!\n\n{you}',
      ],
    },
  ],
  uk: [
    {
      subject: 'Кава зі Львова: замовлення {ref}',
      turns: [
        'Доброго дня, {you}!\n\nВаше замовлення {ref} обсмажено сьогодні вранці: {n} мішків. Відправимо у {day}.\n\nЗ повагою,\n{me}',
        'Доброго дня!\n\nЧудово, дякуємо. Чи можна додати ще {m} пачок без кофеїну?\n\n{you}',
        'Додали. Гарного вам дня!\n\n{me}',
      ],
    },
    {
      subject: 'Документи для митниці',
      with: 'pdf',
      turns: ['Надсилаю рахунок {ref} на суму {sum} для митниці.\n\n{me}', 'Отримали, все гаразд.\n\n{you}'],
    },
  ],
  sv: [
    {
      subject: 'Container {ref} till {place}',
      turns: [
        'Hej {you},\n\ncontainern {ref} kommer på {day}. Det är {n} pallar, varav {m} ska vidare med lastbil.\n\nHälsningar,\n{me}',
        'Hej {me},\n\ntack! Vi har bokat bilen. Finns packlistan på engelska också?\n\n{you}',
        'Ja, jag lägger den i kuvertet på dörren.\n\n{me}',
      ],
    },
    {
      subject: 'Fika på {day}?',
      turns: [
        'Hej!\n\nJag är i {place} på {day}. Hinner du med en fika? Jag bjuder på kanelbulle.\n\n{me}',
        'Absolut, klockan tre vid hamnen!\n\n{you}',
      ],
    },
  ],
} satisfies Record<string, readonly Dialogue[]>;
