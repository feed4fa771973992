import type { Dialogue } from './dialogues';

export const french: readonly Dialogue[] = [
  {
    subject: 'Réservation pour {n} personnes le {day}',
    turns: [
      'Bonjour,\n\nNous serons {n} à {place} le {day} et nous aimerions naviguer l’après-midi. Reste-t-il une place sur la goélette ? Deux d’entre nous n’ont jamais mis le pied sur un bateau.\n\nBien cordialement,\n{me}',
      'Bonjour,\n\nAvec plaisir ! Il reste de la place à bord, départ à 14 h au ponton {m}. Les débutants sont les bienvenus, nous prêtons les gilets et les bottes. Un acompte de {sum} suffit pour réserver.\n\nÀ bientôt,\n{you}',
      'C’est parfait, l’acompte est parti ce matin. Pouvons-nous apporter un pique-nique ?\n\n{me}',
      'Bien sûr, la table du carré est à vous. Évitez seulement le vin rouge : le pont est neuf…\n\n{you}',
    ],
  },
  {
    subject: 'Devis {ref} pour la nouvelle grand-voile',
    with: 'pdf',
    turns: [
      'Bonjour {you},\n\nVous trouverez ci-joint le devis {ref} pour la grand-voile : {sum} hors taxes, délai de {n} semaines. Le tissu est le même que l’an dernier, mais avec un renfort au point d’écoute.\n\nDites-moi avant {day} si je lance la coupe.\n\nCordialement,\n{me}',
      'Bonjour {me},\n\nMerci, le devis nous convient. Pouvez-vous ajouter une troisième bande de ris ? L’hiver dernier, elle nous a manqué.\n\n{you}',
      'C’est noté, sans supplément. La voile sera prête à temps pour la saison.\n\n{me}',
    ],
  },
  {
    subject: 'Planning de la semaine {m}',
    turns: [
      'Salut à tous,\n\nVoici le planning de la semaine {m}. Il manque encore quelqu’un pour l’ouverture de {day}, et la météo annonce du vent : prévoyez le plan B en salle.\n\n{n} groupes sont inscrits.\n\nBonne semaine,\n{me}',
      'Je prends l’ouverture de {day}. Par contre je dois partir à 16 h pour l’école.\n\n{you}',
      'Merci, tu me sauves ! Je fermerai.\n\n{me}',
    ],
  },
  {
    subject: 'Facture {ref} : une erreur de montant',
    turns: [
      'Bonjour,\n\nSauf erreur de ma part, la facture {ref} compte {n} nuits alors que nous n’en avons passé qu’une de moins. Le total devrait être de {sum}.\n\nPouvez-vous m’en adresser une corrigée ?\n\nBien à vous,\n{me}',
      'Bonjour,\n\nVous avez tout à fait raison, et je vous présente nos excuses. L’avoir et la facture corrigée partent ce jour.\n\nBien cordialement,\n{you}',
    ],
  },
  {
    subject: 'Photos de la régate',
    with: 'picture',
    turns: [
      'Coucou {you},\n\nVoici la plus belle des photos de {day}. J’en ai encore {n}, dis-moi si tu les veux pour le site.\n\nBises,\n{me}',
      'Quelle lumière ! Oui, envoie tout, on en mettra une en page d’accueil.\n\nBises,\n{you}',
    ],
  },
  {
    subject: 'Chaudière de l’hôtel en panne',
    turns: [
      'Bonjour,\n\nDepuis ce matin il n’y a plus d’eau chaude au {n}e étage. Le technicien de {place} peut venir {day}, mais il demande {sum} de déplacement. On accepte ?\n\n{me}',
      'On accepte, on n’a pas le choix. En attendant, ouvrez les chambres du rez-de-chaussée et offrez le petit-déjeuner.\n\n{you}',
      'Fait. Deux clients ont ri, un seul a râlé.\n\n{me}',
    ],
  },
  {
    subject: 'Invitation : réunion de préparation de la saison',
    with: 'invitation',
    turns: [
      'Bonjour {you},\n\nJe te propose de préparer la saison {day}, au bureau de {place}. À l’ordre du jour : les tarifs, les {n} nouveaux dériveurs et l’embauche d’un moniteur.\n\nÀ très vite,\n{me}',
      'C’est dans mon agenda. J’apporterai le bilan de l’été.\n\n{you}',
    ],
  },
  {
    subject: 'Inscription de ma fille au stage d’été',
    turns: [
      'Bonjour,\n\nMa fille a {n} ans et sait nager. Peut-elle suivre le stage « moussaillon » à partir de {day} ? Faut-il un certificat médical ?\n\nMerci d’avance,\n{me}',
      'Bonjour,\n\nElle sera la bienvenue. Une attestation de natation suffit, vous pourrez la remettre le premier matin. Le stage coûte {sum}, goûter compris.\n\nAmicalement,\n{you}',
      'Formidable. Elle a déjà dessiné son bateau sur tous ses cahiers.\n\n{me}',
    ],
  },
  {
    subject: 'Commande pour la cuisine',
    turns: [
      'Bonjour,\n\nPour {day}, merci de livrer {n} kg de lieu jaune, {m} douzaines d’huîtres et du beurre demi-salé. Pas de homard cette semaine, il est trop cher.\n\n{me}',
      'Bien reçu. Livraison à 7 h par l’entrée de service, facture {ref} de {sum}.\n\n{you}',
    ],
  },
  {
    subject: 'Convention de partenariat',
    with: 'docx',
    turns: [
      'Bonjour,\n\nComme convenu, voici le projet de convention entre l’office de tourisme de {place} et votre école. Les articles {n} et {m} sont encore à discuter.\n\nDans l’attente de votre retour,\n{me}',
      'Bonjour,\n\nMerci pour ce document. L’article {n} nous convient, mais nous souhaitons une durée de trois ans plutôt que d’une année.\n\nBien cordialement,\n{you}',
      'C’est accepté par notre bureau. Je vous envoie la version à signer {day}.\n\n{me}',
    ],
  },
];
