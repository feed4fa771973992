import type { Language } from '../people';
import { elsewhere } from './elsewhere';
import { english } from './english';
import { french } from './french';
import { german } from './german';

/**
 * A conversation: the first text is a message from one side, the next one the answer, and so on. Placeholders: {you}
 * and {me} are given names, {n} and {m} small numbers, {sum} an amount, {ref} a reference number, {day} and {place}
 * names.
 */
export interface Dialogue {
  subject: string;
  turns: string[];
  /** The attachment of the first message. */
  with?: 'pdf' | 'picture' | 'docx' | 'invitation';
}

export const dialogues: Record<Language, readonly Dialogue[]> = {
  de: german,
  fr: french,
  en: english,
  ...elsewhere,
};

export const days: Partial<Record<Language, readonly string[]>> & { en: readonly string[] } = {
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  pl: ['poniedziałek', 'wtorek', 'środę', 'czwartek', 'piątek'],
  ja: ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日'],
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس'],
  el: ['τη Δευτέρα', 'την Τρίτη', 'την Τετάρτη', 'την Πέμπτη'],
  tr: ['pazartesi', 'salı', 'çarşamba', 'perşembe', 'cuma'],
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
  it: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì'],
  uk: ['понеділок', 'вівторок', 'середу', 'четвер', 'п’ятницю'],
  sv: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag'],
};

export const places: Partial<Record<Language, readonly string[]>> & { en: readonly string[] } = {
  de: ['Innsbruck', 'Salzburg', 'Kufstein', 'Hamburg', 'Lübeck', 'Bozen', 'Rosenheim', 'Kiel'],
  fr: ['Concarneau', 'Quimper', 'Vannes', 'Brest', 'Saint-Malo', 'Lorient'],
  en: ['Falmouth', 'Bristol', 'Leith', 'Cork', 'Rotterdam'],
  ja: ['倉敷', '宇治', '横浜', '神戸'],
  ar: ['الدار البيضاء', 'بيروت', 'طنجة'],
  el: ['Πειραιά', 'Χανιά', 'Θεσσαλονίκη'],
  pl: ['Kraków', 'Krosno', 'Gdynia'],
  tr: ['İzmir', 'Bursa'],
  es: ['Gijón', 'Cádiz'],
  it: ['Livorno', 'Genova'],
  uk: ['Львів', 'Одеса'],
  sv: ['Göteborg', 'Malmö'],
};
