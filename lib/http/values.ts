export { type CsvValue, toCsv } from './csv';
