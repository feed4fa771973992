import type { Dialogue } from './dialogues';

export const english: readonly Dialogue[] = [
  {
    subject: 'Samples of the spring harvest',
    with: 'picture',
    turns: [
      'Dear {you},\n\nWe have posted {n} samples of the spring harvest to you today, tracking number {ref}. The picture shows the upper garden on the morning of the picking.\n\nI would be glad to hear what you think before {day}.\n\nKind regards,\n{me}',
      'Dear {me},\n\nThey arrived this morning and smell wonderful. Lot {m} is the clear favourite here: bright, with hardly any bitterness. What could you do for 200 kg?\n\nBest wishes,\n{you}',
      'Dear {you},\n\nFor 200 kg of lot {m} we can offer {sum}, free on board. I would need your word by {day} because two other houses are asking.\n\n{me}',
      'Agreed, please reserve it for us. The purchase order follows.\n\n{you}',
    ],
  },
  {
    subject: 'Booking {ref}: vessel delayed',
    turns: [
      'Hello,\n\nthe vessel for booking {ref} left {place} {n} days late because of the weather. The new arrival is expected on {day}.\n\nWe are sorry for the trouble and will keep you posted.\n\nRegards,\n{me}',
      'Hello {me},\n\nthanks for telling us early. Please make sure that the reefer stays plugged in during the transhipment; last time we lost {m} pallets.\n\n{you}',
    ],
  },
  {
    subject: 'Bespoke glass wall for a restaurant in {place}',
    with: 'pdf',
    turns: [
      'Hi there,\n\nI run a small interiors studio and we are fitting out a restaurant in {place}. The client has fallen for your ribbed glass. Could you quote for a wall of {n} panels? A drawing is attached.\n\nThe opening is planned for {day} in three months, so there is some air.\n\nMany thanks,\n{me}',
      'Hello {me},\n\nlovely project! A rough figure: {sum} including crates, delivery in {m} weeks. We would want to see the substructure before we promise anything.\n\nBest,\n{you}',
      'That is within budget. Shall we have a call on {day}?\n\n{me}',
    ],
  },
  {
    subject: 'Notes from our call',
    turns: [
      'Hi {you},\n\nquick notes from this morning:\n\n* {n} pallets instead of {m}\n* labels in English and German\n* payment at 30 days\n\nShout if I missed anything.\n\n{me}',
      'That is all of it. I have changed the order accordingly.\n\n{you}',
    ],
  },
  {
    subject: 'Contract draft, version {n}',
    with: 'docx',
    turns: [
      'Dear {you},\n\nplease find version {n} of the supply contract attached. Our lawyer changed clause {m} (liability) and nothing else.\n\nCould you let me have your comments by {day}?\n\nKind regards,\n{me}',
      'Dear {me},\n\nclause {m} is fine with us. In the annex the price should read {sum}; it still shows last year’s.\n\n{you}',
      'Well spotted. Corrected and sent for signature.\n\n{me}',
    ],
  },
  {
    subject: 'Planning meeting',
    with: 'invitation',
    turns: [
      'Hi all,\n\nlet us plan the winter on {day}. Please bring the figures of the last {n} months.\n\n{me}',
      'I will be there, figures and biscuits included. ☕\n\n{you}',
    ],
  },
  {
    subject: 'Lost parcel?',
    turns: [
      'Hello,\n\nmy parcel {ref} has been "out for delivery" for {n} days now. Could somebody look into it?\n\nThanks,\n{me}',
      'Hello {me},\n\nthe carrier left it with the neighbour at number {m} without a card. We have complained, and the next delivery is on us.\n\nBest regards,\n{you}',
      'Found it, and the neighbour made me tea. All is well!\n\n{me}',
    ],
  },
];
